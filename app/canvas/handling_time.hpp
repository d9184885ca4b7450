// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/value.hpp"

#include <optional>

namespace stormglass::app::canvas {

/// Mean [s] of a distribution in the text form's shape; nothing if it has none (a Pareto with shape up to 1) or is
/// none.
[[nodiscard]] std::optional<double> meanOf(const model::Value& distribution);

/// The same shape stretched so that its mean is `mean` [s], at least 0: sd, ends and quantiles keep their proportion to
/// it. What has no mean above 0 to stretch becomes exponential.
[[nodiscard]] model::Value withMean(const model::Value& distribution, double mean);

} // namespace stormglass::app::canvas
