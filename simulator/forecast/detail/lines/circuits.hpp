// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network.hpp"

namespace stormglass::sim::forecasting {

struct Circuit {
    double open = 0;           ///< share of calls that find it so
    double closedFor = kNever; ///< mean seconds from one opening's end to the next opening
};

/// A circuit breaker by renewals: a closed phase of calls until the rule opens it, then open phases, each ended by
/// probes, until all probes of one go well. Calls fail independently with `failure`, come at `rate` per second and are
/// answered after `response` seconds.
[[nodiscard]] Circuit circuitOf(const CircuitBreaker& breaker, double failure, double rate, double response);

} // namespace stormglass::sim::forecasting
