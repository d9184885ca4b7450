// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/traffic/traffic.hpp"

#include <cmath>
#include <utility>

namespace stormglass::sim::forecasting {

namespace {

/// A loop is followed at most so often; with a steady ratio between rounds the rest is a geometric series.
constexpr int kMostRounds = 2000;
constexpr int kSteadyRounds = 6;
constexpr double kMostGrowth = 1e9; ///< of what comes in: whether it shrinks at last is not worth a question

} // namespace

/// Each node's share is passed on as soon as it has it (Gauss-Seidel).
void Traffic::passOnWithin(Index component) {
    const std::vector<Index>& members = m_components.members[component]; // last found first
    for (auto node = members.rbegin(); node != members.rend(); ++node) {
        for (std::size_t kind = 0; kind < m_classes; ++kind) {
            const double amount = std::exchange(m_pending[*node * m_classes + kind], 0.0);
            for (Index e = m_graph.firstEdge(*node); amount > 0 && e < m_graph.endOfEdges(*node); ++e) {
                if (m_components.of[m_graph.graph.to[e]] == component) {
                    const std::size_t to = m_graph.graph.to[e] * m_classes + kind;
                    m_pending[to] += amount * m_weights[e * m_classes + kind];
                    m_moved[to] += amount * m_weights[e * m_classes + kind];
                }
            }
        }
    }
}

/// Sweeps of what comes back, until nothing comes back or its shrinking is steady and the rest a geometric series.
/// False where it does not shrink: then `values` are of no use.
bool Traffic::solveLoop(Index component, std::vector<double>& values) {
    const auto forEach = [&](const auto& visit) {
        for (const Index node : m_components.members[component]) {
            for (std::size_t kind = 0; kind < m_classes; ++kind) {
                visit(node * m_classes + kind);
            }
        }
    };
    double before = 0;
    double ratio = 0;
    double sum = 0;
    int steady = 0;
    bool shrinks = true;
    forEach([&](std::size_t at) {
        m_pending[at] = values[at];
        before += values[at];
    });
    const double coming = before;
    for (int round = 0; before > 0 && round < kMostRounds; ++round) {
        forEach([&](std::size_t at) { m_moved[at] = 0; });
        passOnWithin(component);
        double now = 0;
        sum = 0;
        forEach([&](std::size_t at) {
            values[at] += m_moved[at];
            now += m_pending[at];
            sum += values[at];
        });
        const double last = std::exchange(ratio, now / before);
        steady = std::abs(ratio - last) < 1e-9 ? steady + 1 : 0;
        before = now;
        if (sum > kMostGrowth * coming) {
            shrinks = false;
            break;
        }
        if (now <= 1e-14 * sum) {
            break;
        }
        if (steady >= kSteadyRounds || round + 1 == kMostRounds) {
            shrinks = ratio < 1 - 1e-9;
            const double rest = shrinks ? ratio / (1 - ratio) : 0;
            forEach([&](std::size_t at) { values[at] += m_moved[at] * rest; });
            break;
        }
    }
    forEach([&](std::size_t at) { m_pending[at] = 0; });
    return shrinks;
}

} // namespace stormglass::sim::forecasting
