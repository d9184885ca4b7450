// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/journeys/ways_back.hpp"

#include <optional>
#include <vector>

namespace stormglass::sim::forecasting {

/// The same journey from its start onwards, where joins wait for the last branch they need.
class WaysThroughJoins {
  public:
    WaysThroughJoins(const Model& model, const Traffic& traffic, Onwards& onwards, const WaysBack& back)
        : m_model(model), m_traffic(traffic), m_onwards(onwards), m_back(back) {}

    /// Nothing where no branches come together on the way, or a loop lies on it.
    [[nodiscard]] std::optional<Way> find(const Journey& journey, const std::vector<Stop>& stops);

  private:
    /// A time since the start, and the fork it has come from.
    struct Arrival {
        Way way;
        Index fork = kNone; ///< message
    };

    static void meet(Arrival& at, const Arrival& coming);

    [[nodiscard]] bool hasJoin(const std::vector<Stop>& stops) const;
    void fromMessage(Index message);
    void fromLane(Index lane, const Arrival& at);
    [[nodiscard]] Arrival joined(Index handler) const;
    [[nodiscard]] Spread lastOf(Index handler, std::vector<Spread> branches) const;

    const Model& m_model;
    const Traffic& m_traffic;
    Onwards& m_onwards;
    const WaysBack& m_back;
    std::vector<Arrival> m_atMessage;
    std::vector<Arrival> m_atLane;
    Arrival m_end;
};

} // namespace stormglass::sim::forecasting
