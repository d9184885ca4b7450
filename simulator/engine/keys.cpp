// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

/// exclusivePerKey: of each key one message stands in the line or is handled; the others are parked, so a worker that
/// takes the best of the line takes the first whose key is free.
namespace stormglass::sim::detail {

/// False: the delivery is parked until its key is free (or has overflowed).
bool Engine::claimKey(Index index) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    KeyState& key = station.extras->keys.at(delivery.key);
    if (key.holder == kNone) {
        key.holder = index;
        delivery.marks |= kClaimMark;
        return true;
    }
    if (delivery.order == 0 || (delivery.way == kNone && (delivery.marks & kQueuedMark) == 0)) {
        delivery.order = ++m_order;
    }
    if (!mayWait(index)) {
        return false;
    }
    ServiceState& service = m_services[station.service];
    Delivery& holder = m_deliveries[key.holder];
    const bool begun = (holder.marks & kInterruptedMark) != 0;
    const bool inLine =
        !begun && (holder.standing == Standing::serviceLine || holder.standing == Standing::replicaLine);
    if (inLine && rankOf(service, delivery) < rankOf(service, holder)) {
        // The newcomer goes first by the discipline: they change places.
        const Index overtaken = key.holder;
        withdraw(overtaken);
        holder.marks = static_cast<std::uint8_t>(holder.marks & ~kClaimMark);
        holder.standing = Standing::parked;
        park(service, key.parked, overtaken);
        key.holder = index;
        delivery.marks |= kClaimMark;
        return true;
    }
    delivery.standing = Standing::parked;
    park(service, key.parked, index);
    return false;
}

/// Best first by the discipline, then by order of becoming deliverable.
void Engine::park(const ServiceState& service, List& parked, Index index) {
    parked.insertSorted(m_deliveries, index, [&](Index a, Index b) {
        const double rankA = rankOf(service, m_deliveries[a]);
        const double rankB = rankOf(service, m_deliveries[b]);
        return rankA < rankB || (rankA == rankB && m_deliveries[a].order < m_deliveries[b].order);
    });
}

/// The next of the key comes to the line, best first. Nobody is given to a worker here that does not look itself.
void Engine::releaseKey(Index index) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    ServiceState& service = m_services[station.service];
    delivery.marks = static_cast<std::uint8_t>(delivery.marks & ~kClaimMark);
    KeyState& key = station.extras->keys.at(delivery.key);
    if (key.parked.empty()) {
        station.extras->keys.erase(delivery.key);
        return;
    }
    const Index best = key.parked.popFront(m_deliveries);
    key.holder = best;
    m_deliveries[best].standing = Standing::nowhere;
    m_deliveries[best].marks |= kClaimMark;
    enqueueSpecially(service, best);
}

} // namespace stormglass::sim::detail
