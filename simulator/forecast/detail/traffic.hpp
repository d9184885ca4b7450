// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/firing.hpp"
#include "simulator/forecast/detail/model.hpp"

#include <vector>

namespace stormglass::sim::forecasting {

/// The traffic equations: how many messages come to each place per second, given what sources emit and how handlings
/// end. A graph of messages, lanes and joins; solved component by component in topological order (Tarjan 1972), so that
/// what has no loop takes one pass.
class Traffic {
  public:
    explicit Traffic(const Model& model);

    /// Fills emissions, arrivals and completions of the model from its source rates and fates. Sets `diverges` where a
    /// loop sends on at least as much as comes in.
    void solve(Model& model);

    /// Lanes in topological order: those whose messages follow from another's stand behind it, loops aside.
    [[nodiscard]] const std::vector<Index>& laneOrder() const noexcept { return m_laneOrder; }

    /// Whether the lane lies on a loop of messages.
    [[nodiscard]] bool isOnLoop(Index lane) const noexcept { return m_isCyclic[m_component[m_messages + lane]] != 0; }

    /// Where a message or lane stands in topological order; those of one loop stand together.
    [[nodiscard]] Index rankOfMessage(Index message) const noexcept { return m_component[message]; }

    [[nodiscard]] Index rankOfLane(Index lane) const noexcept { return m_component[m_messages + lane]; }

    [[nodiscard]] bool isLoop(Index rank) const noexcept { return m_isCyclic[rank] != 0; }

  private:
    struct Edge {
        Index to = kNone;
        Index flow = kNone; ///< of a lane's edge to a message; kNone: by feed, dead letter or join
        double share = 1;   ///< of a feed or a dead letter
        ClassMask classes = kEveryClass;
    };

    void addEdges(const Model& model);
    void addLaneEdges(const Model& model, Index lane);
    void findComponents();
    void weigh(const Model& model);
    void weighLane(const Model& model, Index lane);
    void weighJoin(const Model& model, Index handler);
    void solveLoop(std::size_t component, std::vector<double>& values, bool& diverges);
    void completeJoin(Model& model, Index join, std::vector<double>& values) const;

    [[nodiscard]] std::size_t nodeCount() const noexcept { return m_first.empty() ? 0 : m_first.size() - 1; }

    std::size_t m_classes;
    Index m_messages;
    Index m_lanes;
    std::vector<Index> m_joins;  ///< handlers, by join number
    std::vector<Index> m_joinOf; ///< join number, by handler
    std::vector<Index> m_first;  ///< edges of a node, from here to the next node's
    std::vector<Edge> m_edges;
    std::vector<double> m_weights; ///< by edge and class
    std::vector<double> m_pending; ///< of a loop, by node and class: not yet passed on; zero between loops
    std::vector<double> m_moved;   ///< of a loop: in this round
    std::vector<Firing> m_firings; ///< room that is used again and again
    std::vector<Index> m_component;
    std::vector<std::vector<Index>> m_components; ///< in topological order
    std::vector<std::uint8_t> m_isCyclic;         ///< by component
    std::vector<Index> m_laneOrder;
};

} // namespace stormglass::sim::forecasting
