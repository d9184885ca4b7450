// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/model.hpp"

#include <vector>

namespace stormglass::sim::forecasting {

/// Lanes whose handlings may send several messages at once to places that are not all different.
[[nodiscard]] std::vector<Index> lanesThatSendTogether(const Model& model, const std::vector<Index>& laneOrder);

/// What comes to a service at the same instant: followers of one event, messages of one handling, copies by `count`,
/// batches of a source. Fills `ahead` and `copiesAhead` of lanes and `ahead` of stations from present rates and holds.
/// `senders`: see above. `isBunched`: see hasBunches().
void findTogether(Model& model, const std::vector<Index>& senders, const std::vector<Index>& laneOrder, bool isBunched);

} // namespace stormglass::sim::forecasting
