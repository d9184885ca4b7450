// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/interpreter.hpp"

#include <algorithm>
#include <cmath>

/// What an attempt comes to: success, another attempt, another hand-over or the end.
namespace stormglass::sim::reference {

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
    const auto hasKey = [&](const WorkPtr& other) { return other->thread.key == work.thread.key; };
    std::vector<WorkPtr> waiting;
    for (const WorkPtr& other : m_services[work.service].line) {
        const std::vector<WorkPtr> members = membersOf(other);
        if (other->handler == work.handler && std::any_of(members.begin(), members.end(), hasKey)) {
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

} // namespace stormglass::sim::reference
