// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

namespace stormglass::sim {

/// Whether a content that was sampled at equal steps from the start on still grows linearly at the end: over the last
/// half a straight line explains it, it has come far, and it rises in proportion to time (log-log slope near 1).
/// Filling from empty bends (even at load 1 it goes as the square root of time); a spike or backlog falls again.
[[nodiscard]] bool growsLinearly(std::span<const double> content);

} // namespace stormglass::sim
