// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network.hpp"

#include <vector>

namespace stormglass::sim::forecasting {

/// How many joins complete per second, with `wanted` of the kinds that come at `rates` per second, where kinds come in
/// an instance independently of each other, each with the chance that its rate has to that of the most frequent one.
[[nodiscard]] double completionsOf(const std::vector<double>& rates, std::size_t wanted);

/// Kinds that a rule of all, any or at least so many waits for.
[[nodiscard]] std::size_t wantedBy(const JoinRule& rule);

} // namespace stormglass::sim::forecasting
