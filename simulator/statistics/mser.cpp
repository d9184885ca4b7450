// SPDX-License-Identifier: Apache-2.0
#include "simulator/statistics/mser.hpp"

#include <algorithm>
#include <limits>
#include <vector>

namespace stormglass::sim {

namespace {

constexpr std::size_t kCellsPerBatch = 5;

std::vector<double> meansOfFive(std::span<const double> series) {
    std::vector<double> means(series.size() / kCellsPerBatch);
    for (std::size_t i = 0; i < means.size(); ++i) {
        for (std::size_t j = 0; j < kCellsPerBatch; ++j) {
            means[i] += series[i * kCellsPerBatch + j] / static_cast<double>(kCellsPerBatch);
        }
    }
    return means;
}

} // namespace

WarmUpCut mser5(std::span<const double> series, std::size_t most) {
    const std::vector<double> means = meansOfFive(series);
    const std::size_t cap = std::min(means.size() / 2, most / kCellsPerBatch);
    double best = std::numeric_limits<double>::infinity();
    std::size_t cut = 0;
    double mean = 0;
    double squares = 0; // about the mean: Welford's update, from the end backwards
    for (std::size_t i = means.size(); i-- > 0;) {
        const auto n = static_cast<double>(means.size() - i);
        const double step = means[i] - mean;
        mean += step / n;
        squares += step * (means[i] - mean);
        if (i <= cap && squares / (n * n) <= best) { // of equal cuts the earliest
            best = squares / (n * n);
            cut = i;
        }
    }
    return {.cells = cut * kCellsPerBatch, .atCap = cap > 0 && cut == cap};
}

} // namespace stormglass::sim
