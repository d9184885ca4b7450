// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/interpreter.hpp"

#include <algorithm>
#include <cmath>

/// Replicas start, break down, are repaired and stop.
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

void Interpreter::awaitBreakdown(Index service, Index row) {
    const Breakdowns& rule = serviceSpec(service).breakdowns;
    m_services[service].replicas[row].breakdown = in(drawn(rule.every), [this, service, row] {
        m_services[service].replicas[row].breakdown =
            in(drawn(serviceSpec(service).breakdowns.repair), [this, service, row] {
                awaitBreakdown(service, row);
                comeUp(service, row);
            });
        goDown(service, row);
    });
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

void Interpreter::goDown(Index service, Index row) {
    Replica& replica = m_services[service].replicas[row];
    if (replica.downs++ > 0 || replica.state == Replica::State::starting || replica.state == Replica::State::gone) {
        return;
    }
    for (Timer& sleeper : replica.sleepers) {
        cancel(sleeper);
    }
    replica.sleepers.clear();
    countBusy(service);
    countUp(service);
    refreshShares(service);
    if (serviceSpec(service).failover != kNever) {
        replica.clock = in(serviceSpec(service).failover, [this, service, row] {
            m_services[service].replicas[row].clock.reset();
            m_services[service].replicas[row].hasFailedOver = true;
            regroup(service, true);
        });
    }
    for (const WorkPtr& job : std::vector<WorkPtr>(replica.jobs)) {
        breakJob(job);
    }
}

void Interpreter::breakJob(const WorkPtr& work) {
    if (work->stage == Stage::blocked) {
        return; // its work is done and sent; only its worker is gone
    }
    Interrupted how = serviceSpec(work->service).breakdowns.interrupted;
    if (how == Interrupted::byDefault && work->channel != kNone) {
        how = Interrupted::redeliver;
    }
    switch (how) {
    case Interrupted::byDefault:
        attemptEnds(work, Outcome::failure);
        break;
    case Interrupted::resume:
        interrupt(work);
        break;
    case Interrupted::restart:
        interrupt(work);
        work->work.reset();
        for (const WorkPtr& one : membersOf(work)) {
            dropFrame(*one);
            one->verdict = Outcome::success;
            one->stage = Stage::inHands;
        }
        break;
    case Interrupted::redeliver:
        giveBack(work);
        break;
    }
}

/// Given back to its old place, one more hand-over of its channel.
void Interpreter::giveBack(const WorkPtr& work) {
    cancel(work->end);
    cancel(work->timeout);
    freeWorker(work);
    const std::vector<WorkPtr> members = membersOf(work);
    work->fellows.clear();
    for (const WorkPtr& one : members) {
        dropFrame(*one);
        one->verdict = Outcome::success;
        leaveHands(one);
        if (std::exchange(one->hasKey, false)) {
            releaseKey(*one);
        }
        one->since = m_now;
        one->replica.reset();
        one->isInterrupted = false;
        one->work.reset();
        one->isGivenBack = true;
        if (one->channel != kNone) {
            const std::uint32_t most = m_network.channels[one->channel].maxAttempts;
            if (most > 1 && one->handOvers >= most) {
                leaveChannel(one, Outcome::failure);
                finish(one, Outcome::failure);
                continue;
            }
            comesBack(*one);
            cancel(one->visibility);
        }
        one->stage = Stage::waiting;
        if (one->isCopy) {
            passHandler(one); // patience and breaker are its message's
        } else {
            offerInside(one);
        }
    }
}

void Interpreter::comeUp(Index service, Index row) {
    Replica& replica = m_services[service].replicas[row];
    if (replica.state == Replica::State::gone || replica.downs == 0 || --replica.downs > 0 ||
        replica.state == Replica::State::starting) {
        return;
    }
    cancel(replica.clock);
    countBusy(service);
    countUp(service);
    refreshShares(service);
    for (const WorkPtr& job : std::vector<WorkPtr>(replica.jobs)) {
        if (std::exchange(job->isInterrupted, false) && job->stage == Stage::inHands) {
            resume(job);
        }
    }
    if (std::exchange(replica.hasFailedOver, false)) {
        regroup(service, true);
    }
    serve(service, row);
}

} // namespace stormglass::sim::reference
