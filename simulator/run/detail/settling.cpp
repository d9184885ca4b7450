// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/detail/settling.hpp"

#include "simulator/statistics/moments.hpp"
#include "simulator/statistics/mser.hpp"

#include <array>
#include <cmath>

namespace stormglass::sim {

namespace {

constexpr double kDiffers = 2.5;      ///< standard deviations of stretches of one length
constexpr std::size_t kStretches = 4; ///< fewer of them tell no spread
constexpr double kDriftErrors = 4;    ///< slope over its standard error
constexpr double kLeastDrift = 0.1;   ///< over the second half, of the mean

double meanOf(std::span<const double> values) noexcept {
    double sum = 0;
    for (const double x : values) {
        sum += x;
    }
    return sum / static_cast<double>(values.size());
}

/// Whether the first `cells` differ from stretches of that length that come later.
bool differs(std::span<const double> series, std::size_t cells) {
    Moments later;
    for (std::size_t from = cells; from + cells <= series.size(); from += cells) {
        later.record(meanOf(series.subspan(from, cells)));
    }
    return later.count() < kStretches || std::abs(meanOf(series.first(cells)) - later.mean()) > kDiffers * later.sd();
}

/// A line through the means of the eighths of the second half.
bool drifts(std::span<const double> series) {
    constexpr std::size_t kParts = 8;
    const std::span<const double> half = series.subspan(series.size() / 2);
    const std::size_t length = half.size() / kParts;
    if (length == 0) {
        return false;
    }
    const auto place = [](std::size_t part) { return static_cast<double>(part) - (kParts - 1) / 2.0; };
    std::array<double, kParts> means{};
    double mean = 0;
    double xx = 0;
    double xy = 0;
    for (std::size_t part = 0; part < kParts; ++part) {
        means[part] = meanOf(half.subspan(part * length, length));
        mean += means[part] / kParts;
        xx += place(part) * place(part);
        xy += place(part) * means[part];
    }
    const double slope = xy / xx;
    double rest = 0;
    for (std::size_t part = 0; part < kParts; ++part) {
        const double distance = means[part] - mean - slope * place(part);
        rest += distance * distance;
    }
    const double error = std::sqrt(rest / (kParts - 2) / xx);
    return std::abs(slope) > kDriftErrors * error && std::abs(slope) * kParts > kLeastDrift * std::abs(mean);
}

} // namespace

Settling findSettling(std::span<const double> series) {
    const WarmUpCut cut = mser5(series);
    if (cut.atCap) {
        return {.cells = cut.cells, .settled = !drifts(series)};
    }
    return {.cells = cut.cells > 0 && differs(series, cut.cells) ? cut.cells : 0, .settled = true};
}

} // namespace stormglass::sim
