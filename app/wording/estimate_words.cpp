// SPDX-License-Identifier: Apache-2.0
#include "app/wording/estimate_words.hpp"

#include "model/behaviour/units.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

namespace stormglass::wording {

namespace {

struct Scale {
    double factor; ///< shown number = value × factor
    std::string_view suffix;
};

Scale timeScale(double seconds) {
    const double size = std::abs(seconds);
    if (size < 1e-3 && size > 0) {
        return {1e6, " µs"};
    }
    if (size < 1 && size > 0) {
        return {1e3, " ms"};
    }
    if (size < 180) {
        return {1, " s"};
    }
    return size < 3 * 3600 ? Scale{1.0 / 60, " min"} : Scale{1.0 / 3600, " h"};
}

Scale scaleOf(double value, model::Unit unit) {
    switch (unit) {
    case model::Unit::seconds:
        return timeScale(value);
    case model::Unit::perSecond:
        return {1, "/s"};
    case model::Unit::probability:
        return {100, " %"};
    case model::Unit::none:
    case model::Unit::messages:
    case model::Unit::workers:
    case model::Unit::moneyPerHour:
    case model::Unit::boardUnits:
        return {1, ""};
    }
    return {1, ""};
}

/// Decimals that show two digits of the half-width, and of a figure without spread (or next to none) three in all. In
/// short: one digit of the half-width, unless it is a 1.
int decimalsFor(double value, double halfWidth, bool isShort) {
    const double guide = halfWidth > 0 ? halfWidth : std::abs(value) / 10;
    if (!(guide > 0)) {
        return 0;
    }
    const int magnitude = static_cast<int>(std::floor(std::log10(guide)));
    const bool isOneDigit = isShort && halfWidth > 0 && guide / std::pow(10, magnitude) >= 1.95;
    return std::clamp((isOneDigit ? 0 : 1) - magnitude, 0, 9);
}

/// Narrower than anybody reads: then it is noise of the last digits.
constexpr double kWorthSaying = 1e-6;

std::string words(const sim::Estimate& estimate, model::Unit unit, bool isShort) {
    if (estimate.withheld()) {
        return estimate.needs ? fmt::format("not yet: needs a duration of {}",
                                            model::formatQuantity(*estimate.needs, model::Unit::seconds))
                              : "nothing was observed";
    }
    const Scale scale = scaleOf(estimate.value, unit);
    const double value = estimate.value * scale.factor;
    const double width = estimate.hasInterval() ? estimate.halfWidth() * scale.factor : 0;
    const double halfWidth = width > std::abs(value) * kWorthSaying ? width : 0;
    const int decimals = decimalsFor(value, halfWidth, isShort);
    if (halfWidth > 0) {
        return fmt::format("{:.{}f} ± {:.{}f}{}", value, decimals, halfWidth, decimals, scale.suffix);
    }
    return fmt::format("{:.{}f}{}", value, decimals, scale.suffix);
}

} // namespace

std::string estimateWords(const sim::Estimate& estimate, model::Unit unit) {
    return words(estimate, unit, false);
}

std::string shortEstimateWords(const sim::Estimate& estimate, model::Unit unit) {
    return words(estimate, unit, true);
}

model::Unit unitOfMeasure(std::string_view measure) noexcept {
    constexpr std::array<std::string_view, 6> kShares{"busy", "blocked", "waited", "outOfOrder", "open", "unrecovered"};
    constexpr std::array<std::string_view, 10> kRates{"arrivals",     "throughput", "failures", "retries",
                                                      "deadLettered", "dropped",    "rejected", "expired",
                                                      "duplicates",   "opened"};
    constexpr std::array<std::string_view, 9> kCounts{"queue", "active",    "lag",      "depth",     "up",
                                                      "cost",  "batchSize", "replicas", "partitions"};
    const std::string_view first = measure.substr(0, measure.find('.'));
    const std::string_view last = measure.substr(measure.rfind('.') + 1);
    const auto isIn = [](const auto& words, std::string_view word) {
        return std::ranges::find(words, word) != words.end();
    };
    if (isIn(kShares, first) || isIn(kShares, last) || last == "staleAnswers") {
        return model::Unit::probability;
    }
    if (isIn(kRates, first) || isIn(kRates, last)) {
        return model::Unit::perSecond;
    }
    return isIn(kCounts, first) ? model::Unit::none : model::Unit::seconds;
}

} // namespace stormglass::wording
