// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/detail/settling.hpp"

#include "simulator/statistics/moments.hpp"
#include "simulator/statistics/mser.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace stormglass::sim {

namespace {

constexpr double kTooLow = 2.5;       ///< standard errors by which what is cut off lies below what comes later
constexpr double kTooHigh = 10;       ///< or above: a burst is high by nature, what fills from empty is not
constexpr std::size_t kStretches = 8; ///< later ones, to tell the spread
constexpr double kDriftErrors = 4;    ///< slope over its standard error
constexpr double kLeastDrift = 0.1;   ///< over the second half, of the mean

double meanOf(std::span<const double> values) noexcept {
    double sum = 0;
    for (const double x : values) {
        sum += x;
    }
    return sum / static_cast<double>(values.size());
}

/// Whether the first `cells` differ from what comes later, by the spread of stretches of their length, shorter ones if
/// there would be fewer than eight.
bool differs(std::span<const double> series, std::size_t cells) {
    const std::size_t length = std::min(cells, (series.size() - cells) / kStretches);
    if (length == 0) {
        return true;
    }
    Moments later;
    for (std::size_t from = cells; from + length <= series.size(); from += length) {
        later.record(meanOf(series.subspan(from, length)));
    }
    const double removed = static_cast<double>(cells) / static_cast<double>(length);
    const double error = later.sd() * std::sqrt(1 / removed + 1 / static_cast<double>(later.count()));
    const double distance = meanOf(series.first(cells)) - later.mean();
    return distance < -kTooLow * error || distance > kTooHigh * error;
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
    WarmUpCut cut = mser5(series);
    if (cut.atCap && drifts(series)) {
        return {.cells = cut.cells, .settled = false};
    }
    while (cut.cells > 0 && !differs(series, cut.cells)) {
        cut = mser5(series, cut.cells / 2);
    }
    return {.cells = cut.cells, .settled = true};
}

} // namespace stormglass::sim
