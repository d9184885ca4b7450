// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/solution.hpp"

namespace stormglass::sim::forecasting {

struct JourneyTime {
    /// Seconds from the emission of the journey's first message to the first reach of its end, of those that reach it;
    /// NaN where it cannot be reached, +infinity through a place that cannot keep up.
    double mean = 0;
    bool isExact = false;   ///< one way at a time, through places that are exact
    Index onlyLane = kNone; ///< all of it is the time at this lane
};

[[nodiscard]] std::vector<JourneyTime> journeyTimes(const Solution& solution);

} // namespace stormglass::sim::forecasting
