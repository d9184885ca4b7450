// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/journeys/order_statistics.hpp"
#include "simulator/forecast/detail/model.hpp"

#include <optional>
#include <vector>

namespace stormglass::sim::forecasting {

/// An arrow that sends something on, with how it goes together with its siblings.
struct Onward {
    Index message = kNone;
    double chance = 0;
    double latency = 0;
    bool excludesOthers = false;        ///< one of several, not one of all
    Outcome outcome = Outcome::success; ///< that it fires on
    double early = 0;                   ///< a call is sent so many seconds before the handler is done
    double copies = 1;                  ///< mean number that is sent at once
};

/// What handlings send on, found once for each lane.
class Onwards {
  public:
    explicit Onwards(const Model& model) : m_model(model), m_found(model.lanes.lanes.size()) {}

    /// All outcomes and classes together.
    [[nodiscard]] const std::vector<Onward>& of(Index lane);

    /// From the arrival at a lane until an arrow fires.
    [[nodiscard]] Spread spentBefore(Index lane, const Onward& onward) const;

  private:
    void add(Index lane, std::size_t kind, Outcome outcome, double chance, std::vector<Onward>& found) const;
    [[nodiscard]] double shareOfClass(Index lane, std::size_t kind) const;

    const Model& m_model;
    std::vector<std::optional<std::vector<Onward>>> m_found; ///< by lane
};

} // namespace stormglass::sim::forecasting
