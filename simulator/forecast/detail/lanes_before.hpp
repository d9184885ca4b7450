// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/model.hpp"

#include <cstdint>
#include <vector>

namespace stormglass::sim::forecasting {

/// Lanes from which the journey's end can still be reached: what their messages lead to is waited for.
[[nodiscard]] std::vector<std::uint8_t> lanesBefore(const Model& model, const Journey& journey);

} // namespace stormglass::sim::forecasting
