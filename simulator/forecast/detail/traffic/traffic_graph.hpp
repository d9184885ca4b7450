// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/model.hpp"
#include "simulator/forecast/detail/traffic/components.hpp"

#include <vector>

namespace stormglass::sim::forecasting {

/// Who sends to whom: a node for each message, lane and join, in this order, and an edge for each way between them.
struct TrafficGraph {
    explicit TrafficGraph(const Model& model);

    struct Edge {
        Index flow = kNone; ///< of a lane's or join's edge to a message; kNone: by feed, dead letter or join
        double share = 1;   ///< of a dead letter
    };

    Index messages = 0;
    Index lanes = 0;
    std::vector<Index> joins;  ///< handlers, by join number
    std::vector<Index> joinOf; ///< join number, by handler
    Graph graph;
    std::vector<Edge> edges; ///< as in `graph.to`

    [[nodiscard]] Index nodeOfLane(Index lane) const noexcept { return messages + lane; }

    [[nodiscard]] Index nodeOfJoin(Index join) const noexcept { return messages + lanes + join; }

    [[nodiscard]] bool isLane(Index node) const noexcept { return node >= messages && node < messages + lanes; }

    [[nodiscard]] bool isJoin(Index node) const noexcept { return node >= messages + lanes; }

    [[nodiscard]] Index firstEdge(Index node) const noexcept { return graph.first[node]; }

    [[nodiscard]] Index endOfEdges(Index node) const noexcept { return graph.first[node + 1]; }

  private:
    void add(Index to, const Edge& edge);
    void addFeeds(const Model& model, Index message);
    void addLane(const Model& model, Index lane);
    void addFlows(const Network& network, Index handler, Index message);
};

} // namespace stormglass::sim::forecasting
