// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/solution.hpp"

namespace stormglass::sim::forecasting {

/// Marks the services whose figures are exact, not approximations: those of product-form networks (Jackson 1957;
/// Baskett, Chandy, Muntz and Palacios 1975; Kelly 1979), and first stations that a Poisson stream comes to (M/G/1,
/// priorities, limited room, patience ...). Where streams that were one come together again, nothing is exact.
void markExact(Solution& solution);

/// A station of first come, first served, exponential handling, and nothing else: the whole distribution of its waits
/// is known. False unless marked exact.
[[nodiscard]] bool isPlainMMc(const Solution& solution, Index service);

} // namespace stormglass::sim::forecasting
