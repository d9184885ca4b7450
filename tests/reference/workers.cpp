// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/interpreter.hpp"

#include <algorithm>

/// A message and a worker: how they come together and part.
namespace stormglass::sim::reference {

/// An idempotent handler knows what succeeded or is being worked on.
bool Interpreter::isRecognised(const Work& work) const {
    return handlerOf(work).idempotent && work.attempt == 1 && work.origin &&
           (work.origin->hasSucceeded || work.origin->inWork > 0);
}

void Interpreter::start(Index service, Index row, const WorkPtr& work) {
    work->place = Place::nowhere;
    uncountQueued(*work);
    stopPatience(*work);
    cancel(m_services[service].idle);
    work->replica = row;
    if (!work->isInterrupted && isRecognised(*work)) {
        const WorkPtr heir = heirOf(work);
        finishRecognised(work);
        if (heir) { // its batch goes without it
            start(service, row, heir);
        }
        return;
    }
    takeWorker(service, row, work);
    if (work->isInterrupted) {
        work->isInterrupted = false;
        resume(work);
        return;
    }
    claimKey(*work);
    if (work->origin) {
        ++work->origin->inWork;
    }
    if (handlerOf(*work).batch.present) {
        takeFellows(work);
        leaveOutRecognised(work);
        storyOf(*work).batchSize.record(1 + static_cast<double>(work->fellows.size()));
    }
    for (const WorkPtr& one : membersOf(work)) {
        uncrowd(*one);
        claimKey(*one); // of a batch that has lingered, several may have one key
        one->work = one == work ? one->work : std::nullopt;
        one->place = Place::nowhere;
        one->stage = Stage::inHands;
        one->replica = row;
        one->isGivenBack = false;
        enterHands(one);
    }
    startClock(work);
}

void Interpreter::claimKey(Work& work) {
    if (handlerOf(work).exclusivePerKey &&
        m_handlers[work.handler].keysInHands.emplace(work.service, work.thread.key).second) {
        work.hasKey = true;
    }
}

/// A duplicate is handled at no cost.
void Interpreter::finishRecognised(const WorkPtr& work) {
    work->waited += m_now - work->since;
    ++storyOf(*work).flow.throughput;
    recordTimes(*work);
    if (work->channel != kNone) {
        handOver(work);
    }
    finishQuietly(work);
}

void Interpreter::takeWorker(Index service, Index row, const WorkPtr& work) {
    if (serviceSpec(service).discipline == Discipline::processorSharing) {
        return;
    }
    Replica& replica = m_services[service].replicas[row];
    if (!replica.sleepers.empty() && freeWorkers(service, row) <= replica.sleepers.size()) {
        cancel(replica.sleepers.back());
        replica.sleepers.pop_back();
    }
    replica.jobs.push_back(work);
    countBusy(service);
}

/// Whoever calls looks for what comes next.
void Interpreter::freeWorker(const WorkPtr& work) {
    if (serviceSpec(work->service).discipline == Discipline::processorSharing) {
        shareOut(work);
        goneIfIdle(work->service, *work->replica);
        return;
    }
    std::vector<WorkPtr>& jobs = m_services[work->service].replicas[*work->replica].jobs;
    jobs.erase(std::remove(jobs.begin(), jobs.end(), work), jobs.end());
    countBusy(work->service);
    goneIfIdle(work->service, *work->replica);
}

/// Workers up that are not free; n jobs that share c workers keep min(n, c) busy.
void Interpreter::countBusy(Index service) {
    const ServiceState& state = m_services[service];
    double busy = 0;
    for (const auto& [row, share] : state.shares) {
        busy += std::min(static_cast<double>(share.jobs.size()), shareWorkers(service, row));
    }
    for (const Replica& replica : state.replicas) {
        busy += replica.downs == 0 && replica.state != Replica::State::gone ? static_cast<double>(replica.jobs.size())
                                                                            : 0.0;
    }
    m_story.services[service].busy.set(m_now, busy);
    m_services[service].busySince.set(m_now, busy);
}

} // namespace stormglass::sim::reference
