// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/interpreter.hpp"

#include <algorithm>

/// Circuit breakers, hedges, joins.
namespace stormglass::sim::reference {

using State = BreakerState::State;

/// Open, or with all its probes out.
bool Interpreter::isRefused(const Work& work) const {
    const CircuitBreaker& rule = handlerOf(work).circuitBreaker;
    const BreakerState& breaker = m_handlers[work.handler].breaker;
    return (breaker.state == State::open && m_now < breaker.openUntil) ||
           (breaker.state == State::halfOpen && breaker.probesOut + breaker.probesPassed >= rule.probes);
}

bool Interpreter::admits(Work& work) {
    const CircuitBreaker& rule = handlerOf(work).circuitBreaker;
    BreakerState& breaker = m_handlers[work.handler].breaker;
    if (breaker.state == State::closed) {
        return true;
    }
    if (breaker.state == State::open) {
        if (m_now < breaker.openUntil) {
            return false;
        }
        breaker.state = State::halfOpen;
        breaker.probesOut = breaker.probesPassed = 0;
    }
    if (breaker.probesOut + breaker.probesPassed >= rule.probes) {
        return false;
    }
    ++breaker.probesOut;
    work.isProbe = true;
    return true;
}

void Interpreter::tellBreaker(Work& work, bool succeeded) {
    const CircuitBreaker& rule = handlerOf(work).circuitBreaker;
    HandlerState& state = m_handlers[work.handler];
    BreakerState& breaker = state.breaker;
    const bool isProbe = std::exchange(work.isProbe, false);
    if (breaker.state == State::halfOpen && isProbe) {
        --breaker.probesOut;
        if (!succeeded) {
            openBreaker(work.handler);
        } else if (++breaker.probesPassed >= rule.probes) {
            breaker = BreakerState{};
            m_story.handlers[work.handler].circuitOpen.set(m_now, 0);
        }
        return;
    }
    if (breaker.state != State::closed) {
        return;
    }
    breaker.inRow = succeeded ? 0 : breaker.inRow + 1;
    breaker.calls.emplace_back(m_now, !succeeded);
    const auto first = std::find_if(breaker.calls.begin(), breaker.calls.end(),
                                    [&](const auto& call) { return call.first > m_now - rule.window; });
    breaker.calls.erase(breaker.calls.begin(), rule.window > 0 ? first : breaker.calls.end());
    const auto failed =
        std::count_if(breaker.calls.begin(), breaker.calls.end(), [](const auto& call) { return call.second; });
    const bool tooMany = rule.window > 0 && breaker.calls.size() >= rule.minCalls &&
                         static_cast<double>(failed) >= rule.threshold * static_cast<double>(breaker.calls.size());
    if ((rule.consecutive > 0 && breaker.inRow >= rule.consecutive) || tooMany) {
        ++m_story.handlers[work.handler].circuitOpened;
        m_story.handlers[work.handler].circuitOpen.set(m_now, 1);
        openBreaker(work.handler);
    }
}

void Interpreter::openBreaker(Index handler) {
    m_handlers[handler].breaker = BreakerState{};
    m_handlers[handler].breaker.state = State::open;
    m_handlers[handler].breaker.openUntil = m_now + m_network.handlers[handler].circuitBreaker.openFor;
}

/// A probe that ends without an attempt gives its place to another.
void Interpreter::forgetProbe(Work& work) {
    BreakerState& breaker = m_handlers[work.handler].breaker;
    if (std::exchange(work.isProbe, false) && breaker.state == State::halfOpen && breaker.probesOut > 0) {
        --breaker.probesOut;
    }
}

/// The message stands aside while copies of it are tried.
void Interpreter::hedge(const WorkPtr& work) {
    const auto hedging = std::make_shared<Hedging>();
    hedging->owner = work;
    work->hedging = hedging;
    work->stage = Stage::hedging;
    stopPatience(*work);
    if (work->channel != kNone) {
        handOver(work);
    }
    uncountQueued(*work);
    launchCopy(hedging);
}

void Interpreter::launchCopy(const std::shared_ptr<Hedging>& hedging) {
    const Hedge& rule = handlerOf(*hedging->owner).hedge;
    while (hedging->owner && hedging->launched < rule.copies) {
        ++hedging->launched;
        if (hedging->launched < rule.copies && rule.after > 0) {
            hedging->next = in(rule.after, [this, hedging] {
                hedging->next.reset();
                launchCopy(hedging);
            });
        }
        const auto copy = std::make_shared<Work>();
        const Work& owner = *hedging->owner;
        copy->message = owner.message;
        copy->handler = owner.handler;
        copy->service = owner.service;
        copy->thread = owner.thread;
        copy->emitted = owner.emitted;
        copy->arrived = copy->since = m_now;
        copy->attempt = owner.attempt;
        copy->hasArrived = true;
        copy->isFromChannel = owner.channel != kNone;
        copy->isCopy = true;
        copy->isSilent = owner.isSilent;
        copy->hedging = hedging;
        passHandler(copy);
        if (rule.after > 0) {
            return;
        }
    }
}

/// The first success is the message's own; it fails when all have.
void Interpreter::copyEnds(const WorkPtr& copy, Outcome outcome) {
    const std::shared_ptr<Hedging> hedging = copy->hedging;
    copy->stage = Stage::over;
    hedging->failed += outcome == Outcome::success ? 0U : 1U;
    if (!hedging->owner || (outcome != Outcome::success && hedging->failed < handlerOf(*hedging->owner).hedge.copies)) {
        dropFrame(*copy);
        return;
    }
    const WorkPtr owner = std::exchange(hedging->owner, nullptr);
    cancel(hedging->next);
    owner->hedging = nullptr;
    owner->waited += copy->waited;
    owner->handled += copy->handled;
    if (outcome == Outcome::success) {
        owner->frame = std::exchange(copy->frame, nullptr); // what it would send
    }
    if (outcome != Outcome::success && outcome != Outcome::failure && outcome != Outcome::timeout) {
        if (owner->channel != kNone) {
            leaveChannel(owner, outcome);
        }
        finish(owner, outcome);
    } else if (settle(owner, outcome)) {
        succeed(owner);
    }
}

void Interpreter::join(const WorkPtr& work) {
    const JoinRule& rule = handlerOf(*work).join;
    stopPatience(*work);
    bool isListed =
        rule.kind == JoinKind::each && (work->message == rule.eachMessage || work->message == rule.asManyAs);
    for (Index i = rule.messages.first; rule.kind != JoinKind::each && i < rule.messages.end(); ++i) {
        isListed = isListed || m_network.messageRefs[i] == work->message;
    }
    if (!isListed) {
        work->isJoined = true; // handled like any other
        offer(work);
        return;
    }
    const std::pair<bool, Key> id = rule.byKey
                                        ? std::pair{false, work->thread.key}
                                        : std::pair{true, Key{.isOwn = true, .value = work->thread.instance->number}};
    Join& join = m_handlers[work->handler].joins[id];
    const bool isTaken = work->origin && std::exchange(work->origin->isJoined, true); // one of it and its duplicates is
    if (isTaken || join.isOver || (rule.kind != JoinKind::each && join.kinds.contains(work->message))) {
        finishQuietly(work); // needed no more
        return;
    }
    if (!std::exchange(join.hasBegun, true)) {
        join.begun = m_now;
        if (rule.timeout != kNever) {
            join.timeout = in(rule.timeout, [this, handler = work->handler, id] { joinTimedOut(handler, id); });
        }
    }
    join.kinds.insert(work->message);
    join.count += work->message == rule.eachMessage ? 1U : 0U;
    if (!isComplete(rule, join, *work->thread.instance)) {
        uncountQueued(*work);
        work->stage = Stage::held;
        join.held.push_back(work);
        if (work->channel != kNone) {
            handOver(work);
            cancel(work->visibility);
            if (m_network.channels[work->channel].topic) {
                work->isDetached = true;
                --partitionOf(*work).inWork;
                advance(partitionOf(*work));
            }
        }
        return;
    }
    storyOf(*work).joining.record(m_now - join.begun);
    cancel(join.timeout);
    std::vector<WorkPtr> held = std::exchange(join.held, {});
    if (rule.byKey) {
        m_handlers[work->handler].joins.erase(id); // it starts anew
    } else {
        join.isOver = true;
    }
    for (auto at = held.rbegin(); at != held.rend(); ++at) {
        finishQuietly(*at);
    }
    work->isJoined = true;
    offer(work);
}

bool Interpreter::isComplete(const JoinRule& rule, const Join& join, const Instance& instance) const {
    switch (rule.kind) {
    case JoinKind::none:
    case JoinKind::any:
        return true;
    case JoinKind::all:
        return join.kinds.size() >= rule.messages.count;
    case JoinKind::atLeast:
        return join.kinds.size() >= rule.atLeast;
    case JoinKind::each: {
        const auto emitted = instance.emissions.find(rule.asManyAs);
        return emitted != instance.emissions.end() && join.count >= emitted->second;
    }
    }
    return false;
}

/// Those held expire; the flows on timeout fire once, for the last of them.
void Interpreter::joinTimedOut(Index handler, std::pair<bool, Key> id) {
    Join& join = m_handlers[handler].joins[id];
    join.timeout.reset();
    const std::vector<WorkPtr> held = std::exchange(join.held, {});
    if (m_network.handlers[handler].join.byKey) {
        m_handlers[handler].joins.erase(id);
    } else {
        join.isOver = true;
    }
    for (auto at = held.rbegin(); at != held.rend(); ++at) {
        const WorkPtr& work = *at;
        if (work->channel != kNone) {
            leaveChannel(work, Outcome::expired);
        }
        work->stage = Stage::over;
        ++storyOf(*work).flow.expired;
        ++m_story.messages[work->message].expired;
        if (work->call) {
            calleeEnds(std::exchange(work->call, nullptr), Outcome::timeout);
        }
        if (at == held.rbegin() && !work->isSilent) {
            soon([this, work] { fire(handlerOf(*work).flows, Outcome::timeout, work->message, causeOf(*work)); });
        }
    }
}

} // namespace stormglass::sim::reference
