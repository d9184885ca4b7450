// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/interpreter.hpp"

#include <algorithm>

/// Which replica a direct message is given to, where replicas have lines of their own.
namespace stormglass::sim::reference {

std::uint32_t Interpreter::messagesAt(Index service, Index row) const {
    const Replica& replica = m_services[service].replicas[row];
    const auto shared = m_services[service].shares.find(row);
    return replica.crowd + static_cast<std::uint32_t>(shared == m_services[service].shares.end()
                                                          ? replica.jobs.size()
                                                          : shared->second.jobs.size());
}

/// Which replica a direct message is given to: one that works, if any does.
std::optional<Index> Interpreter::chooseReplica(Index service) {
    const Service& spec = serviceSpec(service);
    ServiceState& state = m_services[service];
    std::vector<Index> open;
    for (const Index row : state.byStart) {
        if (state.replicas[row].state == Replica::State::up && state.replicas[row].downs == 0) {
            open.push_back(row);
        }
    }
    open = open.empty() ? state.byStart : open;
    if (open.size() < 2) {
        return open.empty() ? std::nullopt : std::optional(open.front());
    }
    const auto any = [&](std::size_t n) {
        return static_cast<std::size_t>(uniform(spec.balancingStream) * static_cast<double>(n));
    };
    switch (spec.balancing) {
    case Balancing::shared:
    case Balancing::random:
        return open[any(open.size())];
    case Balancing::roundRobin:
        return open[state.turn++ % open.size()];
    case Balancing::leastBusy: {
        std::uint32_t fewest = kUnlimited;
        std::vector<Index> best;
        for (const Index row : open) {
            const std::uint32_t there = messagesAt(service, row);
            if (there < fewest) {
                best.clear();
            }
            fewest = std::min(fewest, there);
            if (there == fewest) {
                best.push_back(row);
            }
        }
        return best.size() == 1 ? best.front() : best[any(best.size())];
    }
    case Balancing::powerOfTwo:
        break;
    }
    std::optional<Index> best;
    for (std::uint32_t i = 0; i < std::max(spec.choices, 1U) && !open.empty(); ++i) {
        const std::size_t at = any(open.size());
        if (!best || messagesAt(service, open[at]) < messagesAt(service, *best)) {
            best = open[at];
        }
        std::swap(open[at], open.front());
        open.erase(open.begin());
    }
    return best;
}

/// What was counted before it was given to a replica is counted there; the first of a batch when it finds room.
void Interpreter::giveToReplica(const WorkPtr& work, std::optional<Index> replica) {
    uncrowd(*work);
    work->replica = replica;
    for (const WorkPtr& fellow : work->fellows) {
        const bool wasCrowd = fellow->isCrowd;
        uncrowd(*fellow);
        fellow->replica = replica;
        if (wasCrowd) {
            crowd(*fellow);
        }
    }
}

} // namespace stormglass::sim::reference
