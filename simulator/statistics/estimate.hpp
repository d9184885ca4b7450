// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <limits>
#include <optional>

namespace stormglass::sim {

/// A simulated figure with its 95 % confidence interval. Three shapes: an estimate (value, low, high); a value whose
/// spread cannot be told (one replication: low and high are NaN); a withheld figure (value NaN), when too little was
/// observed to be honest about it.
struct Estimate {
    double value = std::numeric_limits<double>::quiet_NaN();
    double low = std::numeric_limits<double>::quiet_NaN();
    double high = std::numeric_limits<double>::quiet_NaN();
    double standardError = std::numeric_limits<double>::quiet_NaN();
    std::optional<double> needs; ///< withheld: the `duration` [s] at which it can be expected to be shown

    [[nodiscard]] bool withheld() const noexcept { return std::isnan(value); }

    [[nodiscard]] bool hasInterval() const noexcept { return !std::isnan(low) && !std::isnan(high); }

    [[nodiscard]] double halfWidth() const noexcept { return (high - low) / 2; }

    /// A figure known without error.
    [[nodiscard]] static Estimate exactly(double value) noexcept { return {value, value, value, 0, {}}; }

    [[nodiscard]] static Estimate withheldUntil(double duration) noexcept {
        Estimate estimate;
        estimate.needs = duration;
        return estimate;
    }
};

} // namespace stormglass::sim
