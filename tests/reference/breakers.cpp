// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/interpreter.hpp"

#include <algorithm>

/// Circuit breakers.
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

} // namespace stormglass::sim::reference
