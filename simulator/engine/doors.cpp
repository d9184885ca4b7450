// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <algorithm>
#include <utility>

/// Blocking after service (CONTRACT section 6): who sends to a full receiver that blocks keeps its worker, or its next
/// interval, until every receiver has taken its message.
namespace stormglass::sim::detail {

/// Whether the service takes one more direct message now.
bool Engine::accepts(const ServiceState& service) const {
    if (!service.doors.empty()) {
        return false;
    }
    return hasPlace(service);
}

bool Engine::hasPlace(const ServiceState& service) const {
    if (service.line.empty() && replicaWithFreeWorker(service) != kNone) {
        return true;
    }
    if (service.spec->balancing == Balancing::shared || service.byStart.empty()) {
        return service.waiting < service.queueLimit;
    }
    return std::any_of(service.byStart.begin(), service.byStart.end(),
                       [&](Index row) { return service.replicas[row].crowd < service.queueLimit; });
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
    if (accepts(service)) {
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

void Engine::openDoors(ServiceState& service) {
    while (!service.doors.empty() && hasPlace(service) && !m_halted) {
        const Index next = service.doors.popFront(m_deliveries);
        tookIn(next);
        enterByDoor(next);
    }
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
