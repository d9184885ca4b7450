// SPDX-License-Identifier: Apache-2.0
#include "simulator/statistics/correlation.hpp"

#include <cmath>

namespace stormglass::sim {

namespace {

constexpr double kOneSidedAtTwentyPercent = 0.8416; ///< of the standard normal

} // namespace

bool looksUncorrelated(std::span<const std::vector<double>> runs) {
    double n = 0;
    double sum = 0;
    for (const auto& run : runs) {
        for (const double x : run) {
            sum += x;
            ++n;
        }
    }
    const double mean = sum / n;
    double squares = 0;
    double products = 0;
    double pairs = 0;
    for (const auto& run : runs) {
        for (std::size_t i = 0; i < run.size(); ++i) {
            squares += (run[i] - mean) * (run[i] - mean);
            if (i > 0) {
                products += (run[i] - mean) * (run[i - 1] - mean);
                ++pairs;
            }
        }
    }
    if (pairs < 3 || squares <= 0) {
        return true;
    }
    // The lag-1 correlation of independent values has mean -1/n (the price of the estimated mean) and variance 1/n.
    const double correlation = products / pairs / (squares / n);
    return (correlation + 1 / n) * std::sqrt(pairs) <= kOneSidedAtTwentyPercent;
}

} // namespace stormglass::sim
