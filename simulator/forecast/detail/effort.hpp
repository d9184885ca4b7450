// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network.hpp"
#include "simulator/forecast/detail/lanes.hpp"
#include "simulator/forecast/detail/tails.hpp"

namespace stormglass::sim::forecasting {

/// Mean of a Variate in its own unit; `absent` where it is absent.
[[nodiscard]] double meanOf(const Network& network, const Variate& variate, double absent = 0);
/// Squared coefficient of variation of a Variate; 0 where it is absent.
[[nodiscard]] double scvOf(const Network& network, const Variate& variate);

/// a × b, where nothing at all of something without end is nothing (heavy tails have infinite means).
[[nodiscard]] constexpr double times(double a, double b) noexcept {
    return a == 0 || b == 0 ? 0 : a * b;
}

/// a / b, where a share of nothing is nothing.
[[nodiscard]] constexpr double quotient(double a, double b) noexcept {
    return b > 0 ? a / b : 0;
}

/// What one attempt at a message asks of a worker.
struct Effort {
    double mean = 0;         ///< seconds at a worker, sync calls not included
    double scv = 1;          ///< variance / mean²
    bool exponential = true; ///< exactly
    double failure = 0;      ///< probability, timeouts not included
    double timeout = 0;      ///< probability that the handler's own `timeout` cuts it
    double uncut = 0;        ///< mean seconds of those that no timeout cuts
    double copies = 1;       ///< started for it, where it is hedged
    double first = 0;        ///< mean seconds until the first of them has succeeded
};

/// Class number `kind` of an instance: kNoClass for one without.
[[nodiscard]] constexpr ClassMask classBit(Index kind) noexcept {
    return ClassMask{1} << kind;
}

/// Rules of `per` count, class before message; event sourcing adds the mean replay.
[[nodiscard]] Effort effortOf(const Network& network, const Lane& lane, Index kind);

/// The handling time that `effortOf` sums up, before its timeout cuts it.
[[nodiscard]] RandomTime timeOfAttempt(const Network& network, const Lane& lane, Index kind);

/// Priority of a lane's messages of one class.
[[nodiscard]] double priorityOf(const Network& network, const Lane& lane, Index kind);

/// Mean backoff after the `failures`-th failure in a row, with multiplier, cap and jitter.
[[nodiscard]] double backoffAfter(const Network& network, const Retry& retry, double failures);

} // namespace stormglass::sim::forecasting
