// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/interpreter.hpp"

#include <algorithm>
#include <cmath>

/// One line before each service: a free worker looks through all that waits there for the best that it may take.
namespace stormglass::sim::reference {

double Interpreter::priorityOf(const Work& work) const {
    const Handler& handler = handlerOf(work);
    for (Index i = handler.per.first; i < handler.per.end(); ++i) {
        const PerRule& rule = m_network.perRules[i];
        const Index subject = rule.ofClass ? work.thread.instance->classOf : work.message;
        if (rule.subject == subject && !std::isnan(rule.priority)) {
            return rule.priority;
        }
    }
    return handler.priority;
}

/// The smaller, the sooner; then by order of becoming deliverable.
double Interpreter::rankOf(const Work& work) const {
    switch (serviceSpec(work.service).discipline) {
    case Discipline::lifo:
        return -static_cast<double>(work.order);
    case Discipline::shortest:
        return work.work.value_or(0);
    case Discipline::priority:
    case Discipline::preemptivePriority:
        return -priorityOf(work);
    case Discipline::fifo:
    case Discipline::random:
    case Discipline::processorSharing:
        return 0;
    }
    return 0;
}

std::uint32_t Interpreter::freeWorkers(Index service, Index row) const {
    const Replica& replica = m_services[service].replicas[row];
    if (replica.state != Replica::State::up || replica.downs > 0) {
        return 0;
    }
    const Service& spec = serviceSpec(service);
    if (spec.discipline == Discipline::processorSharing) {
        return 1; // there is always room to share
    }
    return spec.concurrency == kUnlimited ? kUnlimited
                                          : spec.concurrency - static_cast<std::uint32_t>(replica.jobs.size());
}

/// exclusivePerKey: no other message of the key is being handled.
bool Interpreter::isKeyFree(const Work& work) const {
    if (!handlerOf(work).exclusivePerKey || work.isInterrupted) {
        return true;
    }
    const auto& taken = m_handlers[work.handler].keysInHands;
    return !taken.contains({work.service, work.thread.key}) &&
           std::none_of(work.fellows.begin(), work.fellows.end(), [&](const WorkPtr& fellow) {
               return taken.contains({work.service, fellow->thread.key});
           });
}

/// Whether a worker of the replica may take it from the line.
bool Interpreter::isEligible(const Work& work, Index service, Index replica) const {
    if (!isKeyFree(work)) {
        return false;
    }
    if (work.channel != kNone && m_network.channels[work.channel].topic) {
        const GroupState& group = m_channels[work.channel].groups.at(service);
        return work.isInterrupted ? work.replica == replica
                                  : !group.isPaused && group.owners[work.partition] == replica;
    }
    return !work.replica || *work.replica == replica;
}

/// Running or starting, not stopping.
bool Interpreter::isRunning(Index service, Index replica) const {
    const std::vector<Index>& running = m_services[service].byStart;
    return std::find(running.begin(), running.end(), replica) != running.end();
}

/// Whether something waits that the replica's workers are about to take.
bool Interpreter::hasTaker(Index service, Index replica) const {
    const std::vector<WorkPtr>& line = m_services[service].line;
    return std::any_of(line.begin(), line.end(),
                       [&](const WorkPtr& work) { return isEligible(*work, service, replica); });
}

/// The longest running replica that can start it at once.
std::optional<Index> Interpreter::idleReplicaFor(const WorkPtr& work) const {
    for (const Index replica : m_services[work->service].byStart) {
        if (isEligible(*work, work->service, replica) && freeWorkers(work->service, replica) > 0 &&
            m_services[work->service].looking != replica &&
            (m_services[work->service].pollEvery > 0 || !hasTaker(work->service, replica))) {
            return replica;
        }
    }
    return std::nullopt;
}

/// A message that has passed all that stands before the line.
void Interpreter::enqueue(const WorkPtr& work) {
    const Service& spec = serviceSpec(work->service);
    if (spec.discipline == Discipline::shortest && !work->work) {
        work->work = drawOwnTime(*work);
    }
    if (work->channel == kNone && spec.balancing != Balancing::shared) {
        if (!work->replica || !isRunning(work->service, *work->replica)) {
            giveToReplica(work, chooseReplica(work->service));
        }
    }
    const bool isPolled = m_services[work->service].pollEvery > 0 && work->channel != kNone;
    const std::optional<Index> idle = isPolled ? std::nullopt : idleReplicaFor(work);
    if (idle) {
        start(work->service, *idle, work);
        return;
    }
    if (isKeyFree(*work) && !isOfTopicPaused(*work) && preempts(work)) {
        return;
    }
    if (!mayWait(work)) {
        return;
    }
    for (const WorkPtr& fellow : work->fellows) {
        fellow->stage = Stage::waiting;
    }
    work->place = Place::line;
    m_services[work->service].line.push_back(work);
    if (m_services[work->service].byStart.empty()) {
        startReplica(work->service);
    }
}

bool Interpreter::isOfTopic(const Work& work) const {
    return work.channel != kNone && m_network.channels[work.channel].topic;
}

bool Interpreter::isOfTopicPaused(const Work& work) const {
    return work.channel != kNone && m_network.channels[work.channel].topic &&
           (m_channels[work.channel].groups.at(work.service).isPaused ||
            !m_channels[work.channel].groups.at(work.service).owners[work.partition]);
}

/// preemptivePriority: the least important job makes room, of those the one begun last. Null: there is none.
WorkPtr Interpreter::victimOf(const Work& work) const {
    const ServiceState& state = m_services[work.service];
    if (serviceSpec(work.service).discipline != Discipline::preemptivePriority) {
        return nullptr;
    }
    WorkPtr victim;
    for (const Index row : state.byStart) {
        if (!isEligible(work, work.service, row) || !state.replicas[row].works()) {
            continue;
        }
        for (const WorkPtr& job : state.replicas[row].jobs) {
            if (job->stage != Stage::inHands || !job->end || priorityOf(*job) >= priorityOf(work)) {
                continue;
            }
            const bool isRather = !victim || priorityOf(*job) < priorityOf(*victim) ||
                                  (priorityOf(*job) == priorityOf(*victim) && job->started > victim->started);
            victim = isRather ? job : victim;
        }
    }
    return victim;
}

bool Interpreter::preempts(const WorkPtr& work) {
    const WorkPtr victim = victimOf(*work);
    if (!victim) {
        return false;
    }
    const Index replica = *victim->replica;
    interrupt(victim);
    freeWorker(victim);
    victim->place = Place::line;
    const bool isGiven = victim->channel == kNone && serviceSpec(work->service).balancing != Balancing::shared;
    if (!isOfTopic(*victim) && !isGiven) {
        victim->replica.reset();
    }
    m_services[work->service].line.push_back(victim);
    start(work->service, replica, work);
    return true;
}

WorkPtr Interpreter::best(Index service, Index replica) {
    WorkPtr best;
    for (const WorkPtr& work : m_services[service].line) {
        if (!isEligible(*work, service, replica)) {
            continue;
        }
        if (!best || std::pair(rankOf(*work), work->order) < std::pair(rankOf(*best), best->order)) {
            best = work;
        }
    }
    return best;
}

/// A replica's free workers take what they may, the best first.
void Interpreter::serve(Index service, Index row) {
    ServiceState& state = m_services[service];
    while (freeWorkers(service, row) > state.replicas[row].sleepers.size()) {
        const WorkPtr next = best(service, row);
        if (next) {
            withdraw(next);
            start(service, row, next);
            continue;
        }
        const bool isAnyNumber = serviceSpec(service).concurrency == kUnlimited;
        if (state.pollEvery <= 0 || (isAnyNumber && !state.replicas[row].sleepers.empty())) {
            break; // of any number of workers one looks for all
        }
        // Nothing there: this worker looks again later.
        state.replicas[row].sleepers.push_back(in(state.pollEvery, [this, service, row] {
            m_services[service].replicas[row].sleepers.pop_front();
            serve(service, row);
        }));
    }
    openDoors(service);
    noteIdle(service);
}

} // namespace stormglass::sim::reference
