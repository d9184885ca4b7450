// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/model.hpp"

#include <vector>

namespace stormglass::sim::forecasting {

/// Whether anything is sent in numbers: `count`, `batch`.
[[nodiscard]] bool hasBunches(const Network& network);

/// Bunches go on beyond the place they come to first, as fast as that handles them: where the next place is slower, its
/// messages wait for each other again. Adds to `ahead` and `copiesAhead` of lanes, in seconds of work × rate.
void carryBunches(Model& model, const std::vector<Index>& laneOrder);

} // namespace stormglass::sim::forecasting
