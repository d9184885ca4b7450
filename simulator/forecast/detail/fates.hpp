// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/model.hpp"

namespace stormglass::sim::forecasting {

/// Fills the fate of every lane and class from its efforts, its retries and hand-overs, what is shed before it and how
/// often its calls fail. Returns the largest change of a chance.
double settleFates(Model& model);

/// Attempts at most, all hand-overs of a channel together.
[[nodiscard]] double mostAttempts(const Model& model, Index lane);

/// Mean seconds between the `failures`-th failure in a row and the next attempt's arrival.
[[nodiscard]] double pauseAfter(const Model& model, Index lane, double failures);

} // namespace stormglass::sim::forecasting
