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
    std::vector<WorkPtr> all{work};
    all.insert(all.end(), work->fellows.begin(), work->fellows.end());
    for (const WorkPtr& one : all) {
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

void Interpreter::leaveOutRecognised(const WorkPtr& work) {
    std::vector<WorkPtr> left;
    for (const WorkPtr& fellow : std::exchange(work->fellows, {})) {
        if (isRecognised(*fellow)) {
            uncountQueued(*fellow);
            stopPatience(*fellow);
            if (std::exchange(fellow->hasKey, false)) {
                releaseKey(*fellow);
            }
            finishRecognised(fellow);
            continue;
        }
        if (fellow->origin) {
            ++fellow->origin->inWork;
        }
        left.push_back(fellow);
    }
    work->fellows = left;
}

/// Without linger a batch takes along what waits and has its key free: a partition's next ones, or the best in the
/// line.
void Interpreter::takeFellows(const WorkPtr& work) {
    const BatchRule& rule = handlerOf(*work).batch;
    if (rule.linger > 0) {
        return;
    }
    while (work->fellows.size() + 1 < rule.max) {
        const WorkPtr next = nextFellow(*work);
        if (!next) {
            return;
        }
        if (isOfTopic(*next)) {
            partitionOf(*next).waiting.pop_front();
            ++partitionOf(*next).inWork;
        } else {
            withdraw(next);
        }
        claimKey(*next);
        work->fellows.push_back(next);
    }
}

WorkPtr Interpreter::nextFellow(const Work& first) const {
    if (isOfTopic(first)) {
        const auto& waiting = m_channels[first.channel].partitions.at({first.groupService, first.partition}).waiting;
        const bool isOne = !goOneByOne(handlerOf(first)) && !waiting.empty() &&
                           waiting.front().front()->handler == first.handler && waiting.front().size() == 1 &&
                           isKeyFree(*waiting.front().front());
        return isOne ? waiting.front().front() : nullptr;
    }
    WorkPtr next;
    for (const WorkPtr& other : m_services[first.service].line) {
        const bool isSame = other->handler == first.handler && !other->isInterrupted && !isOfTopic(*other) &&
                            isEligible(*other, first.service, *first.replica);
        const bool isBetter =
            isSame && (!next || std::pair(rankOf(*other), other->order) < std::pair(rankOf(*next), next->order));
        next = isBetter ? other : next;
    }
    return next;
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

// Processor sharing: each of n jobs on c workers is served at rate min(1, c/n).

Index Interpreter::shareOf(const Work& work) const {
    return serviceSpec(work.service).balancing == Balancing::shared ? 0 : *work.replica;
}

double Interpreter::shareWorkers(Index service, Index share) const {
    const Service& spec = serviceSpec(service);
    double workers = 0;
    for (Index row = 0; row < m_services[service].replicas.size(); ++row) {
        if (m_services[service].replicas[row].works() && (spec.balancing == Balancing::shared || row == share)) {
            workers += spec.concurrency == kUnlimited ? 1e18 : spec.concurrency;
        }
    }
    return workers;
}

double Interpreter::shareRate(Index service, Index share) const {
    const auto jobs = static_cast<double>(m_services[service].shares.at(share).jobs.size());
    return jobs == 0 ? 1 : std::min(1.0, shareWorkers(service, share) / jobs);
}

/// What was done since the last change. Called before anything changes the rate.
void Interpreter::advanceShare(Index service, Index row, double rate) {
    Shared& share = m_services[service].shares[row];
    for (auto& [work, left] : share.jobs) {
        left -= (m_now - share.asOf) * rate;
    }
    share.asOf = m_now;
    share.rate = rate;
}

void Interpreter::rescheduleShare(Index service, Index row) {
    Shared& share = m_services[service].shares[row];
    advanceShare(service, row, share.rate);
    share.rate = shareRate(service, row);
    cancel(share.next);
    countBusy(service);
    if (share.jobs.empty() || share.rate <= 0) {
        return;
    }
    const auto least = std::min_element(share.jobs.begin(), share.jobs.end(),
                                        [](const auto& a, const auto& b) { return a.second < b.second; });
    share.next = in(std::max(0.0, least->second) / share.rate, [this, service, row, work = least->first] {
        m_services[service].shares[row].next.reset();
        shareOut(work);
        ownTimeOver(work);
    });
}

void Interpreter::shareOut(const WorkPtr& work) {
    Shared& share = m_services[work->service].shares[shareOf(*work)];
    advanceShare(work->service, shareOf(*work), share.rate);
    share.jobs.remove_if([&](const auto& job) { return job.first == work; });
    rescheduleShare(work->service, shareOf(*work));
}

} // namespace stormglass::sim::reference
