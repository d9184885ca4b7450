// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/model.hpp"
#include "simulator/forecast/detail/traffic/traffic.hpp"

#include <vector>

namespace stormglass::sim::forecasting {

/// What the rates mean for the places: how long workers are held (sync calls included), how variable the streams are,
/// how long is waited, what is shed. One call is one round of a fixed point.
class Loads {
  public:
    Loads(Model& model, const Traffic& traffic);

    /// Returns the largest change of a wait or a hold, relative to the handling times. `weight`: see updateHold().
    double settle(double weight = 1);

  private:
    void count();
    void solve(Index service);
    void hold(Index lane, double weight);
    void keepUp(StationState& station);
    [[nodiscard]] Shedding blended(const Shedding& before, const Shedding& fresh) const;

    Model& m_model;
    const Traffic& m_traffic;
    std::vector<std::uint8_t> m_sentByHandlers; ///< by message
    std::vector<Index> m_sendTogether;          ///< lanes
    bool m_isBunched = false;
    std::vector<Shedding> m_sheddings; ///< room that is used again and again
    double m_weight = 1;
    double m_change = 0;
};

} // namespace stormglass::sim::forecasting
