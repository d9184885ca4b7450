// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/model.hpp"

namespace stormglass::sim::forecasting {

/// How long an attempt at a lane holds its worker, sync calls included, from the present times of what is called.
/// `weight` of what is new in calls: below 1 keeps timeouts and retries of an overloaded system from swinging.
void updateHold(Model& model, Index lane, double weight);

} // namespace stormglass::sim::forecasting
