// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/math/distributions/chi_squared.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace stormglass::test {

/// Kolmogorov-Smirnov distance of a sample to a cumulative distribution, times sqrt(n).
template <class Cdf> double kolmogorovDistance(std::vector<double> sample, Cdf cdf) {
    std::ranges::sort(sample);
    const auto n = static_cast<double>(sample.size());
    double distance = 0;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        const double p = cdf(sample[i]);
        distance = std::max(
            {distance, std::abs(p - static_cast<double>(i) / n), std::abs(static_cast<double>(i + 1) / n - p)});
    }
    return distance * std::sqrt(n);
}

/// Exceeded with probability 0.001 by kolmogorovDistance when the sample is of that distribution (asymptotic law).
inline constexpr double kKolmogorovAtOnePerMille = 1.9495;

/// Probability of a chi-square statistic at least as large as that of `observed` against `expected` counts.
inline double chiSquareTail(const std::vector<double>& observed, const std::vector<double>& expected) {
    double statistic = 0;
    for (std::size_t i = 0; i < observed.size(); ++i) {
        statistic += (observed[i] - expected[i]) * (observed[i] - expected[i]) / expected[i];
    }
    const boost::math::chi_squared law(static_cast<double>(observed.size() - 1));
    return boost::math::cdf(boost::math::complement(law, statistic));
}

} // namespace stormglass::test
