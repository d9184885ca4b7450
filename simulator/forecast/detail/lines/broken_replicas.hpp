// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace stormglass::sim::forecasting {

/// Failures and repairs of one replica.
struct ReplicaClock {
    double failures = 0; ///< per second while it is up
    double repair = 0;   ///< mean seconds
    double repairSecond = 0;
};

/// Mean number of messages of M/M/c for which no worker is up, where `replicas` of `workersEach` workers break down and
/// are repaired one by one, for exponential times: a quasi-birth-death process by numbers of messages and of replicas
/// that are up (Mitrany and Avi-Itzhak 1968; Neuts 1981). Below saturation.
[[nodiscard]] double meanWaitingOfBroken(double rate, double service, std::size_t replicas, double workersEach,
                                         const ReplicaClock& clock);

} // namespace stormglass::sim::forecasting
