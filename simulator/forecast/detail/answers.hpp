// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/journeys/order_statistics.hpp"
#include "simulator/forecast/detail/model.hpp"

namespace stormglass::sim::forecasting {

/// Mean seconds on the way of a feed: latencies of arrows and channel, and until the channel publishes.
[[nodiscard]] double transitOf(const Network& network, const Feed& feed);

/// How many wait at a station, and for how long, if the mean of all is `wait`.
[[nodiscard]] Waiters waitersOf(const StationState& station, double wait);

/// Variance of one wait of this mean at a station.
[[nodiscard]] double waitVariance(const StationState& station, double wait);

/// How a message's way through a lane ends that is not shed.
enum class Ending : std::uint8_t { any, success, givenUp };

/// Mean and variance of the seconds from the first arrival at a lane to the final outcome, of what ends so: all
/// attempts and backoffs, and for a success the delay.
[[nodiscard]] Spread timeOf(const Model& model, Index lane, Ending ending);

/// The wait for the answer to what a synchronous arrow sends, latencies there and back included, cut by its timeout.
struct Call {
    Spread answer;
    double failure = 0; ///< chance that it is no success
    double late = 0;    ///< chance that it does not come in time
};

[[nodiscard]] Call callOf(const Model& model, const OutFlow& flow, Index kind);

} // namespace stormglass::sim::forecasting
