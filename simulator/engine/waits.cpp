// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <algorithm>
#include <utility>

/// A message that has to wait: it is counted, it may find no room, it may lose its patience or its life.
namespace stormglass::sim::detail {

/// Whether there is room for one more direct message before the workers. `replica` only where each has its own line.
bool Engine::hasRoom(const ServiceState& service, Index replica) const {
    const std::uint32_t there = service.spec->balancing == Balancing::shared || replica == kNone
                                    ? service.waiting
                                    : service.replicas[replica].crowd;
    return there < service.queueLimit;
}

/// Whether it may wait whatever the room: it has its old place back, or is a further copy of what a receiver that
/// blocks has taken.
bool Engine::hasOwnRoom(const ServiceState& service, const Delivery& delivery) const {
    const bool isCopy = (delivery.marks & kUncountedMark) != 0;
    return (isCopy && service.spec->overflow == Overflow::block) ||
           (delivery.rare != kNone && m_rare[delivery.rare].givenBack);
}

/// Counts the delivery as waiting, unless it is already. Without room it overflows, and false is returned.
bool Engine::mayWait(Index index) {
    Delivery& delivery = m_deliveries[index];
    ServiceState& service = m_services[m_stations[delivery.station].service];
    const bool isDirect = delivery.way == kNone && (delivery.rare == kNone || !m_rare[delivery.rare].ofChannel);
    if (isDirect && (delivery.marks & (kCrowdMark | kInterruptedMark)) == 0) {
        if (!hasOwnRoom(service, delivery) && !hasRoom(service, delivery.replica)) {
            overflow(index);
            return false;
        }
        crowdIn(service, delivery);
    }
    if ((delivery.marks & kInterruptedMark) == 0) {
        delivery.stage = Stage::waiting;
    }
    countQueued(service, delivery);
    return true;
}

void Engine::crowdIn(ServiceState& service, Delivery& delivery) {
    delivery.marks |= kCrowdMark;
    const bool own = service.spec->balancing != Balancing::shared && delivery.replica != kNone;
    ++(own ? service.replicas[delivery.replica].crowd : service.waiting);
}

void Engine::crowdOut(ServiceState& service, Delivery& delivery) {
    if ((delivery.marks & kCrowdMark) == 0) {
        return;
    }
    delivery.marks = static_cast<std::uint8_t>(delivery.marks & ~kCrowdMark);
    const bool own = service.spec->balancing != Balancing::shared && delivery.replica != kNone;
    --(own ? service.replicas[delivery.replica].crowd : service.waiting);
}

void Engine::countQueued(ServiceState& service, Delivery& delivery) {
    if ((delivery.marks & (kQueuedMark | kInterruptedMark | kUncountedMark)) == 0) {
        delivery.marks |= kQueuedMark;
        m_stations[delivery.station].queue.up(sinceWindow());
        if (service.manyStations) {
            service.queue.up(sinceWindow());
        }
        noteBothPlaces(m_stations[delivery.station]);
    }
}

/// Of a handler with a service for its queries: what waits and is handled at both.
void Engine::noteBothPlaces(const Station& station) {
    if ((station.traits & kTwoPlaces) == 0) {
        return;
    }
    const Station& events = m_stations[m_stationOf[station.handler]];
    const Station& queries = m_stations[m_queryStationOf[station.handler]];
    StationExtras& kept = keptOf(station);
    kept.bothQueue.set(sinceWindow(), events.queue.value + queries.queue.value);
    kept.bothActive.set(sinceWindow(), events.active.value + queries.active.value);
}

void Engine::uncountQueued(ServiceState& service, Delivery& delivery) {
    crowdOut(service, delivery);
    if ((delivery.marks & kQueuedMark) != 0) {
        delivery.marks = static_cast<std::uint8_t>(delivery.marks & ~kQueuedMark);
        service.stirred = service.stirred || m_now > delivery.since;
        m_stations[delivery.station].queue.down(sinceWindow());
        if (service.manyStations) {
            service.queue.down(sinceWindow());
        }
        noteBothPlaces(m_stations[delivery.station]);
    }
}

/// Patience runs while waiting only; what is left of it is kept over handling and backoff.
void Engine::startPatience(Index index) {
    Delivery& delivery = m_deliveries[index];
    RareState& rare = rareOf(delivery);
    if (rare.patienceTimer != kNoSlot) {
        return;
    }
    if (rare.patience < 0) {
        rare.patience = drawn(m_stations[delivery.station].extras->patience);
    }
    rare.patienceTimer = schedule(rare.patience, EventKind::patienceOver, index);
}

void Engine::stopPatience(Delivery& delivery) {
    if (delivery.rare == kNone) {
        return;
    }
    RareState& rare = m_rare[delivery.rare];
    if (rare.patienceTimer != kNoSlot) {
        rare.patience = std::max(0.0, m_pending.timeOf(rare.patienceTimer) - m_now);
        cancel(rare.patienceTimer);
    }
}

void Engine::cancel(Slot& slot) {
    if (slot != kNoSlot) {
        m_pending.cancel(slot);
        slot = kNoSlot;
    }
}

/// It has waited long enough, or lived.
void Engine::expire(Index index) {
    const Delivery& delivery = m_deliveries[index];
    if (delivery.stage == Stage::hedging) { // no copy of it is begun, else no clock would run
        abandonHedge(index);
        return;
    }
    if (delivery.stage != Stage::waiting || delivery.standing == Standing::nowhere) {
        return; // in hands already
    }
    withdraw(index);
    giveUp(index, Outcome::expired);
}

/// Takes a waiting delivery out of wherever it stands.
void Engine::withdraw(Index index) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    ServiceState& service = m_services[station.service];
    const Standing standing = std::exchange(delivery.standing, Standing::nowhere);
    switch (standing) {
    case Standing::nowhere:
        break;
    case Standing::serviceLine:
        service.line.remove(m_deliveries, index);
        leaveBatch(index);
        leaveLine(delivery);
        break;
    case Standing::replicaLine:
        service.replicas[delivery.replica].line.remove(m_deliveries, index);
        leaveBatch(index);
        leaveLine(delivery);
        break;
    case Standing::fellow:
        leaveFellows(index);
        break;
    case Standing::cell:
        withdrawFromCell(index);
        break;
    case Standing::gate:
        station.extras->guards->limiter.gate.remove(m_deliveries, index);
        break;
    case Standing::gathering:
        station.extras->gathering.remove(m_deliveries, index);
        if (--station.extras->gathered == 0) {
            cancel(station.extras->lingerTimer); // the next one opens another batch
        }
        break;
    case Standing::parked:
        station.extras->keys.at(keyOfParked(delivery)).parked.remove(m_deliveries, index);
        leaveBatch(index);
        break;
    case Standing::barred:
        station.extras->barred.remove(m_deliveries, index);
        break;
    case Standing::pausing:
        m_groups[m_cells[delivery.cell].group].barred.remove(m_deliveries, index);
        leaveBatch(index);
        leaveLine(delivery);
        break;
    case Standing::share:
        shareOut(service, index);
        break;
    case Standing::channelLine:
        m_channels[m_ways[delivery.way].channel].line.remove(m_deliveries, index, takersOf(delivery));
        break;
    }
}

/// A waiting delivery ends without being handled (again).
void Engine::giveUp(Index index, Outcome outcome) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    ServiceState& service = m_services[station.service];
    if (delivery.stage == Stage::waiting || (delivery.marks & kQueuedMark) != 0) {
        delivery.waited += m_now - delivery.since;
        step(delivery, PathPart::waiting, PlaceKind::handler, station.handler);
    }
    uncountQueued(service, delivery);
    dropClaim(index);
    if (delivery.cell != kNone && fellowOf(delivery) != kNone) {
        const Index heir = unchain(index); // those of a partition's batch pass the gates without it
        m_deliveries[heir].standing = Standing::nowhere;
        offerAgain(heir);
    } else {
        leaveBatch(index); // there was no room for it
    }
    delivery.stage = Stage::none;
    if (delivery.way != kNone) {
        leaveChannel(delivery, outcome);
    }
    finish(index, outcome);
    if (!service.doors.empty()) {
        openDoors(service);
    }
    noteIdle(service);
}

} // namespace stormglass::sim::detail
