// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <limits>
#include <span>

namespace stormglass::sim {

/// Where a series has settled.
struct WarmUpCut {
    std::size_t cells = 0; ///< leave out so many of the first
    bool atCap = false;    ///< the best cut is the longest allowed: it has not settled
};

/// MSER-5 (White 1997; Spratt 1998; Hoad, Robinson and Davies, J. Oper. Res. Soc. 61, 2010): means of five cells at a
/// time; cut where the estimated squared error of what is left, S²/n, is least; at most half is cut, or `most` cells if
/// that is less. `series` is already averaged over the runs: on short single runs the rule prefers to cut busy times
/// and is biased low.
[[nodiscard]] WarmUpCut mser5(std::span<const double> series,
                              std::size_t most = std::numeric_limits<std::size_t>::max());

} // namespace stormglass::sim
