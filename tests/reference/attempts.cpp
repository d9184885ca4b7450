// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/interpreter.hpp"

#include <algorithm>
#include <cmath>

/// CONTRACT section 5: an attempt, from the worker's first second to what comes of it.
namespace stormglass::sim::reference {

double Interpreter::drawOwnTime(const Work& work) {
    const Handler& handler = handlerOf(work);
    std::optional<double> time;
    for (Index i = handler.per.first; i < handler.per.end() && !time; ++i) {
        const PerRule& rule = m_network.perRules[i];
        const Index subject = rule.ofClass ? work.thread.instance->classOf : work.message;
        if (rule.subject == subject && rule.time.present()) {
            time = drawn(rule.time);
        }
    }
    return time ? *time : drawnOr0(handler.time);
}

/// Of a handling that begins now.
double Interpreter::handlingTime(Work& work) {
    const Handler& handler = handlerOf(work);
    double seconds = work.work ? *std::exchange(work.work, std::nullopt) : drawOwnTime(work);
    if (handler.eventSourced) {
        seconds += handler.perEvent * m_handlers[work.handler].history[work.thread.key];
    }
    if (handler.batch.present && handler.batch.perMessage.present()) {
        for (std::size_t i = 0; i <= work.fellows.size(); ++i) {
            seconds += drawn(handler.batch.perMessage);
        }
    }
    return seconds;
}

void Interpreter::startClock(const WorkPtr& work) {
    const Handler& handler = handlerOf(*work);
    const double time = handlingTime(*work);
    if (handler.timeout != kNever) {
        work->timeout = in(handler.timeout, [this, work] {
            work->timeout.reset();
            attemptEnds(work, Outcome::timeout);
        });
    }
    if (serviceSpec(work->service).discipline == Discipline::processorSharing) {
        shareIn(work, time);
        return;
    }
    work->end = in(time, [this, work] {
        work->end.reset();
        ownTimeOver(work);
    });
}

bool Interpreter::fails(const Work& work) {
    const Handler& handler = handlerOf(work);
    double failure = handler.failure;
    for (Index i = handler.per.first; i < handler.per.end(); ++i) {
        const PerRule& rule = m_network.perRules[i];
        const Index subject = rule.ofClass ? work.thread.instance->classOf : work.message;
        if (rule.subject == subject && rule.failure >= 0) {
            failure = rule.failure;
            break;
        }
    }
    return failure > 0 && uniform(handler.failureStream) < failure;
}

/// Of each message it shows now whether its attempt failed; then those that did not call.
void Interpreter::ownTimeOver(const WorkPtr& first) {
    for (const WorkPtr& one : membersOf(first)) {
        one->verdict = fails(*one) ? Outcome::failure : Outcome::success;
    }
    beginCalls(first, 0);
}

/// What is sent may find full receivers: then the worker is held until they take it.
void Interpreter::attemptEnds(const WorkPtr& first, Outcome outcome) {
    const Handler& handler = handlerOf(*first);
    if (outcome != Outcome::success || !mayBlock(handler.flows) || handler.delay.present() || first->isCopy) {
        closeAttempt(first, outcome);
        return;
    }
    const auto holding = std::make_shared<Holding>();
    holding->doors = 1;
    holding->release = [this, first] {
        soon([this, first] {
            m_story.services[first->service].blocked.add(m_now, -1);
            closeAttempt(first, Outcome::success);
        });
    };
    for (const WorkPtr& one : membersOf(first)) {
        if (one->verdict == Outcome::success && !one->isSilent) {
            fireSuccess(one, holding);
            one->hasSent = true;
        }
    }
    if (--holding->doors == 0) {
        closeAttempt(first, outcome);
        return;
    }
    first->stage = Stage::blocked;
    cancel(first->timeout); // it is handled, it only can't leave
    m_story.services[first->service].blocked.add(m_now, 1);
}

/// All of a batch end together, those that have not failed by themselves with `outcome`.
void Interpreter::closeAttempt(const WorkPtr& first, Outcome outcome) {
    cancel(first->end);
    cancel(first->timeout);
    const Index replica = *first->replica;
    if (first->place == Place::line) { // interrupted by one more important, and cut off while it waits
        withdraw(first);
    } else {
        freeWorker(first);
    }
    first->isInterrupted = false;
    first->work.reset();
    const std::vector<WorkPtr> members = membersOf(first);
    first->fellows.clear();
    std::vector<WorkPtr> succeeded;
    ServiceState& state = m_services[first->service];
    const auto before = std::exchange(state.looking, replica);
    for (const WorkPtr& one : members) {
        const Outcome verdict = std::exchange(one->verdict, Outcome::success);
        const Outcome own = verdict != Outcome::success ? verdict : outcome;
        if (own != Outcome::success) {
            dropFrame(*one);
        }
        leaveHands(one);
        if (settle(one, own)) {
            succeeded.push_back(one);
        }
    }
    m_services[first->service].looking = before;
    serve(first->service, replica);
    for (const WorkPtr& one : succeeded) {
        succeed(one);
    }
}

/// Its handling begins; of hedged copies it is their message's that is told.
void Interpreter::enterHands(const WorkPtr& work) {
    work->started = m_now;
    if (work->isCopy) {
        copyBegins(*work);
        return;
    }
    uncountQueued(*work);
    stopPatience(*work);
    work->waited += m_now - work->since;
    storyOf(*work).active.add(m_now, 1);
    ++m_services[work->service].active;
    if (work->channel != kNone) {
        handOver(work);
    }
}

void Interpreter::leaveHands(const WorkPtr& work) {
    if (work->isCopy) {
        return;
    }
    work->handled += m_now - work->started;
    storyOf(*work).active.add(m_now, -1);
    --m_services[work->service].active;
    if (work->origin) {
        --work->origin->inWork;
    }
}

/// Stands still from now on; what is left to do is kept.
void Interpreter::interrupt(const WorkPtr& work) {
    if (work->end) {
        work->work = work->end->first - m_now;
        cancel(work->end);
    }
    work->isInterrupted = true;
}

/// Goes on with what was left, or begins anew.
void Interpreter::resume(const WorkPtr& work) {
    const double left = work->work ? *std::exchange(work->work, std::nullopt) : handlingTime(*work);
    work->end = in(left, [this, work] {
        work->end.reset();
        ownTimeOver(work);
    });
}

} // namespace stormglass::sim::reference
