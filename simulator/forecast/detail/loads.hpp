// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/model.hpp"
#include "simulator/forecast/detail/order_statistics.hpp"
#include "simulator/forecast/detail/traffic.hpp"

#include <vector>

namespace stormglass::sim::forecasting {

/// Mean seconds on the way of a feed: latencies of arrows and channel, and until the channel publishes.
[[nodiscard]] double transitOf(const Network& network, const Feed& feed);

/// Mean and variance of the seconds from the first arrival at a lane to the final outcome, of what is not shed: all
/// attempts and backoffs, and for a success the delay.
[[nodiscard]] Spread timeOf(const Model& model, Index lane, bool succeeded = true);

/// The wait for the answer to what a synchronous arrow sends, latencies there and back included, cut by its timeout.
struct Call {
    Spread answer;
    double failure = 0; ///< chance that it is no success
};

[[nodiscard]] Call callOf(const Model& model, const OutFlow& flow, Index kind);

/// What the rates mean for the places: how long workers are held (sync calls included), how variable the streams are,
/// how long is waited, what is shed. One call is one round of a fixed point.
class Loads {
  public:
    Loads(Model& model, const Traffic& traffic);

    /// Returns the largest change of a wait or a hold, relative to the handling times. `weight` of what is new in
    /// calls: below 1 keeps timeouts and retries of an overloaded system from swinging.
    double settle(double weight = 1);

  private:
    void count();
    void updateHold(Index lane);
    void updateStreams();
    void solveService(Index service);
    void keepUp(StationState& station);

    Model& m_model;
    const Traffic& m_traffic;
    std::vector<std::uint8_t> m_sentByHandlers; ///< by message
    double m_change = 0;
    double m_weight = 1;
};

} // namespace stormglass::sim::forecasting
