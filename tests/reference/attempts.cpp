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
        Shared& share = m_services[work->service].shares[shareOf(*work)];
        advanceShare(work->service, shareOf(*work), share.rate);
        share.jobs.emplace_back(work, time);
        rescheduleShare(work->service, shareOf(*work));
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

void Interpreter::ownTimeOver(const WorkPtr& work) {
    const Handler& handler = handlerOf(*work);
    if (handler.batch.present) { // each of a batch fails or not by itself, see closeAttempt
        attemptEnds(work, Outcome::success);
        return;
    }
    if (fails(*work)) {
        attemptEnds(work, Outcome::failure);
        return;
    }
    for (Index row = handler.flows.first; row < handler.flows.end(); ++row) {
        if (m_network.outFlows[row].sync) {
            beginCalls(work);
            return;
        }
    }
    attemptEnds(work, Outcome::success);
}

/// What is sent may find full receivers: then the worker is held until they take it.
void Interpreter::attemptEnds(const WorkPtr& work, Outcome outcome) {
    const Handler& handler = handlerOf(*work);
    if (outcome == Outcome::success && mayBlock(handler.flows) && !handler.batch.present && !handler.delay.present() &&
        !work->isCopy) {
        const auto holding = std::make_shared<Holding>();
        holding->doors = 1;
        holding->release = [this, work] {
            soon([this, work] {
                m_story.services[work->service].blocked.add(m_now, -1);
                closeAttempt(work, Outcome::success);
            });
        };
        fireSuccess(work, holding);
        work->isSilent = true;
        if (--holding->doors > 0) {
            work->stage = Stage::blocked;
            cancel(work->timeout); // it is handled, it only can't leave
            m_story.services[work->service].blocked.add(m_now, 1);
            return;
        }
    }
    closeAttempt(work, outcome);
}

void Interpreter::closeAttempt(const WorkPtr& work, Outcome outcome) {
    cancel(work->end);
    cancel(work->timeout);
    if (outcome != Outcome::success) {
        dropFrame(*work);
    }
    const Index replica = *work->replica;
    if (work->place == Place::line) { // interrupted by one more important, and cut off while it waits
        withdraw(work);
    } else {
        freeWorker(work);
    }
    work->isInterrupted = false;
    work->work.reset();
    std::vector<WorkPtr> all = std::exchange(work->fellows, {});
    all.insert(all.begin(), work);
    std::vector<WorkPtr> succeeded;
    ServiceState& state = m_services[work->service];
    const auto before = std::exchange(state.looking, replica);
    for (const WorkPtr& one : all) {
        const bool isFailed = handlerOf(*one).batch.present && outcome == Outcome::success && fails(*one);
        leaveHands(one);
        if (settle(one, isFailed ? Outcome::failure : outcome)) {
            succeeded.push_back(one);
        }
    }
    m_services[work->service].looking = before;
    serve(work->service, replica);
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

/// What an attempt's outcome means for its message. True: it has succeeded.
bool Interpreter::settle(const WorkPtr& work, Outcome outcome) {
    const Handler& handler = handlerOf(*work);
    HandlerState& state = m_handlers[work->handler];
    if (handler.eventSourced && outcome == Outcome::success && !work->isCopy) {
        std::uint32_t& events = state.history[work->thread.key];
        events = events + 1 >= handler.snapshotEvery ? 0 : events + 1;
    }
    if (outcome == Outcome::success && work->origin) {
        work->origin->hasSucceeded = true;
    }
    if (std::exchange(work->hasKey, false)) {
        releaseKey(*work); // the next one sees this one's event
    }
    if (work->isCopy) {
        copyEnds(work, outcome);
        return false;
    }
    if (handler.circuitBreaker.present) {
        tellBreaker(*work, outcome == Outcome::success);
    }
    if (outcome == Outcome::success) {
        if (handler.delay.present()) {
            work->stage = Stage::delaying;
            in(drawn(handler.delay), [this, work] {
                if (work->channel != kNone) {
                    leaveChannel(work, Outcome::success);
                }
                succeed(work);
            });
            return false;
        }
        if (work->channel != kNone) {
            leaveChannel(work, outcome);
        }
        return true;
    }
    ++storyOf(*work).flow.failures;
    if (work->attempt < handler.retry.attempts) {
        backOff(work);
        return false;
    }
    if (work->channel != kNone) {
        if (work->handOvers < m_network.channels[work->channel].maxAttempts) {
            returnToChannel(work);
            return false;
        }
        leaveChannel(work, outcome);
    }
    finish(work, outcome);
    return false;
}

/// Another message of the key may go: the best of those that a worker without anything better to do may take.
void Interpreter::releaseKey(const Work& work) {
    m_handlers[work.handler].keysInHands.erase({work.service, work.thread.key});
    std::vector<WorkPtr> waiting;
    for (const WorkPtr& other : m_services[work.service].line) {
        if (other->handler == work.handler && other->thread.key == work.thread.key) {
            waiting.push_back(other);
        }
    }
    std::sort(waiting.begin(), waiting.end(), [&](const WorkPtr& a, const WorkPtr& b) {
        return std::pair(rankOf(*a), a->order) < std::pair(rankOf(*b), b->order);
    });
    std::vector<WorkPtr>& line = m_services[work.service].line;
    const auto isWaiting = [&](const WorkPtr& other) {
        return std::find(waiting.begin(), waiting.end(), other) != waiting.end();
    };
    line.erase(std::remove_if(line.begin(), line.end(), isWaiting), line.end()); // they stand in nobody's way
    for (const WorkPtr& next : waiting) {
        const bool isPolled = m_services[work.service].pollEvery > 0 && next->channel != kNone;
        const std::optional<Index> idle = isPolled || !isKeyFree(*next) ? std::nullopt : idleReplicaFor(next);
        if (idle) {
            start(work.service, *idle, next);
        } else if (!isKeyFree(*next) || isOfTopicPaused(*next) || !preempts(next)) {
            line.push_back(next);
        }
    }
}

void Interpreter::backOff(const WorkPtr& work) {
    const Retry& rule = handlerOf(*work).retry;
    double wait = drawnOr0(rule.backoff) * std::pow(rule.multiplier, static_cast<double>(work->attempt - 1));
    wait = std::min(wait, rule.maxBackoff);
    if (rule.jitter > 0) {
        wait *= 1 - rule.jitter * (1 - uniform(rule.jitterStream)); // uniform(1 - jitter, 1)
    }
    work->stage = Stage::backingOff;
    in(wait, [this, work] { retry(work); });
}

/// Joins the tail of its queue, balanced anew.
void Interpreter::retry(const WorkPtr& work) {
    ++work->attempt;
    ++storyOf(*work).flow.retries;
    work->since = m_now;
    work->order = 0;
    work->replica.reset();
    offer(work);
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
