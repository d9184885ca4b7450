// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/journeys/order_statistics.hpp"

#include "simulator/random/incomplete_gamma.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kLeastShape = 1e-3; ///< of a gamma distribution: beyond, nearly all of it is nought
constexpr double kEndless = 1e100;   ///< seconds, whose square can be represented

/// P(X <= t).
double arrived(const Spread& time, double t) {
    if (time.mean <= 0 || time.variance <= 1e-6 * time.mean * time.mean) {
        return t >= time.mean ? 1 : 0;
    }
    const double shape = std::max(time.mean * time.mean / time.variance, kLeastShape);
    const double scaled = t * time.mean / time.variance;
    return std::abs(shape - 1) < 1e-6 ? -std::expm1(-scaled) : gammaUpTo(shape, scaled);
}

/// P(fewer than `wanted` of them are there at t).
double tooFew(const std::vector<Spread>& times, std::size_t wanted, double t, std::vector<double>& exactly) {
    exactly.assign(wanted, 0.0);
    exactly[0] = 1;
    for (const Spread& time : times) {
        const double there = arrived(time, t);
        for (std::size_t n = wanted; n-- > 0;) {
            exactly[n] = exactly[n] * (1 - there) + (n > 0 ? exactly[n - 1] * there : 0);
        }
    }
    double sum = 0;
    for (const double chance : exactly) {
        sum += chance;
    }
    return sum;
}

} // namespace

Spread orderStatistic(std::vector<Spread> times, std::size_t wanted) {
    if (times.empty() || wanted == 0) {
        return {};
    }
    wanted = std::min(wanted, times.size());
    if (times.size() == 1) {
        return times.front();
    }
    double longest = 0;
    for (Spread& time : times) {
        if (!(time.mean < kEndless)) {
            return {std::numeric_limits<double>::infinity(), 0};
        }
        time.variance = std::min(time.variance, time.mean * time.mean / kLeastShape); // heavy tails have none
        longest = std::max(longest, time.mean + (12 + std::log(static_cast<double>(times.size()))) *
                                                    std::sqrt(std::max(time.variance, 0.0)));
    }
    if (longest <= 0) {
        return {};
    }
    // Simpson's rule after t = longest·u², which puts more points where most of the times are.
    constexpr int kSteps = 200;
    double first = 0;
    double second = 0;
    std::vector<double> exactly;
    for (int i = 0; i <= kSteps; ++i) {
        const double u = static_cast<double>(i) / kSteps;
        const double t = longest * u * u;
        const double weight = (i == 0 || i == kSteps ? 1.0 : i % 2 == 1 ? 4.0 : 2.0) / (3.0 * kSteps);
        const double missing = tooFew(times, wanted, t, exactly) * 2 * longest * u;
        first += weight * missing;
        second += weight * missing * 2 * t;
    }
    return {first, std::max(second - first * first, 0.0)};
}

} // namespace stormglass::sim::forecasting
