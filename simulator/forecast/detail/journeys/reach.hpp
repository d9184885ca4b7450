// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/journeys/onwards.hpp"
#include "simulator/forecast/detail/traffic/traffic.hpp"

#include <vector>

namespace stormglass::sim::forecasting {

/// A message or a lane on a journey.
struct Stop {
    bool isLane = false;
    Index index = kNone;
    Index rank = 0; ///< in topological order; those of one loop stand together
};

/// All that may follow from a message, in topological order.
class Reach {
  public:
    Reach(const Model& model, const Traffic& traffic, Onwards& onwards);

    void from(Index message);

    [[nodiscard]] Index start() const noexcept { return m_start; }

    [[nodiscard]] const std::vector<Stop>& stops() const noexcept { return m_stops; }

  private:
    void meetMessage(Index message);
    void meetLane(Index lane);

    const Model& m_model;
    const Traffic& m_traffic;
    Onwards& m_onwards;
    Index m_start = kNone;
    std::uint32_t m_round = 0;
    std::vector<std::uint32_t> m_messageSeen; ///< in which round, by message
    std::vector<std::uint32_t> m_laneSeen;
    std::vector<Stop> m_stops;
};

} // namespace stormglass::sim::forecasting
