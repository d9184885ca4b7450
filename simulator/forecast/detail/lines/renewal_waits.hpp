// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network.hpp"

namespace stormglass::sim::forecasting {

/// E[exp(-s·X)] of a random time; closed forms where there are any, else an integral of the tail.
[[nodiscard]] double transformOf(const Network& network, const Variate& variate, double s);

/// Mean wait of GI/M/c, exact (Takács 1962; Gross and Harris, 5.3): `interval` between arrivals, exponential handling
/// of mean `service`. +infinity where it is not stable.
[[nodiscard]] double meanWaitGIMc(const Network& network, const Variate& interval, double service, int servers);

/// The same of D/M/c.
[[nodiscard]] double meanWaitDMc(double interval, double service, int servers);

} // namespace stormglass::sim::forecasting
