// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/journeys/branches.hpp"
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
    /// A time since the start, the fork it has come from (number in `m_forks`), and the lane that came first after it.
    struct Arrival {
        Way way;
        Index fork = kNone;
        Index firstLane = kNone;
    };

    [[nodiscard]] Index depthOf(Index fork) const;
    [[nodiscard]] Arrival before(const Arrival& at) const;
    void climbTogether(Arrival& a, Arrival& b) const;
    void meet(Arrival& at, const Arrival& coming) const;
    [[nodiscard]] Index forkAt(const Arrival& at);

    [[nodiscard]] bool hasJoin(const std::vector<Stop>& stops) const;
    void fromMessage(Index message);
    void fromLane(Index lane, const Arrival& at);
    [[nodiscard]] Arrival joined(Index handler) const;
    [[nodiscard]] std::vector<Branch> branchesOf(const std::vector<Arrival>& arrivals, const Way& base) const;

    const Model& m_model;
    const Traffic& m_traffic;
    Onwards& m_onwards;
    const WaysBack& m_back;
    std::vector<Arrival> m_atMessage;
    std::vector<Arrival> m_atLane;
    std::vector<Arrival> m_forks;
    Arrival m_end;
};

} // namespace stormglass::sim::forecasting
