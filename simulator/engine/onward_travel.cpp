// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <algorithm>

/// From a channel to those who read it: an arrow that leads through the channel or out of it may take time of its own.
/// What it brings is deliverable when that is over; a partition keeps its order.
namespace stormglass::sim::detail {

const Receiver& Engine::receiverOf(const Delivery& delivery) const {
    const Way& way = m_ways[delivery.way];
    Index row = way.subscribers.first;
    while (stationFor(m_network.receivers[row].handler, delivery.message) != delivery.station) {
        ++row;
    }
    return m_network.receivers[row];
}

/// An entry of a topic's partition, or a queue's message, is visible. The slowest of an entry's arrows counts.
void Engine::travelOn(Index head) {
    Cell& cell = m_cells[m_deliveries[head].cell];
    double coming = std::max(m_now, cell.lastComing);
    for (Index i = head; i != kNone; i = m_deliveries[i].sibling) {
        const Receiver& receiver = receiverOf(m_deliveries[i]);
        const double own = receiver.latency.present() ? drawn(receiver.latency) : 0;
        coming = std::max(coming, m_now + throughFlow(receiver.flow, own));
        step(m_deliveries[i], PathPart::travel, PlaceKind::channel, m_ways[m_deliveries[i].way].channel);
    }
    cell.lastComing = coming;
    if (coming > m_now) {
        m_deliveries[head].slot = m_pending.push(coming, payloadOf(EventKind::comes, head));
    } else {
        enterFromChannel(head);
    }
}

void Engine::comesFromChannel(Index head) {
    m_deliveries[head].slot = kNoSlot;
    for (Index i = head; i != kNone; i = m_deliveries[i].sibling) {
        step(m_deliveries[i], PathPart::travel, PlaceKind::message, m_deliveries[i].message);
    }
    enterFromChannel(head);
}

void Engine::enterFromChannel(Index head) {
    m_groups[m_cells[m_deliveries[head].cell].group].topic ? enterCell(head) : enterQueue(head);
}

} // namespace stormglass::sim::detail
