// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/interpreter.hpp"

#include <algorithm>

/// How a service's replicas share the partitions of a topic.
namespace stormglass::sim::reference {

std::vector<Index> Interpreter::readTopics(Index service) const {
    std::vector<Index> topics;
    for (Index row = 0; row < m_channels.size(); ++row) {
        if (m_channels[row].groups.contains(service)) {
            topics.push_back(row);
        }
    }
    return topics;
}

/// Partition p belongs to the (p mod r)-th of r running replicas; a change pauses the group.
void Interpreter::regroup(Index service, bool pauses) {
    const ServiceState& state = m_services[service];
    std::vector<Index> running;
    for (const Index row : state.byStart) {
        if (state.replicas[row].state == Replica::State::up && !state.replicas[row].hasFailedOver) {
            running.push_back(row);
        }
    }
    for (const Index channel : readTopics(service)) {
        GroupState& group = m_channels[channel].groups.at(service);
        const std::vector<std::optional<Index>> before = group.owners;
        for (std::size_t p = 0; p < group.owners.size(); ++p) {
            group.owners[p] = running.empty() ? std::nullopt : std::optional(running[p % running.size()]);
        }
        if (pauses && (before != group.owners || group.running != running.size())) {
            pause(channel, service);
        }
        group.running = running.size();
    }
}

/// It takes nothing for a while; work under way ends.
void Interpreter::pause(Index channel, Index service) {
    GroupState& group = m_channels[channel].groups.at(service);
    group.isPaused = true;
    cancel(group.pause);
    group.pause = in(drawnOr0(m_network.channels[channel].rebalance), [this, channel, service] {
        m_channels[channel].groups.at(service).pause.reset();
        resume(channel, service);
    });
}

/// What was kept back goes on, then every partition looks whether it may hand over.
void Interpreter::resume(Index channel, Index service) {
    m_channels[channel].groups.at(service).isPaused = false;
    std::vector<WorkPtr>& line = m_services[service].line;
    std::vector<WorkPtr> kept;
    std::copy_if(line.begin(), line.end(), std::back_inserter(kept),
                 [&](const WorkPtr& work) { return work->channel == channel && !work->isInterrupted; });
    std::sort(kept.begin(), kept.end(), [](const auto& a, const auto& b) { return a->order < b->order; });
    for (const WorkPtr& work : kept) {
        withdraw(work);
    }
    for (const WorkPtr& work : kept) {
        enqueue(work);
    }
    for (std::uint32_t p = 0; p < m_network.channels[channel].partitions; ++p) {
        advance(m_channels[channel].partitions[{service, p}]);
    }
}

} // namespace stormglass::sim::reference
