// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network.hpp"
#include "simulator/forecast/detail/tails.hpp"

#include <span>

namespace stormglass::sim::forecasting {

/// Mean waits of one queue under load: approximations of the queueing literature, exact where stations.hpp says so.
/// Times in seconds, rates per second.
struct QueueLoad {
    double rate = 0;
    double service = 0; ///< mean
    double serviceScv = 1;
    double arrivalScv = 1;
    double servers = 1; ///< finite
};

/// First come, first served (and every order that looks at no handling time). +infinity where it is not stable.
[[nodiscard]] double meanWait(const QueueLoad& load);

/// Replicas with a queue each. The better of two random ones after Vvedenskaya, Dobrushin and Karpelevich (1996) and
/// Mitzenmacher (1996), which holds for many replicas; never better than the shortest of all.
[[nodiscard]] double meanWaitBalanced(const QueueLoad& whole, double replicas, Balancing balancing, double choices);

/// A share of the messages and their handling times.
struct ShareOfTimes {
    double share = 1;
    RandomTime time;
};

/// Shortest handling time first (Conway, Maxwell and Miller 1967, 8.3) of messages of these `times`, exact for one
/// server and Poisson messages; for more, in proportion to first come, first served. No times: exponential ones.
[[nodiscard]] double meanWaitShortest(const QueueLoad& load, std::span<const ShareOfTimes> times);

/// Queue in front of `servers` that each handle up to `most` at once, all that waits when one is free (Bailey 1954; for
/// exponential batch times the queue is geometric while all work: Gross and Harris, 3.2, for any number of servers).
struct BulkAnswer {
    double wait = 0;  ///< mean seconds; +infinity where not stable
    double busy = 0;  ///< share of time
    double batch = 1; ///< mean size
};

[[nodiscard]] BulkAnswer bulkService(double rate, double batchTime, double most, int servers = 1);

/// Mean wait of MMPP/M/1, Poisson arrivals whose rate changes between two values (Neuts 1981): exact, by the rate
/// matrix of the quasi-birth-death process. +infinity where it is not stable.
struct TwoRates {
    double calm = 0;     ///< arrivals per second in the first phase
    double wild = 0;     ///< in the second
    double becomes = 0;  ///< rate of leaving the first phase
    double quietens = 0; ///< rate of leaving the second
};

[[nodiscard]] double meanWaitBursty(const TwoRates& arrivals, double service);

/// Squared coefficient of variation of what leaves (Whitt 1983, eq. 39).
[[nodiscard]] double departureScv(const QueueLoad& load);

} // namespace stormglass::sim::forecasting
