// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/traffic/components.hpp"

#include <algorithm>
#include <utility>

namespace stormglass::sim::forecasting {

namespace {

/// With a stack of its own: a chain of 200,000 messages must not exhaust the program's.
class Search {
  public:
    Search(const Graph& graph, Components& found)
        : m_graph(graph), m_found(found), m_order(graph.size(), kNone), m_low(graph.size(), 0) {
        m_found.of.assign(graph.size(), kNone);
    }

    void from(Index root) {
        if (m_order[root] != kNone) {
            return;
        }
        enter(root);
        while (!m_path.empty()) {
            Visit& visit = m_path.back();
            if (visit.edge < m_graph.first[visit.node + 1]) {
                follow(visit.node, m_graph.to[visit.edge++]);
            } else {
                leave(visit.node);
            }
        }
    }

  private:
    struct Visit {
        Index node;
        Index edge;
    };

    void enter(Index node) {
        m_path.push_back({node, m_graph.first[node]});
        m_order[node] = m_low[node] = m_next++;
        m_open.push_back(node);
    }

    void follow(Index node, Index to) {
        if (m_order[to] == kNone) {
            enter(to);
        } else if (m_found.of[to] == kNone) {
            m_low[node] = std::min(m_low[node], m_order[to]);
        }
    }

    void leave(Index node) {
        m_path.pop_back();
        if (!m_path.empty()) {
            m_low[m_path.back().node] = std::min(m_low[m_path.back().node], m_low[node]);
        }
        if (m_low[node] != m_order[node]) {
            return;
        }
        std::vector<Index> members;
        Index member = kNone;
        do {
            member = m_open.back();
            m_open.pop_back();
            m_found.of[member] = static_cast<Index>(m_found.members.size());
            members.push_back(member);
        } while (member != node);
        m_found.members.push_back(std::move(members));
    }

    const Graph& m_graph;
    Components& m_found;
    std::vector<Index> m_order;
    std::vector<Index> m_low;
    std::vector<Index> m_open;
    std::vector<Visit> m_path;
    Index m_next = 0;
};

} // namespace

Components componentsOf(const Graph& graph) {
    Components found;
    Search search(graph, found);
    for (Index node = 0; node < graph.size(); ++node) {
        search.from(node);
    }
    // Tarjan finds what follows first.
    std::ranges::reverse(found.members);
    for (Index& component : found.of) {
        component = static_cast<Index>(found.members.size()) - 1 - component;
    }
    found.isCyclic.assign(found.members.size(), 0);
    for (Index node = 0; node < graph.size(); ++node) {
        for (Index e = graph.first[node]; e < graph.first[node + 1]; ++e) {
            if (found.of[graph.to[e]] == found.of[node]) {
                found.isCyclic[found.of[node]] = 1;
            }
        }
    }
    return found;
}

} // namespace stormglass::sim::forecasting
