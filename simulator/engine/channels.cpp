// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim::detail {

/// A key goes to a partition by a fixed hash, the same for every seed (CONTRACT section 6).
static std::uint32_t partitionOfKey(std::uint64_t key, std::uint32_t partitions) noexcept {
    return static_cast<std::uint32_t>(mixed(key + 0x9e3779b97f4a7c15ULL) % partitions);
}

std::uint32_t Engine::partitionFor(ChannelState& channel, const Delivery& delivery) {
    const Channel& spec = *channel.spec;
    if (spec.partitions == 1) {
        return 0;
    }
    if (!spec.shares.empty()) {
        const double* const shares = m_network.shares.data() + spec.shares.first;
        const double* const last = shares + std::min<Index>(spec.shares.count, spec.partitions) - 1;
        return static_cast<std::uint32_t>(std::upper_bound(shares, last, channel.partition->uniform()) - shares);
    }
    if ((delivery.key & kOwnKey) == 0) {
        return partitionOfKey(delivery.key, spec.partitions);
    }
    const std::uint32_t next = channel.nextPartition;
    channel.nextPartition = next + 1 == spec.partitions ? 0 : next + 1;
    return next;
}

/// A publication reaches its channel: it is lost, does not fit, or takes its place behind what was published before.
void Engine::publish(Index first) {
    Delivery& head = m_deliveries[first];
    ChannelState& channel = m_channels[m_ways[head.way].channel];
    const Channel& spec = *channel.spec;
    head.slot = kNoSlot;
    ++channel.flow.arrivals;
    const std::uint32_t partition = partitionFor(channel, head);
    ++m_partitions[channel.firstPartition + partition].tallies.arrivals;
    if (!channel.plain) {
        if (channel.loss != nullptr && channel.loss->uniform() < spec.loss) {
            loseAll(first, Outcome::dropped);
            return;
        }
        if (depthOf(channel) >= spec.capacity) {
            loseAll(first, spec.overflow == Overflow::reject ? Outcome::rejected : Outcome::dropped);
            return;
        }
    }
    if (m_now != head.emitted) {
        for (Index i = first; i != kNone; i = m_deliveries[i].sibling) {
            rareOf(m_deliveries[i]).published = m_now;
        }
    }
    double visible = m_now;
    for (Index i = first; i != kNone; i = m_deliveries[i].sibling) {
        Delivery& delivery = m_deliveries[i];
        GroupState& group = m_groups[groupOf(channel, delivery)];
        delivery.cell = group.firstCell + partition;
        delivery.stage = Stage::published;
        Cell& cell = m_cells[delivery.cell];
        ++cell.unhandled;
        ++group.unhandled;
        ++group.depth;
        channel.depth.up(sinceWindow());
        measureLag(cell);
        visible = std::max(visible, cell.lastVisible);
    }
    if (!channel.plain) {
        if (channel.latency.present()) {
            visible = std::max(visible, m_now + drawn(channel.latency));
        }
        if (spec.publishEvery > 0) {
            visible = std::ceil(visible / spec.publishEvery) * spec.publishEvery;
        }
    }
    for (Index i = first; i != kNone; i = m_deliveries[i].sibling) {
        m_cells[m_deliveries[i].cell].lastVisible = visible;
    }
    if (visible > m_now) {
        head.slot = m_pending.push(visible, payloadOf(EventKind::visible, first));
    } else {
        becomeVisible(first);
    }
}

/// Of a publication that is lost or finds no room, every delivery is.
void Engine::loseAll(Index first, Outcome outcome) {
    FlowTallies& flow = m_channels[m_ways[m_deliveries[first].way].channel].flow;
    for (Index i = first; i != kNone;) {
        const Index next = m_deliveries[i].sibling;
        ++(outcome == Outcome::rejected ? flow.rejected : flow.dropped);
        m_deliveries[i].way = kNone; // it never was in the channel
        finish(i, outcome);
        i = next;
    }
}

Index Engine::groupOf(const ChannelState& channel, const Delivery& delivery) const {
    if (!channel.spec->topic) {
        return channel.firstGroup;
    }
    Index group = channel.firstGroup;
    const Index service = m_stations[delivery.station].service;
    while (m_groups[group].service != service) {
        ++group;
    }
    return group;
}

std::uint32_t Engine::depthOf(const ChannelState& channel) const {
    std::uint32_t deepest = 0;
    for (Index group = channel.firstGroup; group < channel.firstGroup + channel.groups; ++group) {
        deepest = std::max(deepest, m_groups[group].depth);
    }
    return deepest;
}

/// Published and not yet handled by the slowest group.
void Engine::measureLag(Cell& cell) {
    ChannelState& channel = m_channels[m_groups[cell.group].channel];
    PartitionState& partition = m_partitions[cell.partition];
    const std::uint32_t offset = cell.partition - channel.firstPartition;
    std::uint32_t ofPartition = 0;
    std::uint32_t ofChannel = 0;
    for (Index group = channel.firstGroup; group < channel.firstGroup + channel.groups; ++group) {
        ofPartition = std::max(ofPartition, m_cells[m_groups[group].firstCell + offset].unhandled);
        ofChannel = std::max(ofChannel, m_groups[group].unhandled);
    }
    if (ofPartition != partition.lag.value) {
        partition.lag.set(sinceWindow(), ofPartition);
    }
    if (ofChannel != channel.lag.value) {
        channel.lag.set(sinceWindow(), ofChannel);
    }
}

/// Subscribers may see it: a queue's goes to whoever is free first, a topic's to each group's place in the partition.
void Engine::becomeVisible(Index first) {
    m_deliveries[first].slot = kNoSlot;
    const Index channelRow = m_ways[m_deliveries[first].way].channel;
    if (!m_network.channels[channelRow].topic) {
        enterQueue(first);
        return;
    }
    Index rest = first;
    while (rest != kNone) {
        // Those of one group are one entry of its partition.
        const Index head = rest;
        const Index cell = m_deliveries[head].cell;
        Index last = head;
        Index others = kNone;
        Index lastOther = kNone;
        for (Index i = m_deliveries[head].sibling; i != kNone;) {
            const Index next = m_deliveries[i].sibling;
            m_deliveries[i].sibling = kNone;
            if (m_deliveries[i].cell == cell) {
                m_deliveries[last].sibling = i;
                last = i;
            } else {
                (others == kNone ? others : m_deliveries[lastOther].sibling) = i;
                lastOther = i;
            }
            i = next;
        }
        m_deliveries[last].sibling = kNone;
        rest = others;
        enterCell(head);
    }
}

void Engine::enterQueue(Index index) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    ++station.flow.arrivals;
    delivery.arrived = delivery.since = m_now;
    delivery.order = ++m_order;
    step(delivery, PathPart::travel, PlaceKind::channel, m_ways[delivery.way].channel);
    offer(index);
}

void Engine::enterCell(Index head) {
    Cell& cell = m_cells[m_deliveries[head].cell];
    ServiceState& service = m_services[m_groups[cell.group].service];
    for (Index i = head; i != kNone; i = m_deliveries[i].sibling) {
        Delivery& delivery = m_deliveries[i];
        ++m_stations[delivery.station].flow.arrivals;
        delivery.arrived = delivery.since = m_now;
        delivery.order = ++m_order;
        delivery.stage = Stage::waiting;
        step(delivery, PathPart::travel, PlaceKind::channel, m_groups[cell.group].channel);
    }
    const bool next = cell.outstanding == 0 && cell.entries.empty();
    cell.entries.pushBack(m_deliveries, head);
    if (next) {
        advance(cell);
        if (cell.outstanding > 0) {
            return;
        }
    }
    for (Index i = head; i != kNone; i = m_deliveries[i].sibling) {
        m_deliveries[i].standing = Standing::cell;
        countQueued(service, m_deliveries[i]);
    }
}

/// Hands over the entry at the partition's position, if its consumer is there and the one before is done with.
void Engine::advance(Cell& cell) {
    if (cell.outstanding > 0 || cell.entries.empty() || cell.replica == kNone || m_groups[cell.group].paused) {
        return;
    }
    Index i = cell.entries.popFront(m_deliveries);
    for (Index j = i; j != kNone; j = m_deliveries[j].sibling) {
        ++cell.outstanding;
    }
    while (i != kNone) {
        Delivery& delivery = m_deliveries[i];
        const Index next = delivery.sibling;
        delivery.sibling = kNone;
        delivery.standing = Standing::nowhere;
        if ((m_stations[delivery.station].traits & kGuarded) != 0) {
            offer(i);
        } else {
            enqueue(i);
        }
        i = next;
    }
}

/// It has been handed over to a worker.
void Engine::takeFromChannel(Delivery& delivery) {
    if (delivery.attempt == 1) {
        ++delivery.handOvers;
        GroupState& group = m_groups[m_cells[delivery.cell].group];
        --group.depth;
        m_channels[group.channel].depth.down(sinceWindow());
    }
}

double Engine::publishedAt(const Delivery& delivery) const {
    return delivery.rare == kNone || m_rare[delivery.rare].published == 0 ? delivery.emitted
                                                                          : m_rare[delivery.rare].published;
}

/// Its final outcome: the group's position moves on when all of an entry have theirs.
void Engine::leaveChannel(const Delivery& delivery, Outcome outcome) {
    Cell& cell = m_cells[delivery.cell];
    GroupState& group = m_groups[cell.group];
    ChannelState& channel = m_channels[group.channel];
    PartitionTallies& partition = m_partitions[cell.partition].tallies;
    --cell.unhandled;
    --group.unhandled;
    measureLag(cell);
    if (delivery.handOvers == 0) {
        --group.depth;
        channel.depth.down(sinceWindow());
    }
    const double time = m_now - publishedAt(delivery);
    switch (outcome) {
    case Outcome::success:
        ++channel.flow.throughput;
        ++partition.throughput;
        break;
    case Outcome::failure:
    case Outcome::timeout:
        ++channel.flow.deadLettered;
        break;
    case Outcome::rejected:
        ++channel.flow.rejected;
        break;
    case Outcome::expired:
        ++channel.flow.expired;
        break;
    case Outcome::dropped:
        ++channel.flow.dropped;
        break;
    }
    const bool gaveUp = outcome == Outcome::expired;
    if (gaveUp || outcome == Outcome::success || outcome == Outcome::failure || outcome == Outcome::timeout) {
        channel.flow.waited += delivery.waited > 0 ? 1U : 0U;
        recordChannelTime(channel, channel.flow.waiting, kWaitingHistogram, delivery.waited);
        recordChannelTime(channel, partition.waiting, kWaitingHistogram, delivery.waited);
        if (!gaveUp) {
            recordChannelTime(channel, channel.flow.handling, kHandlingHistogram, delivery.handled);
            recordChannelTime(channel, channel.flow.time, kTimeHistogram, time);
            recordChannelTime(channel, partition.time, kTimeHistogram, time);
        }
    }
    if (group.topic) {
        --cell.outstanding;
        advance(cell);
    }
}

void Engine::recordChannelTime(const ChannelState& channel, Histogram& histogram, HistogramBit bit, double seconds) {
    if ((channel.histograms & bit) != 0) [[likely]] {
        histogram.record(seconds);
    } else {
        histogram.recordMoments(seconds);
    }
}

/// A dead letter that nobody reads stays where it is.
void Engine::keepUnread(Index row) {
    ChannelState& channel = m_channels[row];
    ++channel.flow.arrivals;
    channel.depth.up(sinceWindow());
    channel.lag.up(sinceWindow());
}

} // namespace stormglass::sim::detail
