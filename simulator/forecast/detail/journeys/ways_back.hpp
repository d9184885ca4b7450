// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/journeys/reach.hpp"
#include "simulator/forecast/detail/journeys/ways.hpp"

#include <vector>

namespace stormglass::sim::forecasting {

/// Chances and times from every stop to a journey's end, computed from the end backwards; around loops until nothing
/// changes. Joins count as if nothing were waited for.
class WaysBack {
  public:
    WaysBack(const Model& model, const Traffic& traffic, Onwards& onwards);

    void find(const Journey& journey, const std::vector<Stop>& stops);

    [[nodiscard]] const Way& ofMessage(Index message) const { return m_ofMessage[message]; }

    /// The journey's end may be reached from here.
    [[nodiscard]] bool leads(Index lane) const { return m_ofLane[lane].chance > kLeastChance; }

    [[nodiscard]] bool isEnd(Index lane) const {
        return m_journey.toHandler != kNone && m_model.lanes.lanes[lane].handler == m_journey.toHandler;
    }

  private:
    [[nodiscard]] double step(const Stop& stop);
    [[nodiscard]] Spread firstOfCopies(Spread time, Index lane) const;
    [[nodiscard]] Way fromMessage(Index message) const;
    [[nodiscard]] Way fromLane(Index lane);

    const Model& m_model;
    const Traffic& m_traffic;
    Onwards& m_onwards;
    Journey m_journey;
    std::vector<Way> m_ofMessage;
    std::vector<Way> m_ofLane;
};

} // namespace stormglass::sim::forecasting
