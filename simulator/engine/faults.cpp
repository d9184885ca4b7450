// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <algorithm>
#include <utility>

/// What the scenario does to the system (CONTRACT section 7): each target keeps what holds of all faults on it now.
namespace stormglass::sim::detail {

bool Engine::isClosed(const FaultState& fault) const noexcept {
    return fault.down > 0 || fault.closed > 0;
}

bool Engine::loses(const FaultState& fault) noexcept {
    return fault.arrives < 1 && !(fault.stream->uniform() < fault.arrives);
}

FaultState& Engine::faultStateOf(const Fault& fault) {
    switch (fault.target) {
    case FaultTarget::handler:
        return m_stations[m_stationOf[fault.subject]].extras->fault;
    case FaultTarget::service:
        return m_services[fault.subject].fault;
    case FaultTarget::channel:
        return m_channels[fault.subject].fault;
    case FaultTarget::flow:
        return m_flowFaults[fault.subject];
    case FaultTarget::source:
        break;
    }
    return m_sources[fault.subject].fault;
}

void Engine::faultBegins(Index row) {
    m_activeFaults[row] = true;
    const Fault& fault = m_network.faults[row];
    if (fault.duration != kNever) {
        schedule(fault.duration, EventKind::faultEnds, row);
    }
    refreshFault(fault);
    if (fault.effect == FaultEffect::down && fault.target == FaultTarget::service) {
        takeDown(row);
    }
    if (fault.effect == FaultEffect::down && fault.target == FaultTarget::handler) {
        stopHandler(fault.subject);
    }
    if (fault.target == FaultTarget::channel && isClosed(m_channels[fault.subject].fault)) {
        closeChannel(fault.subject);
    }
}

void Engine::faultEnds(Index row) {
    m_activeFaults[row] = false;
    const Fault& fault = m_network.faults[row];
    refreshFault(fault);
    switch (fault.target) {
    case FaultTarget::handler:
        openHandler(fault.subject);
        break;
    case FaultTarget::service:
        bringUp(row);
        for (const Index station : m_services[fault.subject].stations) {
            if (m_stations[station].extras != nullptr) {
                unbar(m_stations[station]);
            }
        }
        break;
    case FaultTarget::channel:
        openChannel(fault.subject);
        break;
    case FaultTarget::source:
        usersSpeakAgain(fault.subject);
        break;
    case FaultTarget::flow:
        break;
    }
}

/// All faults on one target together: factors multiply, what holds it down is counted.
void Engine::refreshFault(const Fault& changed) {
    FaultState state;
    for (std::size_t i = 0; i < m_network.faults.size(); ++i) {
        const Fault& fault = m_network.faults[i];
        if (!m_activeFaults[i] || fault.target != changed.target || fault.subject != changed.subject) {
            continue;
        }
        switch (fault.effect) {
        case FaultEffect::down:
            state.down += fault.target == FaultTarget::service && fault.replicas != kUnlimited ? 0U : 1U;
            break;
        case FaultEffect::slow:
            state.slow *= fault.amount;
            break;
        case FaultEffect::fail:
            state.pass *= 1 - fault.amount;
            state.stream = streamOf(fault.stream);
            break;
        case FaultEffect::lose:
            state.arrives *= 1 - fault.amount;
            state.stream = streamOf(fault.stream);
            break;
        case FaultEffect::partitioned:
            ++state.closed;
            state.closedUntil = std::max(state.closedUntil, fault.at + fault.duration);
            break;
        }
    }
    faultStateOf(changed) = state;
    if (changed.target == FaultTarget::handler) {
        const Index other = m_queryStationOf[changed.subject];
        m_stations[other].extras->fault = state;
    }
}

/// So many of a service's replicas, those that run longest first.
void Engine::takeDown(Index row) {
    const Fault& fault = m_network.faults[row];
    ServiceState& service = m_services[fault.subject];
    std::vector<HeldDown>& held = m_heldDown[row];
    held.clear();
    const std::vector<Index> rows = service.byStart;
    for (const Index replica : rows) {
        if (held.size() >= fault.replicas) {
            break;
        }
        if (service.replicas[replica].state == ReplicaState::up && service.replicas[replica].downs == 0) {
            held.push_back({.replica = replica, .start = service.replicas[replica].startOrder});
        }
    }
    if (fault.replicas == kUnlimited) {
        held.clear();
        for (const Index replica : rows) {
            held.push_back({.replica = replica, .start = service.replicas[replica].startOrder});
        }
    }
    m_startsBefore[row] = service.starts;
    for (const HeldDown& one : held) {
        goDown(service, one.replica);
    }
}

void Engine::bringUp(Index row) {
    const Fault& fault = m_network.faults[row];
    if (fault.effect != FaultEffect::down) {
        return;
    }
    ServiceState& service = m_services[fault.subject];
    std::vector<HeldDown> held = std::exchange(m_heldDown[row], {});
    if (fault.replicas == kUnlimited) {
        for (Index replica = 0; replica < service.replicas.size(); ++replica) {
            if (service.replicas[replica].startOrder > m_startsBefore[row]) { // started while the fault held
                held.push_back({.replica = replica, .start = service.replicas[replica].startOrder});
            }
        }
    }
    for (const HeldDown& one : held) {
        if (service.replicas[one.replica].startOrder == one.start) {
            comeUp(service, one.replica);
        }
    }
}

/// A handler goes down: what it handles is interrupted as in a breakdown; its workers go to others.
void Engine::stopHandler(Index handler) {
    for (const Index row : {m_stationOf[handler], m_queryStationOf[handler]}) {
        ServiceState& service = m_services[m_stations[row].service];
        std::vector<Index> jobs;
        for (Replica& replica : service.replicas) {
            for (Index i = replica.jobs.head; i != kNone; i = m_deliveries[i].next) {
                if (m_deliveries[i].station == row && m_deliveries[i].stage != Stage::blocked) {
                    jobs.push_back(i);
                }
            }
        }
        addSharedJobs(service, row, jobs);
        for (const Index job : jobs) {
            const Interrupted how = service.spec->breakdowns.interrupted;
            Delivery& delivery = m_deliveries[job];
            const Index replica = delivery.replica;
            if (how == Interrupted::redeliver || (how == Interrupted::byDefault && delivery.way != kNone)) {
                giveBackWork(job);
            } else if (how == Interrupted::byDefault || (how == Interrupted::resume && delivery.slot == kNoSlot &&
                                                         delivery.standing != Standing::share)) {
                attemptEnds(job, Outcome::failure);
            } else {
                how == Interrupted::restart ? startOver(job) : interrupt(job);
                freeWorker(service, job);
                delivery.standing = Standing::barred;
                m_stations[row].extras->barred.pushBack(m_deliveries, job);
            }
            serve(service, replica);
        }
        if (m_stationOf[handler] == m_queryStationOf[handler]) {
            break;
        }
    }
}

void Engine::openHandler(Index handler) {
    unbar(m_stations[m_stationOf[handler]]);
    if (m_queryStationOf[handler] != m_stationOf[handler]) {
        unbar(m_stations[m_queryStationOf[handler]]);
    }
}

/// A channel that hands over nothing: what it has offered to workers it takes back.
void Engine::closeChannel(Index row) {
    ChannelState& channel = m_channels[row];
    for (Index group = channel.firstGroup; group < channel.firstGroup + channel.groups; ++group) {
        if (channel.spec->topic) {
            pauseGroup(group);
            cancel(m_groups[group].timer);
        }
    }
    for (const Index reader : channel.readers) {
        Line& line = m_services[reader].line;
        m_barring.clear();
        line.forEach(m_deliveries, [&](Index i) {
            const Index way = m_deliveries[i].way;
            if (way != kNone && m_ways[way].channel == row && !channel.spec->topic) {
                m_barring.push_back(i);
            }
        });
        for (const Index i : m_barring) {
            line.remove(m_deliveries, i);
            m_deliveries[i].standing = Standing::channelLine;
            channel.line.insertByOrder(m_deliveries, i, takersOf(m_deliveries[i]));
        }
    }
}

void Engine::openChannel(Index row) {
    ChannelState& channel = m_channels[row];
    if (isClosed(channel.fault)) {
        return;
    }
    for (Index group = channel.firstGroup; group < channel.firstGroup + channel.groups; ++group) {
        if (channel.spec->topic && m_groups[group].timer == kNoSlot) {
            m_groups[group].paused = false;
            resumeGroup(m_groups[group]);
        }
    }
    SharedLine kept = std::exchange(channel.line, SharedLine{});
    for (Index next = kept.popFront(m_deliveries); next != kNone; next = kept.popFront(m_deliveries)) {
        m_deliveries[next].standing = Standing::nowhere;
        offerFromQueue(next);
    }
}

/// What a flow's faults make of a latency: longer, and not before the flow is open again.
double Engine::throughFlow(Index flow, double latency) const {
    if (m_flowFaults.empty() || flow == kNone) {
        return latency;
    }
    const FaultState& fault = m_flowFaults[flow];
    const double held = fault.closed > 0 || fault.down > 0 ? std::max(0.0, endOfFlowFault(flow) - m_now) : 0;
    return held + latency * fault.slow;
}

double Engine::endOfFlowFault(Index flow) const {
    double until = m_now;
    for (std::size_t i = 0; i < m_network.faults.size(); ++i) {
        const Fault& fault = m_network.faults[i];
        const bool closes = fault.effect == FaultEffect::down || fault.effect == FaultEffect::partitioned;
        if (m_activeFaults[i] && closes && fault.target == FaultTarget::flow && fault.subject == flow) {
            until = std::max(until, fault.at + fault.duration);
        }
    }
    return until;
}

/// Whether a message is lost on a flow, at a handler or at its service; a flow that fails loses too.
bool Engine::lostOnFlow(Index flow) {
    if (m_flowFaults.empty() || flow == kNone) {
        return false;
    }
    FaultState& fault = m_flowFaults[flow];
    return loses(fault) || (fault.pass < 1 && !(fault.stream->uniform() < fault.pass));
}

} // namespace stormglass::sim::detail
