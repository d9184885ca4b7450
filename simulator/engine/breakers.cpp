// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

namespace stormglass::sim::detail {

/// A handler has one breaker, whichever service handles its queries. The first call after openFor is the probe,
/// `probes` at once; while they are out all others are refused.
bool Engine::breakerAdmits(Station& station, Delivery& delivery) {
    const CircuitBreaker& rule = station.spec->circuitBreaker;
    Breaker& breaker = station.extras->guards->breaker;
    if (breaker.state == Breaker::State::closed) {
        return true;
    }
    if (breaker.state == Breaker::State::open) {
        if (m_now < breaker.openUntil) {
            return false;
        }
        breaker.state = Breaker::State::halfOpen;
        breaker.probesOut = breaker.probesPassed = 0;
    }
    if (breaker.probesOut + breaker.probesPassed >= rule.probes) {
        return false;
    }
    ++breaker.probesOut;
    rareOf(delivery).probe = true;
    return true;
}

bool Engine::breakerRefuses(const Station& station) {
    const CircuitBreaker& rule = station.spec->circuitBreaker;
    if (!rule.present) {
        return false;
    }
    const Breaker& breaker = station.extras->guards->breaker;
    return (breaker.state == Breaker::State::open && m_now < breaker.openUntil) ||
           (breaker.state == Breaker::State::halfOpen && breaker.probesOut + breaker.probesPassed >= rule.probes);
}

void Engine::tellBreaker(Station& station, Delivery& delivery, bool succeeded) {
    const CircuitBreaker& rule = station.spec->circuitBreaker;
    Breaker& breaker = station.extras->guards->breaker;
    const bool probe = delivery.rare != kNone && m_rare[delivery.rare].probe;
    if (probe) {
        m_rare[delivery.rare].probe = false;
    }
    switch (breaker.state) {
    case Breaker::State::halfOpen:
        if (!probe) {
            return; // began before it opened
        }
        --breaker.probesOut;
        if (!succeeded) {
            openBreaker(station, false);
        } else if (++breaker.probesPassed >= rule.probes) {
            breaker.state = Breaker::State::closed;
            breaker.inRow = 0;
            breaker.window.clear();
            breaker.failedInWindow = 0;
            breaker.notClosed.set(sinceWindow(), 0);
        }
        return;
    case Breaker::State::open:
        return;
    case Breaker::State::closed:
        break;
    }
    breaker.inRow = succeeded ? 0 : breaker.inRow + 1;
    if (rule.consecutive > 0 && breaker.inRow >= rule.consecutive) {
        openBreaker(station, true);
        return;
    }
    if (rule.window > 0) {
        while (!breaker.window.empty() && breaker.window.front().at <= m_now - rule.window) {
            breaker.failedInWindow -= breaker.window.front().failed ? 1U : 0U;
            breaker.window.pop_front();
        }
        breaker.window.push_back({.at = m_now, .failed = !succeeded});
        breaker.failedInWindow += succeeded ? 0U : 1U;
        const auto calls = static_cast<double>(breaker.window.size());
        if (calls >= rule.minCalls && breaker.failedInWindow >= rule.threshold * calls) {
            openBreaker(station, true);
        }
    }
}

void Engine::openBreaker(Station& station, bool wasClosed) {
    Breaker& breaker = station.extras->guards->breaker;
    breaker.state = Breaker::State::open;
    breaker.openUntil = m_now + station.spec->circuitBreaker.openFor;
    breaker.inRow = 0;
    breaker.window.clear();
    breaker.failedInWindow = 0;
    if (wasClosed) {
        ++station.extras->guards->circuitOpened;
        breaker.notClosed.set(sinceWindow(), 1);
    }
}

/// A probe that ends without an attempt gives its place to another.
void Engine::forgetProbe(Station& station, Delivery& delivery) {
    if (delivery.rare == kNone || !m_rare[delivery.rare].probe) {
        return;
    }
    m_rare[delivery.rare].probe = false;
    Breaker& breaker = station.extras->guards->breaker;
    if (breaker.state == Breaker::State::halfOpen && breaker.probesOut > 0) {
        --breaker.probesOut;
    }
}

} // namespace stormglass::sim::detail
