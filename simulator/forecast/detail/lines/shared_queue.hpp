// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace stormglass::sim::forecasting {

/// Services of different speed that read one queue: a message goes to a service with a free worker, equally likely to
/// each that has one, else it waits for the first worker that becomes free.
struct PoolMember {
    double workers = 1; ///< infinite: unlimited
    double service = 0; ///< mean seconds
    double share = 0;   ///< answer: of the messages
    double wait = 0;    ///< answer: mean seconds of those it takes
};

/// Fills shares and waits for Poisson messages of `rate` and exponential times, exactly by the Markov chain of busy
/// workers where it is small, else with shares by capacity; waits in proportion to `variability`, (ca² + cs²)/2.
/// Returns the utilisation, from 1 on with infinite waits.
struct PoolAnswer {
    double load = 0;
    bool isExact = false; ///< for Poisson messages and exponential times
};

PoolAnswer shareQueue(double rate, double variability, std::vector<PoolMember>& members);

} // namespace stormglass::sim::forecasting
