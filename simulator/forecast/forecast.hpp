// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/value.hpp"
#include "simulator/compile/compile.hpp"
#include "simulator/run/report.hpp"

#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace stormglass::sim {

/// What traffic equations and queueing formulas say of a place. Infinite where it is offered more than it can handle.
struct ForecastPlace {
    double arrivals = 0;        ///< per second
    double throughput = 0;      ///< per second
    std::optional<double> busy; ///< offered share of its workers, may exceed 1; absent where they are unlimited
    double waiting = 0;         ///< mean [s]
    double time = 0;            ///< mean [s]
    bool exact = false;         ///< the figures are exact, not an approximation
    bool settled = true;        ///< false: the equations came to no rest here, and what they say last is worth nothing
    bool rateOnly = false;      ///< a message or a source: nothing waits there
};

struct ForecastReport {
    Verdict verdict = Verdict::stable;
    std::vector<CauseReport> causes;        ///< saturated places without a limit, with their factor
    std::string bottleneck;                 ///< id of the busiest place; empty: nothing is limited
    std::optional<double> saturationFactor; ///< loadFactor (on top of the present one) at which the first saturates
    std::string saturationElement;
    double relaxation = 0;        ///< [s] in which the slowest place forgets its past
    ById<ForecastPlace> elements; ///< handlers, messages and sources (arrivals only), by id
    ById<ForecastPlace> services;
    ById<ForecastPlace> channels;
    ById<double> journeys; ///< mean [s]
    ById<double> exact;    ///< exact values by path in RunReport ("journeys.ordering.p99")
};

/// The analytic answer (DESIGN section 5) on the scenario's average load: traffic equations with loops, splits, joins
/// and retries; G/G/c approximations; exact where exact results exist. Under 1 ms for 50 elements.
[[nodiscard]] ForecastReport forecast(const Compiled& compiled);

/// As `forecast --json` prints it (CONTRACT section 2, last point).
[[nodiscard]] model::Value forecastJson(const ForecastReport& report);

} // namespace stormglass::sim
