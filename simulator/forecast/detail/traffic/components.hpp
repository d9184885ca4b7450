// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network.hpp"

#include <vector>

namespace stormglass::sim::forecasting {

/// A directed graph: the edges of node n lead to `to[first[n]]` up to `to[first[n + 1]]`.
struct Graph {
    std::vector<Index> first; ///< one more than there are nodes
    std::vector<Index> to;

    [[nodiscard]] Index size() const noexcept { return first.empty() ? 0 : static_cast<Index>(first.size() - 1); }
};

/// Strongly connected components in topological order: edges between them lead to a later one.
struct Components {
    std::vector<std::vector<Index>> members; ///< by component; what follows stands first within one
    std::vector<Index> of;                   ///< by node
    std::vector<std::uint8_t> isCyclic;      ///< by component: some edge stays within it
};

/// Tarjan (1972), in time linear in nodes and edges.
[[nodiscard]] Components componentsOf(const Graph& graph);

} // namespace stormglass::sim::forecasting
