// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

namespace stormglass::sim {

/// From where on a merged series can pass for stationary.
struct Settling {
    std::size_t cells = 0; ///< leave out so many of the first
    bool settled = true;   ///< false: it still drifts at the end, no cut will do
};

/// MSER-5 on a series that is already averaged over the runs, with two guards against taking noise for a warm-up. The
/// rule likes to cut off a burst that happens to come early, which biases what is left; so a cut only counts if what it
/// removes lies below what comes later by 2.5 standard errors, or above by ten: busy times are high by nature, and
/// what fills from empty is low. If it does not, shorter cuts are tried. And a cut at the cap, half the series, means
/// "not stationary" only if the second half drifts (slope above four standard errors and a tenth of the mean).
[[nodiscard]] Settling findSettling(std::span<const double> series);

} // namespace stormglass::sim
