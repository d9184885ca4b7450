// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/forecast.hpp"

namespace stormglass::sim::forecasting {

/// Withholds what still moved when the rounds of the fixed point were over: `before` is the report of one round less.
/// Places are marked, journeys left out.
void withholdUnsettled(ForecastReport& report, const ForecastReport& before);

} // namespace stormglass::sim::forecasting
