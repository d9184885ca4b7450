// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <algorithm>

/// exclusivePerKey: of each key one message is handled. Those that a worker or a newcomer finds with their key taken
/// are parked; when it is free again the best of them comes back to each line.
namespace stormglass::sim::detail {

bool Engine::isKeyFree(const Delivery& delivery) const {
    const Station& station = m_stations[delivery.station];
    if (!station.spec->exclusivePerKey || (delivery.marks & kClaimMark) != 0) {
        return true;
    }
    const KeyState* const key = station.extras->keys.find(delivery.key);
    return key == nullptr || key->holder == kNone;
}

/// Its handling begins.
void Engine::claimKey(Index index) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    if (station.spec->exclusivePerKey && (delivery.marks & kClaimMark) == 0) {
        station.extras->keys.at(delivery.key).holder = index;
        delivery.marks |= kClaimMark;
    }
}

/// Best first by the discipline, then by order of becoming deliverable.
void Engine::park(const ServiceState& service, Index index) {
    Delivery& delivery = m_deliveries[index];
    delivery.standing = Standing::parked;
    List& parked = m_stations[delivery.station].extras->keys.at(delivery.key).parked;
    parked.insertSorted(m_deliveries, index, [&](Index a, Index b) {
        const double rankA = rankOf(service, m_deliveries[a]);
        const double rankB = rankOf(service, m_deliveries[b]);
        return rankA < rankB || (rankA == rankB && m_deliveries[a].order < m_deliveries[b].order);
    });
}

/// Parks those at the head of a line whose key is taken. In any order there is no head: a worker finds out.
void Engine::parkHeads(const ServiceState& service, Line& line) {
    while (!line.empty() && service.spec->discipline != Discipline::random) {
        const Index head = line.first(nullptr);
        if (isKeyFree(m_deliveries[head])) {
            return;
        }
        line.remove(m_deliveries, head);
        park(service, head);
    }
}

/// Who waits for a key is in nobody's way: a free worker with none but such before it takes what comes.
void Engine::parkAllHeads(ServiceState& service) {
    parkHeads(service, service.line);
    for (const Index row : service.byStart) {
        if (freeWorkers(service, service.replicas[row]) > 0) {
            parkHeads(service, service.replicas[row].line);
        }
    }
}

/// The replica before which a parked one waits; kNone: before all.
Index Engine::replicaOfParked(const ServiceState& service, const Delivery& delivery) const {
    if (delivery.cell != kNone) {
        const Cell& cell = m_cells[delivery.cell];
        return m_groups[cell.group].topic ? cell.replica : kNone;
    }
    return service.spec->balancing == Balancing::shared ? kNone : delivery.replica;
}

void Engine::releaseKey(Index index) {
    Delivery& delivery = m_deliveries[index];
    delivery.marks = static_cast<std::uint8_t>(delivery.marks & ~kClaimMark);
    m_stations[delivery.station].extras->keys.at(delivery.key).holder = kNone;
    unpark(delivery);
}

/// A waiting one that was unparked for its line is gone: the next one takes its place.
void Engine::leaveLine(const Delivery& delivery) {
    const Station& station = m_stations[delivery.station];
    if (!station.spec->exclusivePerKey || (delivery.marks & kClaimMark) != 0) {
        return;
    }
    const KeyState* const key = station.extras->keys.find(delivery.key);
    if (key != nullptr && key->holder == kNone) {
        unpark(delivery);
    }
}

/// The key of this one is free: the best of each line comes back to it, the best of all first.
void Engine::unpark(const Delivery& delivery) {
    const Station& station = m_stations[delivery.station];
    ServiceState& service = m_services[station.service];
    KeyState& key = station.extras->keys.at(delivery.key);
    const bool hasOneLine = service.spec->balancing == Balancing::shared && service.groups.empty();
    const bool hasNoBest = service.spec->discipline == Discipline::random; // then all come back
    const std::size_t lines = hasNoBest ? kUnlimited : hasOneLine ? 1 : service.byStart.size() + 1;
    const std::size_t first = m_unparked.size();
    for (Index i = key.parked.head; i != kNone && m_unparked.size() - first < lines;) {
        const Index next = m_deliveries[i].next;
        const Index before = replicaOfParked(service, m_deliveries[i]);
        const bool isFirst =
            hasNoBest ||
            std::none_of(m_unparked.begin() + static_cast<std::ptrdiff_t>(first), m_unparked.end(),
                         [&](Index other) { return replicaOfParked(service, m_deliveries[other]) == before; });
        if (isFirst) {
            key.parked.remove(m_deliveries, i);
            m_unparked.push_back(i);
        }
        i = next;
    }
    if (key.parked.empty()) {
        station.extras->keys.erase(delivery.key);
    }
    for (std::size_t i = first; i < m_unparked.size(); ++i) {
        m_deliveries[m_unparked[i]].standing = Standing::nowhere;
        enqueueSpecially(service, m_unparked[i]);
    }
    m_unparked.resize(first);
}

} // namespace stormglass::sim::detail
