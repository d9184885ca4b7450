// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/circuits.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kNever = 1e15; ///< calls until a rule that is never met
constexpr int kLastCalls = 4;
constexpr int kMostCalls = 400; ///< that a window is taken to hold

/// Mean calls until so many fail in a row.
double callsUntilRun(double failure, double length) {
    const double run = std::pow(failure, length);
    return failure >= 1 ? length : run > 0 ? (1 - run) / ((1 - failure) * run) : kNever;
}

/// Mean calls until the failed share reaches the threshold, with at least `minCalls` and at most as many as come within
/// a window. The chain of failures call by call; beyond the window each call is as likely to open as the last one was.
double callsUntilShare(const CircuitBreaker& breaker, double failure, double rate) {
    const int most = static_cast<int>(std::clamp(rate * breaker.window, 1.0, double{kMostCalls}));
    const int least = static_cast<int>(std::min<double>(breaker.minCalls, kMostCalls));
    if (most < least) {
        return kNever; // the window never holds as many, bunches aside
    }
    std::vector<double> chance(static_cast<std::size_t>(most) + 2, 0.0); // by failures so far, still closed
    chance[0] = 1;
    double closed = 1;
    double calls = 0;
    std::vector<double> after{1}; // still closed after so many calls
    for (int n = 1; n <= most; ++n) {
        calls += closed;
        for (int k = n; k >= 0; --k) {
            const auto at = static_cast<std::size_t>(k);
            chance[at] = chance[at] * (1 - failure) + (k > 0 ? chance[at - 1] * failure : 0);
        }
        closed = 0;
        for (int k = 0; k <= n; ++k) {
            double& stays = chance[static_cast<std::size_t>(k)];
            stays = n >= least && k >= breaker.threshold * n ? 0 : stays;
            closed += stays;
        }
        after.push_back(closed);
    }
    // By the last calls together: a share is reached at some numbers of calls only.
    const auto last = static_cast<std::size_t>(std::min(most, kLastCalls));
    const double before = after[after.size() - 1 - last];
    const double opens = before > 0 ? (1 - closed / before) / static_cast<double>(last) : 1;
    return closed <= 0 ? calls : opens > 0 ? calls + closed / opens : kNever;
}

} // namespace

double shareFoundOpen(const CircuitBreaker& breaker, double failure, double rate, double response) {
    if (!breaker.present || failure <= 0 || rate <= 0) {
        return 0;
    }
    double closed = breaker.consecutive > 0 ? callsUntilRun(failure, breaker.consecutive) : kNever;
    if (breaker.window > 0) {
        closed = std::min(closed, callsUntilShare(breaker, failure, rate));
    }
    const double within = std::isfinite(response) ? rate * response : 0;
    const double probes = std::max(1.0, static_cast<double>(breaker.probes));
    const double allWell = std::max(std::pow(1 - failure, probes), 1e-12);
    const double probed = (1 - std::pow(1 - failure, probes)) / failure; // until the first that fails
    const double rounds = 1 / allWell;
    const double turnedAway = rounds * (rate * breaker.openFor + probed * within / probes);
    const double let = closed + within + rounds * probed;
    return turnedAway / (turnedAway + let);
}

} // namespace stormglass::sim::forecasting
