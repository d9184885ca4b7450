// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/interpreter.hpp"

#include <algorithm>

/// What stands before a line, in this order: a full receiver that blocks, a breaker, a waitFor, a hedge, a handler that
/// is down, a rate limit, a batch. A key is looked at by the workers.
namespace stormglass::sim::reference {

void Interpreter::offerInside(const WorkPtr& work) {
    const Handler& handler = handlerOf(*work);
    if (handler.patience.present()) {
        startPatience(work);
    }
    if (handler.circuitBreaker.present && !admits(*work)) {
        giveUp(work, Outcome::rejected);
        return;
    }
    if (handler.join.kind != JoinKind::none && !work->isJoined) {
        join(work);
        return;
    }
    if (handler.hedge.copies > 1 && !work->isCopy) {
        hedge(work);
        return;
    }
    passHandler(work);
}

void Interpreter::passHandler(const WorkPtr& work) {
    if (work->order == 0) {
        work->order = ++m_order; // it is deliverable, whatever it still waits for
    }
    passTokens(work);
}

/// The bucket fills continuously.
void Interpreter::fill(Index handler) {
    const RateLimit& rule = m_network.handlers[handler].rateLimit;
    HandlerState& state = m_handlers[handler];
    state.tokens = std::min(rule.burst, state.tokens + (m_now - state.filledAt) * rule.rate);
    state.filledAt = m_now;
}

/// Whether who comes now gets a token at once. Rounding must not make one late.
bool Interpreter::hasToken(Index handler) {
    constexpr double kWhole = 1 - 1e-9;
    fill(handler);
    return m_handlers[handler].forToken.empty() && m_handlers[handler].tokens >= kWhole;
}

/// Those who wait for a token go in order.
void Interpreter::passTokens(const WorkPtr& work) {
    const RateLimit& rule = handlerOf(*work).rateLimit;
    HandlerState& state = m_handlers[work->handler];
    if (rule.rate <= 0) {
        passLimiter(work);
    } else if (hasToken(work->handler)) {
        state.tokens = std::max(0.0, state.tokens - 1);
        passLimiter(work);
    } else if (rule.rejects) {
        giveUp(work, Outcome::rejected);
    } else if (mayWait(work)) {
        work->place = Place::tokens;
        state.forToken.push_back(work);
        awaitToken(work->handler);
    }
}

void Interpreter::awaitToken(Index handler) {
    HandlerState& state = m_handlers[handler];
    if (!state.token) {
        fill(handler);
        const double missing = std::max(0.0, 1 - state.tokens);
        state.token = in(missing / m_network.handlers[handler].rateLimit.rate, [this, handler] { tokenCame(handler); });
    }
}

/// Those before the doors look again too.
void Interpreter::tokenCame(Index handler) {
    HandlerState& state = m_handlers[handler];
    state.token.reset();
    state.filledAt = m_now;
    state.tokens = state.forToken.empty() ? 1 : 0;
    if (!state.forToken.empty()) {
        const WorkPtr next = state.forToken.front();
        state.forToken.pop_front();
        next->place = Place::nowhere;
        if (!state.forToken.empty()) {
            awaitToken(handler);
        }
        passLimiter(next);
    }
    openDoors(m_network.handlers[handler].service);
}

void Interpreter::passLimiter(const WorkPtr& work) {
    if (handlerOf(*work).batch.present && handlerOf(*work).batch.linger > 0 && !isOfTopic(*work)) {
        gather(work);
    } else {
        enqueue(work);
    }
}

} // namespace stormglass::sim::reference
