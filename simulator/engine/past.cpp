// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <algorithm>
#include <cmath>

/// Messages from before the run: a backlog that waits at 0, and events that are replayed to a read model.
namespace stormglass::sim::detail {

/// An instance of its own for each, with a key as the first source that has keys would draw it.
Index Engine::newPastInstance(RandomStream& chance) {
    Index made = kNone;
    Instance& instance = newInstance(made, kNone);
    for (const Source& source : m_network.sources) {
        if (source.keys != kNone) {
            instance.key = m_network.keys[source.keys].sampler.draw(chance);
            break;
        }
    }
    if (rankOf(m_instances[made]) < m_past.samplesBelow) {
        beginPath(made);
    }
    return made;
}

void Engine::bringBacklog(const Backlog& backlog, std::uint64_t row) {
    RandomStream chance(m_seed, m_number, mixed(placeHashOf("backlog") + row), Purpose::key);
    for (std::uint32_t i = 0; i < backlog.count && !m_halted; ++i) {
        const Index made = newPastInstance(chance);
        const Cause cause{.instance = made, .key = m_instances[made].key, .path = m_instances[made].paths};
        if ((m_messages[backlog.message].traits & (kStartsJourney | kEndsJourney)) != 0) {
            markEmission(m_messages[backlog.message], backlog.message, m_instances[made], cause.path);
        }
        if (backlog.handler != kNone) {
            const Index index = newDelivery(backlog.message, stationFor(backlog.handler, backlog.message), cause);
            rememberUnseen(index);
            arrive(index);
        } else {
            const Index way = wayInto(backlog.channel, backlog.message);
            const Index first = way == kNone ? kNone : addressTo(way, backlog.message, cause);
            if (first != kNone) {
                ChannelState& channel = m_channels[backlog.channel];
                admit(channel, first, partitionFor(channel, m_deliveries[first].key));
            }
        }
        leaveInstance(made);
    }
}

/// The way of a message into a channel; kNone: it has none.
Index Engine::wayInto(Index channel, Index message) const {
    const Range publications = m_network.messages[message].publications;
    for (Index row = publications.first; row < publications.end(); ++row) {
        if (m_network.publications[row].channel == channel) {
            return row;
        }
    }
    return kNone;
}

/// Past messages of the channel stand before the handler's position, spread over the partitions like live traffic.
void Engine::replay(Index row) {
    const Replay& replay = m_network.replays[row];
    ChannelState& channel = m_channels[replay.channel];
    RandomStream chance(m_seed, m_number, mixed(placeHashOf("replay") + row), Purpose::key);
    std::vector<Index> ways;
    std::vector<Index> kinds;
    for (Index message = 0; message < m_network.messages.size(); ++message) {
        const Index way = wayInto(replay.channel, message);
        if (way != kNone && subscribes(m_ways[way], replay.handler)) {
            ways.push_back(way);
            kinds.push_back(message);
        }
    }
    if (ways.empty()) {
        return;
    }
    std::uint32_t events = replay.events;
    if (channel.spec->retention != kNever && m_now > 0) {
        const double kept = static_cast<double>(channel.publishedEver) / m_now * channel.spec->retention;
        events = static_cast<std::uint32_t>(std::min<double>(events, std::ceil(kept)));
    }
    std::vector<List> before(channel.spec->partitions);
    for (std::uint32_t i = 0; i < events && !m_halted; ++i) {
        const std::size_t kind = i % ways.size();
        const Index made = newPastInstance(chance);
        Cause cause{.instance = made, .key = m_instances[made].key, .path = m_instances[made].paths};
        cause.marks = static_cast<std::uint8_t>(kReplayedMark | (replay.sideEffects ? 0 : kSilentMark));
        const Index index = newDelivery(kinds[kind], stationFor(replay.handler, kinds[kind]), cause);
        m_deliveries[index].way = ways[kind];
        rareOf(m_deliveries[index]); // so that its end heeds its marks
        placeReplayed(channel, index, before);
        leaveInstance(made);
    }
    if (!channel.spec->topic) {
        return;
    }
    const GroupState& group = m_groups[groupOfHandler(channel, replay.handler)];
    for (std::uint32_t p = 0; p < channel.spec->partitions; ++p) {
        Cell& cell = m_cells[group.firstCell + p];
        List live = cell.entries;
        cell.entries = before[p];
        while (!live.empty()) {
            cell.entries.pushBack(m_deliveries, live.popFront(m_deliveries));
        }
        advance(cell);
    }
}

bool Engine::subscribes(const Way& way, Index handler) const {
    for (Index i = way.subscribers.first; i < way.subscribers.end(); ++i) {
        if (m_network.receivers[i].handler == handler) {
            return true;
        }
    }
    return false;
}

Index Engine::groupOfHandler(const ChannelState& channel, Index handler) const {
    Index group = channel.firstGroup;
    while (channel.spec->topic && m_groups[group].service != m_network.handlers[handler].service) {
        ++group;
    }
    return group;
}

void Engine::placeReplayed(ChannelState& channel, Index index, std::vector<List>& before) {
    Delivery& delivery = m_deliveries[index];
    const std::uint32_t partition = partitionFor(channel, delivery.key);
    GroupState& group = m_groups[groupOf(channel, delivery)];
    delivery.cell = group.firstCell + partition;
    Cell& cell = m_cells[delivery.cell];
    lagGrows(cell);
    ++group.depth;
    channel.depth.up(sinceWindow());
    ++channel.flow.arrivals;
    ++m_partitions[channel.firstPartition + partition].tallies.arrivals;
    if (!channel.spec->topic) {
        enterQueue(index);
        return;
    }
    ++m_stations[delivery.station].flow.arrivals;
    delivery.arrived = delivery.since = m_now;
    delivery.stage = Stage::waiting;
    delivery.standing = Standing::cell;
    countQueued(m_services[group.service], delivery);
    before[partition].pushBack(m_deliveries, index);
    ++cell.count;
}

} // namespace stormglass::sim::detail
