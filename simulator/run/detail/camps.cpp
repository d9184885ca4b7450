// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/detail/camps.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace stormglass::sim {

namespace {

constexpr std::size_t kLeastValues = 20;
constexpr double kLeastShare = 0.05;
constexpr double kLeastDistance = 4;  ///< Ashman's D; the halves of a normal sample lie 2.6 apart
constexpr double kMostBetween = 0.05; ///< share of values in the middle third of the gap

struct Group {
    double mean = 0;
    double variance = 0;
};

/// Of values [first, last) by running sums.
Group groupOf(const std::vector<double>& sums, const std::vector<double>& squares, std::size_t first,
              std::size_t last) {
    const auto n = static_cast<double>(last - first);
    const double mean = (sums[last] - sums[first]) / n;
    return {mean, std::max(0.0, (squares[last] - squares[first]) / n - mean * mean)};
}

} // namespace

std::optional<std::array<Camp, 2>> twoCamps(std::vector<double> values) {
    std::erase_if(values, [](double x) { return !std::isfinite(x); });
    const std::size_t n = values.size();
    if (n < kLeastValues) {
        return std::nullopt;
    }
    std::ranges::sort(values);
    std::vector<double> sums(n + 1);
    std::vector<double> squares(n + 1);
    for (std::size_t i = 0; i < n; ++i) {
        const double x = values[i] - values.front(); // shifted: differences of large numbers keep their digits
        sums[i + 1] = sums[i] + x;
        squares[i + 1] = squares[i] + x * x;
    }
    const auto margin = std::max<std::size_t>(2, static_cast<std::size_t>(kLeastShare * static_cast<double>(n)));
    double best = -1;
    std::size_t split = margin;
    for (std::size_t i = margin; i + margin <= n; ++i) {
        const double low = groupOf(sums, squares, 0, i).mean;
        const double high = groupOf(sums, squares, i, n).mean;
        const double between = static_cast<double>(i) * static_cast<double>(n - i) * (high - low) * (high - low);
        if (between > best) {
            best = between;
            split = i;
        }
    }
    const Group low = groupOf(sums, squares, 0, split);
    const Group high = groupOf(sums, squares, split, n);
    const double gap = high.mean - low.mean;
    const double spread = std::sqrt((low.variance + high.variance) / 2);
    if (!(gap > kLeastDistance * spread)) {
        return std::nullopt;
    }
    const double from = values.front() + low.mean + gap / 3;
    const double to = from + gap / 3;
    const auto between = std::ranges::count_if(values, [&](double x) { return x > from && x < to; });
    if (static_cast<double>(between) > kMostBetween * static_cast<double>(n)) {
        return std::nullopt;
    }
    const double share = static_cast<double>(split) / static_cast<double>(n);
    return std::array{Camp{share, values.front() + low.mean}, Camp{1 - share, values.front() + high.mean}};
}

} // namespace stormglass::sim
