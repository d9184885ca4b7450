// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/interpreter.hpp"

#include <algorithm>
#include <cmath>

/// Replicas start and stop.
namespace stormglass::sim::reference {

void Interpreter::startServices() {
    for (Index service = 0; service < m_network.services.size(); ++service) {
        const Service& spec = serviceSpec(service);
        ServiceState& state = m_services[service];
        for (Index row = 0; row < spec.replicas; ++row) {
            state.replicas.emplace_back();
            state.replicas.back().start = ++state.starts;
            state.byStart.push_back(row);
        }
        m_story.services[service].paid.set(0, spec.replicas);
        countUp(service);
        regroup(service, false);
        for (const Index channel : readTopics(service)) {
            m_channels[channel].groups.at(service).running = spec.replicas;
        }
    }
    for (Index service = 0; service < m_network.services.size(); ++service) {
        const Service& spec = serviceSpec(service);
        if (spec.autoscale.metric != AutoscaleMetric::none) {
            in(spec.autoscale.every, [this, service] { decide(service); });
            noteIdle(service);
        }
        for (Index row = 0; row < spec.replicas && spec.breakdowns.every.present(); ++row) {
            awaitBreakdown(service, row);
        }
        for (Index row = 0; row < spec.replicas && m_services[service].pollEvery > 0; ++row) {
            serve(service, row); // finds nothing, and looks again later
        }
    }
}

/// Replicas running, and their workers.
void Interpreter::countUp(Index service) {
    double up = 0;
    for (const Replica& replica : m_services[service].replicas) {
        up += replica.works() ? 1 : 0; // one that stops runs until it has finished
    }
    m_story.services[service].up.set(m_now, up);
    const std::uint32_t concurrency = serviceSpec(service).concurrency;
    m_services[service].upSince.set(m_now, concurrency == kUnlimited ? 0 : up * concurrency);
}

void Interpreter::startReplica(Index service) {
    ServiceState& state = m_services[service];
    Index row = 0;
    while (row < state.replicas.size() && state.replicas[row].state != Replica::State::gone) {
        ++row;
    }
    if (row == state.replicas.size()) {
        state.replicas.emplace_back();
    }
    state.replicas[row] = Replica{};
    state.replicas[row].state = Replica::State::starting;
    state.replicas[row].start = ++state.starts;
    state.byStart.push_back(row);
    m_story.services[service].paid.add(m_now, 1);
    const double startup = drawnOr0(serviceSpec(service).startup);
    if (startup > 0) {
        state.replicas[row].clock = in(startup, [this, service, row] { replicaReady(service, row); });
    } else {
        replicaReady(service, row);
    }
}

void Interpreter::replicaReady(Index service, Index row) {
    ServiceState& state = m_services[service];
    state.replicas[row].clock.reset();
    state.replicas[row].state = Replica::State::up;
    countUp(service);
    if (serviceSpec(service).breakdowns.every.present()) {
        awaitBreakdown(service, row);
    }
    refreshShares(service);
    regroup(service, true);
    // What came while there was nobody to give it to.
    for (;;) {
        WorkPtr next;
        for (const WorkPtr& work : state.line) {
            const bool isUnassigned = work->channel == kNone && !work->replica && !work->isInterrupted &&
                                      serviceSpec(service).balancing != Balancing::shared;
            const bool isBetter = isUnassigned && (!next || std::pair(rankOf(*work), work->order) <
                                                                std::pair(rankOf(*next), next->order));
            next = isBetter ? work : next;
        }
        if (!next) {
            break;
        }
        withdraw(next);
        enqueue(next);
    }
    serve(service, row);
}

/// The youngest stops: it takes nothing new and finishes what it has; what waits before it goes to others.
void Interpreter::stopYoungest(Index service) {
    ServiceState& state = m_services[service];
    const Index row = state.byStart.back();
    state.byStart.pop_back();
    Replica& replica = state.replicas[row];
    for (Timer& sleeper : replica.sleepers) {
        cancel(sleeper);
    }
    replica.sleepers.clear();
    const bool wasStarting = replica.state == Replica::State::starting;
    replica.state = Replica::State::stopping;
    if (wasStarting) {
        goneIfIdle(service, row);
        return;
    }
    refreshShares(service);
    regroup(service, true);
    for (;;) {
        WorkPtr next;
        for (const WorkPtr& work : state.line) {
            const bool isHere = work->replica == row && !work->isInterrupted && work->channel == kNone;
            const bool isBetter =
                isHere && (!next || std::pair(rankOf(*work), work->order) < std::pair(rankOf(*next), next->order));
            next = isBetter ? work : next;
        }
        if (!next) {
            break;
        }
        withdraw(next);
        if (std::exchange(next->isCrowd, false)) {
            --state.replicas[row].crowd;
        }
        next->replica.reset();
        next->isGivenBack = true; // it has been taken, whatever the room elsewhere
        enqueue(next);
    }
    goneIfIdle(service, row);
}

void Interpreter::goneIfIdle(Index service, Index row) {
    ServiceState& state = m_services[service];
    Replica& replica = state.replicas[row];
    const auto share = state.shares.find(row);
    const bool isSharing = serviceSpec(service).balancing != Balancing::shared && share != state.shares.end() &&
                           !share->second.jobs.empty();
    if (replica.state == Replica::State::stopping && replica.jobs.empty() && !isSharing) {
        replica.state = Replica::State::gone;
        cancel(replica.breakdown);
        cancel(replica.clock);
        countUp(service);
        m_story.services[service].paid.add(m_now, -1);
        refreshShares(service);
    }
}

void Interpreter::refreshShares(Index service) {
    std::vector<Index> rows;
    for (const auto& [row, share] : m_services[service].shares) {
        rows.push_back(row);
    }
    for (const Index row : rows) {
        rescheduleShare(service, row);
    }
}

} // namespace stormglass::sim::reference
