// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace stormglass::sim {

inline constexpr double kConfidence = 0.95;

/// Half-width of a two-sided interval in standard errors: Student's t with `degrees` (>= 1) of freedom.
[[nodiscard]] double studentT(double degrees, double confidence = kConfidence);

/// Quantile of the standard normal distribution.
[[nodiscard]] double normalQuantile(double probability);

} // namespace stormglass::sim
