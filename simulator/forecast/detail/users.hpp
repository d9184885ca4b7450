// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/closed_network.hpp"
#include "simulator/forecast/detail/model.hpp"
#include "simulator/forecast/detail/traffic/traffic.hpp"

#include <vector>

namespace stormglass::sim::forecasting {

/// Closed users: how many instances they bring per second, by mean value analysis of what one of their cycles asks of
/// each service. What else comes to a service makes it slower for them.
class Users {
  public:
    /// `duration` [s]: over which profiles are averaged (see meanFactorOf).
    Users(const Model& model, double duration);

    [[nodiscard]] bool empty() const noexcept { return m_sources.empty(); }

    /// Fills the users' source rates and the closed waits of stations from present holds and fates. Changes emissions
    /// and arrivals: solve the traffic again. Returns the largest relative change of a rate.
    double settle(Model& model, Traffic& traffic);

    /// The answer is exact if the network has product form: users few enough to compute exactly, who bring one
    /// instance at a time and think at an even pace, and what else comes only at single workers or where nobody waits.
    [[nodiscard]] bool isExact(const Model& model) const;

  private:
    struct Cycle {
        std::vector<double> demand; ///< worker-seconds, by service
        std::vector<double> visits; ///< attempts, by service
        std::vector<double> ofLane; ///< attempts, by lane
        double aside = 0;           ///< seconds of thinking, travel, backoff and delay
    };

    /// What does not come from users, by service.
    struct Open {
        std::vector<double> work;     ///< worker-seconds per second
        std::vector<double> attempts; ///< per second
    };

    /// The stations that users come to, of which services.
    struct Visited {
        std::vector<ClosedStation> stations;
        std::vector<Index> services;
        double crowd = 0; ///< rate of what else comes to stations of several workers, as users of another kind; 0: none
    };

    [[nodiscard]] Open openLoad(Model& model, Traffic& traffic) const;
    [[nodiscard]] Cycle cycleOf(Model& model, Traffic& traffic, std::size_t user) const;
    [[nodiscard]] Visited visitedBy(const std::vector<Cycle>& cycles, Model& model, const Open& open) const;
    void shareOut(const Visited& visited, const std::vector<Cycle>& cycles, const ClosedAnswer& answer,
                  Model& model) const;
    [[nodiscard]] double besideQueue(const Model& model, const Cycle& cycle, std::size_t user) const;
    [[nodiscard]] double waitForOwn(const StationState& station, const LaneState& state, std::size_t user) const;

    std::vector<Index> m_sources;
    std::vector<std::vector<std::uint8_t>> m_onPath; ///< by user source: lanes its users wait for
    std::vector<double> m_haste;  ///< by user source: mean factor of its profile, by which they think faster
    std::vector<double> m_askers; ///< by user source
    std::vector<double> m_batch;  ///< by user source: mean instances that a user brings at once
    std::vector<double> m_bunch;  ///< by user source: E[n²]/E[n] - 1 of their number
    bool m_isBunched = false;     ///< some user brings several
    Visited m_last;               ///< what was analysed last, and its answer
    std::vector<ClosedClass> m_lastClasses;
    ClosedAnswer m_answer;
};

} // namespace stormglass::sim::forecasting
