// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/model.hpp"
#include "simulator/forecast/detail/traffic/traffic.hpp"

#include <vector>

namespace stormglass::sim::forecasting {

/// Closed users: how many instances they bring per second, by mean value analysis of what one of their cycles asks of
/// each service. What else comes to a service makes it slower for them.
class Users {
  public:
    explicit Users(const Model& model);

    [[nodiscard]] bool empty() const noexcept { return m_sources.empty(); }

    /// Fills the users' source rates and the closed waits of stations from present holds and fates. Changes emissions
    /// and arrivals: solve the traffic again. Returns the largest relative change of a rate.
    double settle(Model& model, Traffic& traffic) const;

    /// The answer is exact if the network has product form: one source of users, few enough to compute exactly.
    [[nodiscard]] bool isExact(const Model& model) const;

  private:
    struct Cycle {
        std::vector<double> demand; ///< worker-seconds, by service
        std::vector<double> visits; ///< attempts, by service
        double aside = 0;           ///< seconds of thinking, travel, backoff and delay
    };

    [[nodiscard]] Cycle cycleOf(Model& model, Traffic& traffic, std::size_t user) const;

    std::vector<Index> m_sources;
    std::vector<std::vector<std::uint8_t>> m_onPath; ///< by user source: lanes its users wait for
};

} // namespace stormglass::sim::forecasting
