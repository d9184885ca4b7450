// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network.hpp"

namespace stormglass::sim::forecasting {

/// A random time: a Variate of the network and a constant on top. Absent: that constant.
struct RandomTime {
    const Network* network = nullptr;
    Variate variate;
    double shift = 0; ///< seconds

    /// P(X > t).
    [[nodiscard]] double tail(double t) const;
};

/// Its tail has no jumps and no corners: integrals of it are as good as exact.
[[nodiscard]] bool isSmooth(const Network& network, const Variate& variate);

/// What is left of a time that is cut at `limit`.
struct CutTime {
    double cut = 0;    ///< P(X > limit)
    double mean = 0;   ///< E[min(X, limit)]
    double second = 0; ///< E[min(X, limit)²]

    /// E[X | X <= limit]; the limit where all are cut.
    [[nodiscard]] double meanOfUncut(double limit) const noexcept;
};

/// Integrals of the tail: E[min(X, a)] = ∫ P(X > t) dt, E[min(X, a)²] = ∫ 2t P(X > t) dt. Closed forms for exponential
/// and constant times.
[[nodiscard]] CutTime cutAt(const RandomTime& time, double limit);

/// The same of a gamma distribution of this mean and variance; an endless one is cut always.
[[nodiscard]] CutTime cutGamma(double mean, double variance, double limit);

/// The first success of copies that are started `after` seconds apart until one is there, each failing with `failure`
/// when it ends. It fails when all have.
struct FirstOfCopies {
    double mean = 0;    ///< seconds from the first start to the end
    double good = 0;    ///< mean seconds where one succeeds
    double started = 0; ///< mean number of copies
};

[[nodiscard]] FirstOfCopies firstOfCopies(const RandomTime& time, double mean, const Hedge& hedge, double failure);

/// Those who wait: a share of all, and their mean seconds, taken as exponential.
struct Waiters {
    double share = 0;
    double seconds = 0;
};

/// Mean number of copies that are started, where each may have to wait as well.
[[nodiscard]] double startedCopies(const RandomTime& time, const Hedge& hedge, double failure, const Waiters& waiters);

} // namespace stormglass::sim::forecasting
