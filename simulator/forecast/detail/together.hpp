// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/model.hpp"

#include <vector>

namespace stormglass::sim::forecasting {

/// What comes to a service at the same instant: followers of one event, messages of one handling, copies by `count`,
/// batches of a source. Fills `ahead` and `copiesAhead` of lanes and `ahead` of stations from present rates and holds.
void findTogether(Model& model, const std::vector<Index>& laneOrder);

} // namespace stormglass::sim::forecasting
