// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/value.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace stormglass::app {

/// What a person wants to see of a distribution: its mean, its 99th percentile, and what it looks like.
struct DistributionShape {
    double mean = 0;                                ///< infinite where there is none
    double p99 = 0;                                 ///< smallest x with P(X <= x) >= 0.99
    std::vector<std::pair<double, double>> outline; ///< x from 0 to beyond p99, density scaled to a highest value of 1
};

/// The shape of a distribution as the text form writes it ({"lognormal": {"mean": .., "sd": ..}}), by its formulas, not
/// by drawing from it. Nothing if it isn't a legal one.
[[nodiscard]] std::optional<DistributionShape> shapeOf(const model::Value& distribution);

} // namespace stormglass::app
