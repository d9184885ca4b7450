// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace stormglass::sim {

/// P(X <= x) of a gamma distribution of scale 1 (the regularised lower incomplete gamma function). Any `x`; shape > 0.
/// Never throws: what cannot be represented gives a number all the same.
[[nodiscard]] double gammaUpTo(double shape, double x) noexcept;

/// P(X > x) of it, without the cancellation of 1 - P(X <= x).
[[nodiscard]] double gammaBeyond(double shape, double x) noexcept;

} // namespace stormglass::sim
