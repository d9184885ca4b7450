// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/circuits.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kNever = 1e15; ///< calls until a rule that is never met
constexpr int kMostCalls = 400; ///< that a window is taken to hold

/// Mean calls until so many fail in a row.
double callsUntilRun(double failure, double length) {
    const double run = std::pow(failure, length);
    return failure >= 1 ? length : run > 0 ? (1 - run) / ((1 - failure) * run) : kNever;
}

/// Chances of 0, 1, ... calls within a time in which `mean` come on the average.
std::vector<double> poissonChances(double mean, std::size_t count) {
    std::vector<double> chances(count);
    double logOfFactorial = 0;
    for (std::size_t n = 0; n < count; ++n) {
        const double number = static_cast<double>(n);
        logOfFactorial += n > 0 ? std::log(number) : 0;
        chances[n] = std::exp(number * std::log(mean) - mean - logOfFactorial);
    }
    return chances;
}

/// Mean calls until the failed share reaches the threshold, with at least `minCalls` within a window. The chain of
/// failures call by call as the window fills; when it is full it opens as often as it would with as many calls as a
/// Poisson stream has in it. Where it seldom holds enough calls, one such time counts once.
double callsUntilShare(const CircuitBreaker& breaker, double failure, double rate) {
    const double within = std::clamp(rate * breaker.window, 1e-6, double{kMostCalls});
    const auto least = static_cast<std::size_t>(std::clamp<double>(breaker.minCalls, 1, kMostCalls));
    const auto full = static_cast<std::size_t>(std::max(within, 1.0));
    const auto most =
        static_cast<std::size_t>(std::max(within, 1.0 * static_cast<double>(least)) + 4 * std::sqrt(within)) + 2;
    std::vector<double> chance(most + 2, 0.0); // by failures so far, still closed
    chance[0] = 1;
    std::vector<double> closed{1}; // after so many calls
    std::vector<double> opens{0};  // the n-th call opens, if none before has
    for (std::size_t n = 1; n <= most; ++n) {
        for (std::size_t k = n + 1; k-- > 0;) {
            chance[k] = chance[k] * (1 - failure) + (k > 0 ? chance[k - 1] * failure : 0);
        }
        double stays = 0;
        for (std::size_t k = 0; k <= n; ++k) {
            const bool isTooMuch = n >= least && static_cast<double>(k) >= breaker.threshold * static_cast<double>(n);
            chance[k] = isTooMuch ? 0 : chance[k];
            stays += chance[k];
        }
        opens.push_back(closed.back() > 1e-12 ? 1 - stays / closed.back() : 1);
        closed.push_back(stays);
    }
    double calls = 0;
    for (std::size_t n = 0; n < full; ++n) {
        calls += closed[n];
    }
    const std::vector<double> numbers = poissonChances(within, most + 1);
    double each = 0;
    for (std::size_t n = least; n <= most; ++n) {
        each += numbers[n] * opens[n];
    }
    each *= within < static_cast<double>(least) ? 1 - within / static_cast<double>(least) * (1 - failure) : 1;
    return closed[full] <= 0 ? calls : each > 0 ? calls + closed[full] / each : kNever;
}

} // namespace

Circuit circuitOf(const CircuitBreaker& breaker, double failure, double rate, double response) {
    if (!breaker.present || failure <= 0 || rate <= 0) {
        return {};
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
    return {turnedAway / (turnedAway + let), closed / rate};
}

} // namespace stormglass::sim::forecasting
