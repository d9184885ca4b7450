// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"
#include "simulator/engine/partition_of_key.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

/// A publication's way into its channel, until subscribers may see it.
namespace stormglass::sim::detail {

std::uint32_t Engine::partitionFor(ChannelState& channel, std::uint64_t key) {
    const Channel& spec = *channel.spec;
    if (spec.partitions == 1) {
        return 0;
    }
    if (!spec.shares.empty()) {
        const double* const shares = m_network.shares.data() + spec.shares.first;
        const double* const last = shares + std::min<Index>(spec.shares.count, spec.partitions) - 1;
        return static_cast<std::uint32_t>(std::upper_bound(shares, last, channel.partition->uniform()) - shares);
    }
    if ((key & kOwnKey) == 0) {
        return partitionOfKey(key, spec.partitions);
    }
    const std::uint32_t next = channel.nextPartition;
    channel.nextPartition = next + 1 == spec.partitions ? 0 : next + 1;
    return next;
}

/// Of a publication for which there is no reader the channel knows that it came.
void Engine::publishInVain(ChannelState& channel, std::uint64_t key) {
    ++channel.flow.arrivals;
    ++channel.publishedEver;
    ++m_partitions[channel.firstPartition + partitionFor(channel, key)].tallies.arrivals;
}

/// A publication reaches its channel: it is lost, does not fit, or takes its place behind what was published before.
void Engine::publish(Index first) {
    Delivery& head = m_deliveries[first];
    ChannelState& channel = m_channels[m_ways[head.way].channel];
    const Channel& spec = *channel.spec;
    head.slot = kNoSlot;
    if (!channel.plain) {
        if (channel.loss != nullptr && channel.loss->uniform() < spec.loss) {
            turnAway(channel, first, Outcome::dropped);
            return;
        }
        if (loses(channel.fault)) {
            turnAway(channel, first, Outcome::dropped);
            return;
        }
        if (depthOf(channel) >= spec.capacity || !channel.doors.empty()) {
            if (spec.overflow == Overflow::block) {
                standBeforeChannel(channel, first);
                return;
            }
            turnAway(channel, first, spec.overflow == Overflow::reject ? Outcome::rejected : Outcome::dropped);
            return;
        }
    }
    admit(channel, first, partitionFor(channel, head.key));
}

/// Takes its place in the partition and becomes visible when its latency, that of the one before it and the next
/// publishing tick are over.
void Engine::admit(ChannelState& channel, Index first, std::uint32_t partition) {
    if (channel.solo) {
        admitSolo(channel, first, partition);
        return;
    }
    Delivery& head = m_deliveries[first];
    const Channel& spec = *channel.spec;
    ++channel.flow.arrivals;
    ++channel.publishedEver;
    ++m_partitions[channel.firstPartition + partition].tallies.arrivals;
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
        if (!sharesEntry(first, i)) {
            lagGrows(cell);
            ++group.depth;
        }
        channel.depth.up(sinceWindow());
        visible = std::max(visible, cell.lastVisible);
    }
    tookIn(first);
    if (!channel.plain) {
        if (channel.latency.present()) {
            visible = std::max(visible, m_now + drawn(channel.latency) * channel.fault.slow);
        }
        if (spec.publishEvery > 0) {
            visible = std::ceil(visible / spec.publishEvery - 1e-9) * spec.publishEvery;
            visible = std::max(visible, m_now);
        }
    }
    for (Index i = first; i != kNone; i = m_deliveries[i].sibling) {
        m_cells[m_deliveries[i].cell].lastVisible = visible;
    }
    // Right behind a delivery comes the same again, and perhaps again. Made now: the first may not outlive its showing.
    const std::size_t base = m_doubles.size();
    if (channel.duplicate != nullptr) {
        for (Index i = first; i != kNone; i = m_deliveries[i].sibling) {
            while (!m_halted && channel.duplicate->uniform() < spec.duplicates) {
                m_doubles.push_back(duplicateOf(i));
                m_deliveries[m_doubles.back()].stage = Stage::published;
                countDuplicate(m_doubles.back());
            }
        }
    }
    const std::size_t top = m_doubles.size();
    const auto show = [&](Index shown) {
        if (visible > m_now) {
            m_deliveries[shown].slot = m_pending.push(visible, payloadOf(EventKind::visible, shown));
        } else {
            becomeVisible(shown);
        }
    };
    show(first);
    for (std::size_t i = base; i < top; ++i) {
        show(m_doubles[i]);
    }
    m_doubles.resize(base);
}

/// Whether one before it, of the same publication, goes to the same group: together they are one entry of its
/// partition, handled when all are.
bool Engine::sharesEntry(Index first, Index index) {
    Delivery& delivery = m_deliveries[index];
    Index before = first;
    while (before != index && m_deliveries[before].cell != delivery.cell) {
        before = m_deliveries[before].sibling;
    }
    if (before == index) {
        return false;
    }
    RareState& rare = rareOf(m_deliveries[before]);
    if (rare.entry == kNone) {
        rare.entry = m_entries.take();
        m_entries[rare.entry] = Entry{.unhandled = 1, .unread = 1};
    }
    const Index entry = rare.entry;
    ++m_entries[entry].unhandled;
    ++m_entries[entry].unread;
    rareOf(delivery).entry = entry;
    return true;
}

/// A channel loses a publication, or has no room for it.
void Engine::turnAway(ChannelState& channel, Index first, Outcome outcome) {
    ++channel.flow.arrivals;
    ++(outcome == Outcome::rejected ? channel.flow.rejected : channel.flow.dropped);
    loseAll(first, outcome);
}

/// Of a publication that does not get into its channel no delivery gets to its handler.
void Engine::loseAll(Index first, Outcome outcome) {
    for (Index i = first; i != kNone;) {
        const Index next = std::exchange(m_deliveries[i].sibling, kNone);
        m_deliveries[i].way = kNone; // it never was in the channel
        finish(i, outcome);
        i = next;
    }
}

void Engine::standBeforeChannel(ChannelState& channel, Index first) {
    for (Index i = first; i != kNone; i = m_deliveries[i].sibling) {
        m_deliveries[i].stage = Stage::atDoor;
    }
    channel.doors.pushBack(m_deliveries, first);
}

void Engine::openChannelDoors(ChannelState& channel) {
    while (!channel.doors.empty() && depthOf(channel) < channel.spec->capacity && !m_halted) {
        const Index next = channel.doors.popFront(m_deliveries);
        admit(channel, next, partitionFor(channel, m_deliveries[next].key));
    }
}

Index Engine::groupOf(const ChannelState& channel, const Delivery& delivery) const {
    Index group = channel.firstGroup;
    if (!channel.spec->topic) {
        return group;
    }
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

/// Subscribers may see it: a queue's goes to whoever is free first, a topic's to each group's place in the partition.
void Engine::becomeVisible(Index first) {
    m_deliveries[first].slot = kNoSlot;
    const ChannelState& channel = m_channels[m_ways[m_deliveries[first].way].channel];
    if (!channel.spec->topic) {
        channel.travelsOn ? travelOn(first) : enterQueue(first);
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
            const Index next = std::exchange(m_deliveries[i].sibling, kNone);
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
        channel.travelsOn ? travelOn(head) : enterCell(head);
    }
}

double Engine::publishedAt(const Delivery& delivery) const {
    return delivery.rare == kNone || m_rare[delivery.rare].published == 0 ? delivery.emitted
                                                                          : m_rare[delivery.rare].published;
}

/// Handed over, or ended before that. What a message says of its time here is kept beside the integral of the depth:
/// Little's law holds the one against the other.
void Engine::outOfDepth(ChannelState& channel, GroupState& group, const Delivery& delivery) {
    const bool returned = delivery.rare != kNone && m_rare[delivery.rare].returned;
    const Index entry = delivery.rare == kNone || returned ? kNone : m_rare[delivery.rare].entry;
    group.depth -= entry == kNone || --m_entries[entry].unread == 0 ? 1U : 0U;
    channel.depth.down(sinceWindow());
    channel.stayed += m_now - (returned ? m_rare[delivery.rare].returnedAt : publishedAt(delivery));
    ++channel.left;
}

/// A dead letter that nobody reads stays where it is.
void Engine::keepUnread(Index row) {
    ChannelState& channel = m_channels[row];
    ++channel.flow.arrivals;
    channel.depth.up(sinceWindow());
    channel.lag.up(sinceWindow());
    channel.unread.up(sinceWindow());
}

} // namespace stormglass::sim::detail
