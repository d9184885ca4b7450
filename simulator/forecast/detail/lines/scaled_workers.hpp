// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network.hpp"
#include "simulator/forecast/detail/lines/waits.hpp"

namespace stormglass::sim::forecasting {

/// What an autoscaling rule makes of a load, averaged over time.
struct ScaledAnswer {
    double replicas = 1; ///< that serve
    double wait = 0;     ///< mean seconds in the line
};

/// `load` is all that comes; its servers don't count. `each`: workers of a replica, `startup` in seconds.
///
/// By busy workers: what a rule sees of the offered load over its interval is a normal number (the mean of M/G/infinity
/// over a time, Eick, Massey and Whitt 1993), for each number of replicas that it asks for the line is M/G/c, no longer
/// than it becomes in one interval. By queue or lag: the rule swings, for it asks for nothing while nothing waits; a
/// diffusion of the content (Newell 1982) with the rule's decisions is followed along one fixed path of noise.
[[nodiscard]] ScaledAnswer scaledWorkers(const QueueLoad& load, const Autoscale& rule, double each, double startup);

} // namespace stormglass::sim::forecasting
