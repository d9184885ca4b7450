// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <algorithm>
#include <utility>

/// Blocking after service (CONTRACT section 6): who sends to a full receiver that blocks keeps its worker, or its next
/// interval, until every receiver has taken its message.
namespace stormglass::sim::detail {

/// Whether it may go in: there is room to wait, or it would not wait. What is given to a replica stands before that
/// one's door; only the least busy is looked for again.
bool Engine::mayEnter(Index index) {
    Delivery& delivery = m_deliveries[index];
    ServiceState& service = m_services[m_stations[delivery.station].service];
    if (service.spec->balancing != Balancing::shared) {
        RareState& rare = rareOf(delivery);
        const bool isGiven = rare.isGiven && runs(service, delivery.replica);
        if (!isGiven || service.spec->balancing == Balancing::leastBusy) {
            delivery.replica = chooseReplica(service);
            rare.isGiven = delivery.replica != kNone;
        }
    }
    return hasRoom(service, delivery.replica) || entersAtOnce(delivery);
}

bool Engine::runs(const ServiceState& service, Index replica) {
    return replica != kNone &&
           std::find(service.byStart.begin(), service.byStart.end(), replica) != service.byStart.end();
}

/// Whether nothing before a worker would make it wait: it is refused, kept by a join, or starts.
bool Engine::entersAtOnce(const Delivery& delivery) {
    Station& station = m_stations[delivery.station];
    const ServiceState& service = *station.home;
    const Handler& handler = *station.spec;
    const bool isCallRefused = delivery.call != kNone && isDown(station);
    if (isCallRefused || breakerRefuses(station) || (handler.join.kind != JoinKind::none && !hasArrived(delivery))) {
        return true;
    }
    if (isBarred(station)) {
        return false;
    }
    if (handler.rateLimit.rate > 0 && !hasToken(station)) {
        awaitToken(station); // it will look again then
        return handler.rateLimit.rejects;
    }
    if (handler.batch.present && handler.batch.linger > 0) {
        return false;
    }
    const bool isShared = service.spec->balancing == Balancing::shared;
    if ((isShared || delivery.replica != kNone) &&
        victimOf(service, isShared ? kNone : delivery.replica, delivery) != kNone) {
        return true;
    }
    if ((!service.line.empty() && service.pollEvery <= 0) || !isKeyFree(delivery)) {
        return false;
    }
    if (isShared) {
        return replicaWithFreeWorker(service) != kNone;
    }
    return delivery.replica != kNone && mayStartAtOnce(service, service.replicas[delivery.replica], delivery);
}

/// A further attempt, or the last of a waitFor: let in before.
bool Engine::hasArrived(const Delivery& delivery) const {
    return delivery.attempt > 1 || (delivery.rare != kNone && m_rare[delivery.rare].joined);
}

bool Engine::standsAtDoor(Index index) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    ServiceState& service = m_services[station.service];
    if (service.spec->overflow != Overflow::block || (delivery.marks & kUncountedMark) != 0) {
        return false;
    }
    if ((service.doors.empty() || !service.letsInByTurns) && mayEnter(index)) {
        tookIn(index);
        return false;
    }
    if (hasArrived(delivery)) {
        countQueued(service, delivery); // another attempt waits before the door
    } else {
        --station.flow.arrivals; // it arrives when it is let in
    }
    delivery.stage = Stage::atDoor;
    service.doors.pushBack(m_deliveries, index);
    return true;
}

/// The sender is held by this delivery until its receiver has taken it.
void Engine::holdSender(Index index, const Cause& cause) {
    if (cause.sender == kNone && cause.sourceSender == kNone) {
        return;
    }
    RareState& rare = rareOf(m_deliveries[index]);
    rare.sender = cause.sender;
    rare.sourceSender = cause.sourceSender;
    if (cause.sender != kNone) {
        ++rareOf(m_deliveries[cause.sender]).doors;
    } else {
        ++m_sources[cause.sourceSender].doors;
    }
}

/// A receiver has taken it, or it is gone for good: it holds nobody.
void Engine::tookIn(Index index) {
    Delivery& delivery = m_deliveries[index];
    if (delivery.rare == kNone) {
        return;
    }
    RareState& rare = m_rare[delivery.rare];
    const Index sender = std::exchange(rare.sender, kNone);
    const Index source = std::exchange(rare.sourceSender, kNone);
    if (sender != kNone && --rareOf(m_deliveries[sender]).doors == 0) {
        schedule(0, EventKind::unblocked, sender);
    }
    if (source != kNone && --m_sources[source].doors == 0) {
        scheduleEmission(source);
    }
}

/// In order of coming, but past those who would still have to wait where others would not.
void Engine::openDoors(ServiceState& service) {
    if (std::exchange(service.opening, true)) {
        return;
    }
    for (Index index = service.doors.head; index != kNone && !m_halted;) {
        const Index next = m_deliveries[index].next;
        if (mayEnter(index)) {
            service.doors.remove(m_deliveries, index);
            tookIn(index);
            enterByDoor(index);
        } else if (service.letsInByTurns) {
            break;
        }
        index = next;
    }
    service.opening = false;
}

/// Let in: only now it arrives.
void Engine::enterByDoor(Index index) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    if (!hasArrived(delivery)) {
        ++station.flow.arrivals;
        delivery.arrived = delivery.since = m_now;
    }
    delivery.stage = Stage::waiting;
    offerInside(index);
}

void Engine::standBlocked(Index index) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    ServiceState& service = m_services[station.service];
    delivery.stage = Stage::blocked;
    if (delivery.rare != kNone) {
        cancel(m_rare[delivery.rare].handlingTimer); // it is handled; it only can't leave
    }
    station.blocked.up(sinceWindow());
    service.blocked.up(sinceWindow());
    lookForDeadlock(station.service);
}

void Engine::unblocked(Index index) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    station.blocked.down(sinceWindow());
    m_services[station.service].blocked.down(sinceWindow());
    closeAttempt(index, Outcome::success);
}

} // namespace stormglass::sim::detail
