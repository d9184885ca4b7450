// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

namespace stormglass::sim {

/// Whether values that stand in order of time can pass for uncorrelated: von Neumann's ratio of the mean square
/// successive difference to the variance (Ann. Math. Stat. 12, 1941), one-sided against positive correlation at the
/// 20 % level (a needless doubling only widens an interval, a missed correlation makes it a lie). Each row is one run;
/// differences are taken within rows only, the mean over all.
[[nodiscard]] bool looksUncorrelated(std::span<const std::vector<double>> runs);

} // namespace stormglass::sim
