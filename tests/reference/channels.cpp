// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/interpreter.hpp"

#include <algorithm>
#include <cmath>

/// A publication's way into its channel, until subscribers may see it.
namespace stormglass::sim::reference {

void Interpreter::setUpChannels() {
    const auto add = [&](Index channel, Index handler, bool isQuery) {
        const Handler& spec = m_network.handlers[handler];
        const Index service = isQuery && spec.queryService != kNone ? spec.queryService : spec.service;
        std::vector<Index>& readers = m_channels[channel].readers;
        if (std::find(readers.begin(), readers.end(), service) == readers.end()) {
            readers.push_back(service);
        }
    };
    for (const Message& message : m_network.messages) {
        for (Index i = message.publications.first; i < message.publications.end(); ++i) {
            const Publication& publication = m_network.publications[i];
            for (Index j = publication.subscribers.first; j < publication.subscribers.end(); ++j) {
                add(publication.channel, m_network.receivers[j].handler, message.query);
            }
        }
    }
    for (Index row = 0; row < m_network.channels.size(); ++row) {
        const Channel& channel = m_network.channels[row];
        for (Index i = channel.deadLetterReceivers.first; i < channel.deadLetterReceivers.end(); ++i) {
            add(row, m_network.receivers[i].handler, false);
            add(row, m_network.receivers[i].handler, true); // a query that was given up
        }
        for (const Index service : m_channels[row].readers) {
            if (channel.topic) {
                m_channels[row].groups[service].owners.resize(channel.partitions);
            }
            double& every = m_services[service].pollEvery;
            if (channel.pollEvery > 0) {
                every = every > 0 ? std::min(every, channel.pollEvery) : channel.pollEvery;
            }
        }
    }
}

/// One delivery for a queue, whichever of the subscribers takes it; one for each subscriber of a topic.
Entry Interpreter::address(Index channel, Range subscribers, Index kind, const Cause& cause) {
    Entry entry;
    for (Index i = subscribers.first; i < subscribers.end(); ++i) {
        const Receiver& receiver = m_network.receivers[i];
        if (!passes(receiver.classes, receiver.probability, receiver.filterStream, cause.thread)) {
            continue;
        }
        if (!entry.empty() && !m_network.channels[channel].topic) {
            entry.front()->otherTakers.push_back(receiver.handler);
            continue;
        }
        entry.push_back(newWork(kind, receiver.handler, cause));
        entry.back()->channel = channel;
        entry.back()->receiver = i;
        entry.back()->groupService = m_network.channels[channel].topic ? entry.back()->service : kNone;
    }
    return entry;
}

std::uint32_t Interpreter::partitionFor(Index row, const Thread& thread) {
    const Channel& channel = m_network.channels[row];
    if (channel.partitions == 1) {
        return 0;
    }
    if (!channel.shares.empty()) {
        const double at = uniform(channel.partitionStream);
        std::uint32_t partition = 0;
        while (partition + 1 < channel.partitions && at >= m_network.shares[channel.shares.first + partition]) {
            ++partition;
        }
        return partition;
    }
    if (!thread.key.isOwn) {
        // The finaliser of MurmurHash3 of key + 2^64/phi: the fixed hash of keys that the engine promises.
        std::uint64_t z = thread.key.value + 0x9e3779b97f4a7c15ULL;
        z = (z ^ (z >> 33U)) * 0xff51afd7ed558ccdULL;
        z = (z ^ (z >> 33U)) * 0xc4ceb9fe1a85ec53ULL;
        return static_cast<std::uint32_t>((z ^ (z >> 33U)) % channel.partitions);
    }
    return m_channels[row].nextPartition++ % channel.partitions;
}

/// Loss, then room, then its place behind what was published before.
void Interpreter::publish(Index row, const Entry& entry) {
    const Channel& channel = m_network.channels[row];
    ChannelState& state = m_channels[row];
    if (channel.loss > 0 && uniform(channel.lossStream) < channel.loss) {
        turnAway(row, entry, Outcome::dropped);
    } else if (deepest(row) < channel.capacity && state.doors.empty()) {
        admit(row, entry);
    } else if (channel.overflow == Overflow::block) {
        for (const WorkPtr& work : entry) {
            work->stage = Stage::atDoor;
        }
        state.doors.push_back(entry);
    } else {
        turnAway(row, entry, channel.overflow == Overflow::reject ? Outcome::rejected : Outcome::dropped);
    }
}

/// One publication less, whoever reads it.
void Interpreter::turnAway(Index row, const Entry& entry, Outcome outcome) {
    FlowStory& flow = m_story.channels[row].flow;
    ++flow.arrivals;
    ++(outcome == Outcome::rejected ? flow.rejected : flow.dropped);
    for (const WorkPtr& work : entry) {
        work->channel = kNone; // it never was in it
        finish(work, outcome);
    }
}

void Interpreter::openChannelDoors(Index row) {
    ChannelState& state = m_channels[row];
    while (!state.doors.empty() && deepest(row) < m_network.channels[row].capacity) {
        const Entry entry = state.doors.front();
        state.doors.pop_front();
        admit(row, entry);
    }
}

Index Interpreter::groupOf(const Work& work) const {
    return m_network.channels[work.channel].topic ? work.groupService : kNone;
}

Partition& Interpreter::partitionOf(const Work& work) {
    return m_channels[work.channel].partitions[{groupOf(work), work.partition}];
}

/// Visible when its latency, that of the one before it and the next publishing tick are over. Right behind a delivery
/// comes its duplicate, and perhaps one more.
void Interpreter::admit(Index row, const Entry& entry) {
    const Channel& channel = m_network.channels[row];
    ++m_story.channels[row].flow.arrivals;
    const std::uint32_t partition = partitionFor(row, entry.front()->thread);
    comesIn(entry);
    double visible = m_now;
    for (const WorkPtr& work : entry) {
        work->partition = partition;
        work->published = m_now;
        visible = std::max(visible, partitionOf(*work).lastVisible);
    }
    letGo(entry.front());
    if (channel.latency.present()) {
        visible = std::max(visible, m_now + drawn(channel.latency));
    }
    if (channel.publishEvery > 0) {
        visible = std::max(m_now, std::ceil(visible / channel.publishEvery - 1e-9) * channel.publishEvery);
    }
    std::vector<Entry> shown{entry};
    for (const WorkPtr& work : entry) {
        partitionOf(*work).lastVisible = visible;
        while (channel.duplicates > 0 && uniform(channel.duplicateStream) < channel.duplicates) {
            shown.push_back({duplicateOf(work)});
            countDuplicate(shown.back().front());
        }
    }
    for (const Entry& one : shown) {
        if (visible > m_now) {
            schedule(visible, [this, row, one] { show(row, one); });
        } else {
            show(row, one);
        }
    }
}

/// Visible: those of one group travel on together along their own arrows, the slowest of which counts, and not past the
/// one before them.
void Interpreter::show(Index row, const Entry& entry) {
    if (!m_network.channels[row].topic) {
        travelOn(row, {entry.front()});
        return;
    }
    std::vector<Index> groups;
    for (const WorkPtr& work : entry) {
        if (std::find(groups.begin(), groups.end(), work->groupService) == groups.end()) {
            groups.push_back(work->groupService);
        }
    }
    for (const Index group : groups) {
        Entry own;
        std::copy_if(entry.begin(), entry.end(), std::back_inserter(own),
                     [&](const WorkPtr& work) { return work->groupService == group; });
        travelOn(row, own);
    }
}

void Interpreter::travelOn(Index row, const Entry& entry) {
    Partition& partition = partitionOf(*entry.front());
    double coming = std::max(m_now, partition.lastComing);
    for (const WorkPtr& work : entry) {
        coming = std::max(coming, m_now + drawnOr0(m_network.receivers[work->receiver].latency));
    }
    partition.lastComing = coming;
    const auto enters = [this, row, entry] {
        m_network.channels[row].topic ? enterPartition(entry) : enterQueue(entry.front());
    };
    if (coming > m_now) {
        schedule(coming, enters);
    } else {
        enters();
    }
}

} // namespace stormglass::sim::reference
