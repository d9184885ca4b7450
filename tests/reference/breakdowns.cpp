// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/interpreter.hpp"

/// Replicas break down and are repaired.
namespace stormglass::sim::reference {

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
    std::vector<WorkPtr> jobs = replica.jobs;
    for (const WorkPtr& job : strandedJobs(service, row)) {
        jobs.push_back(job);
    }
    for (const WorkPtr& job : jobs) {
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
        if (!isShared(*work)) { // else it stands still there
            interrupt(work);
        }
        break;
    case Interrupted::restart:
        if (isShared(*work)) {
            shareOut(work);
            shareIn(work, handlingTime(*work));
            break;
        }
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
