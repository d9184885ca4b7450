// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/model.hpp"

namespace stormglass::sim::forecasting {

/// Fills the fate of every lane and class from its efforts, its retries and hand-overs, what is shed before it and how
/// often its calls fail. Returns the largest change of a chance.
double settleFates(Model& model);

/// Copies of one attempt under hedging, with a handling time taken as exponential.
struct Hedged {
    double handling = 0; ///< mean seconds until the first answer
    double copies = 1;   ///< mean number started
};

[[nodiscard]] Hedged hedged(const Hedge& hedge, double mean);

} // namespace stormglass::sim::forecasting
