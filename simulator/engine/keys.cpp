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
    bool isFree = !isTaken(station, delivery.key);
    for (Index i = fellowOf(delivery); i != kNone && isFree; i = fellowOf(m_deliveries[i])) {
        isFree = !isTaken(station, m_deliveries[i].key);
    }
    return isFree;
}

bool Engine::isTaken(const Station& station, std::uint64_t key) const {
    const KeyState* const state = station.extras->keys.find(key);
    return state != nullptr && state->holder != kNone;
}

/// Its handling begins. Of a batch that has lingered, several may have one key.
void Engine::claimKey(Index index) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    if (station.spec->exclusivePerKey && !isTaken(station, delivery.key)) {
        station.extras->keys.at(delivery.key).holder = index;
        delivery.marks |= kClaimMark;
    }
}

/// Best first by the discipline, then by order of becoming deliverable. A batch waits for one key after another.
void Engine::park(const ServiceState& service, Index index) {
    Delivery& delivery = m_deliveries[index];
    const Station& station = m_stations[delivery.station];
    delivery.standing = Standing::parked;
    if (station.spec->batch.present) {
        Index taken = index;
        while (!isTaken(station, m_deliveries[taken].key)) {
            taken = fellowOf(m_deliveries[taken]);
        }
        rareOf(delivery).parkedFor = m_deliveries[taken].key;
    }
    station.extras->keys.at(keyOfParked(delivery)).parked.insertSorted(m_deliveries, index, [&](Index a, Index b) {
        return goesFirst(service, a, b);
    });
    for (Index i = index; station.spec->batch.present && i != kNone; i = fellowOf(m_deliveries[i])) {
        leaveLine(m_deliveries[i]); // others may have the keys that are free
    }
}

std::uint64_t Engine::keyOfParked(const Delivery& delivery) const {
    const bool inBatch = m_stations[delivery.station].spec->batch.present;
    return inBatch ? m_rare[delivery.rare].parkedFor : delivery.key;
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
    Station& station = m_stations[delivery.station];
    delivery.marks = static_cast<std::uint8_t>(delivery.marks & ~kClaimMark);
    station.extras->keys.at(delivery.key).holder = kNone;
    unpark(station, delivery.key);
}

/// A waiting one that was unparked for its line is gone, or waits for another key: the next one takes its place.
void Engine::leaveLine(const Delivery& delivery) {
    Station& station = m_stations[delivery.station];
    if (!station.spec->exclusivePerKey || (delivery.marks & kClaimMark) != 0) {
        return;
    }
    const KeyState* const key = station.extras->keys.find(delivery.key);
    if (key != nullptr && key->holder == kNone) {
        unpark(station, delivery.key);
    }
}

/// The key is free: the best of each line comes back to it, the best of all first.
void Engine::unpark(Station& station, std::uint64_t id) {
    ServiceState& service = m_services[station.service];
    KeyState& key = station.extras->keys.at(id);
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
        station.extras->keys.erase(id);
    }
    for (std::size_t i = first; i < m_unparked.size(); ++i) {
        m_deliveries[m_unparked[i]].standing = Standing::nowhere;
        enqueueSpecially(service, m_unparked[i]);
    }
    m_unparked.resize(first);
}

} // namespace stormglass::sim::detail
