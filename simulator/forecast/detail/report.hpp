// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/journeys/journey_times.hpp"
#include "simulator/forecast/detail/solution.hpp"
#include "simulator/forecast/forecast.hpp"

namespace stormglass::sim::forecasting {

/// Puts a solution under the ids of the document: places, journeys, exact values.
void tell(const Solution& solution, const Names& names, ForecastReport& report);

} // namespace stormglass::sim::forecasting
