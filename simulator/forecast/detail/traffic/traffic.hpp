// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/firing.hpp"
#include "simulator/forecast/detail/model.hpp"
#include "simulator/forecast/detail/traffic/traffic_graph.hpp"

#include <vector>

namespace stormglass::sim::forecasting {

/// The traffic equations: how many messages come to each place per second, given what sources emit and how handlings
/// end. Solved component by component in topological order, so that what has no loop takes one pass.
class Traffic {
  public:
    explicit Traffic(const Model& model);

    /// Fills emissions, arrivals and completions of the model from its source rates and fates. Sets `diverges` where a
    /// loop sends on at least as much as comes in.
    void solve(Model& model);

    /// Lanes in topological order: those whose messages follow from another's stand behind it, loops aside.
    [[nodiscard]] const std::vector<Index>& laneOrder() const noexcept { return m_laneOrder; }

    /// Whether the lane lies on a loop of messages.
    [[nodiscard]] bool isOnLoop(Index lane) const noexcept { return isLoop(rankOfLane(lane)); }

    /// Where a message or lane stands in topological order; those of one loop stand together.
    [[nodiscard]] Index rankOfMessage(Index message) const noexcept { return m_components.of[message]; }

    [[nodiscard]] Index rankOfLane(Index lane) const noexcept { return m_components.of[m_graph.nodeOfLane(lane)]; }

    [[nodiscard]] bool isLoop(Index rank) const noexcept { return m_components.isCyclic[rank] != 0; }

  private:
    void weigh(const Model& model);
    void weighLane(const Model& model, Index lane);
    void weighJoin(const Model& model, Index join);
    void weighFirings(const Model& model, Index lane, std::size_t kind);
    void followLoop(Model& model, Index component, std::vector<double>& values);
    [[nodiscard]] bool solveLoop(Index component, std::vector<double>& values);
    void findShares(const Model& model, Index component, const std::vector<double>& values);
    [[nodiscard]] double fillOnce(Index component, const std::vector<double>& coming, std::vector<double>& values);
    void fillLoop(const Model& model, Index component, const std::vector<double>& coming, std::vector<double>& values);
    void passOnWithin(Index component);
    void leave(Index component, std::vector<double>& values) const;
    void completeJoin(Model& model, Index join, std::vector<double>& values) const;

    std::size_t m_classes;
    TrafficGraph m_graph;
    Components m_components;
    std::vector<Index> m_laneOrder;
    std::vector<double> m_weights;        ///< by edge and class
    std::vector<double> m_pending;        ///< of a loop, by node and class: not yet passed on; zero between loops
    std::vector<double> m_moved;          ///< of a loop: in this round
    std::vector<double> m_shares;         ///< of a full loop, by node: of what comes, what can be done; 1 elsewhere
    std::vector<double> m_workOfService;  ///< of a full loop: seconds of work per second
    std::vector<double> m_askedOfHandler; ///< of a full loop: attempts per second
    std::vector<Firing> m_firings;        ///< room that is used again and again
};

} // namespace stormglass::sim::forecasting
