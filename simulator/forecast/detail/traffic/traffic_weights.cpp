// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/traffic/traffic.hpp"

#include <algorithm>

namespace stormglass::sim::forecasting {

void Traffic::weigh(const Model& model) {
    for (Index m = 0; m < m_graph.messages; ++m) {
        Index e = m_graph.firstEdge(m);
        for (const Feed& feed : model.lanes.feedsOf(m)) { // edges are in their order
            for (std::size_t kind = 0; kind < m_classes; ++kind) {
                const bool passes = (feed.classes & classBit(model.classOf(kind))) != 0;
                m_weights[e * m_classes + kind] = passes ? feed.share : 0;
            }
            ++e;
        }
    }
    for (Index lane = 0; lane < m_graph.lanes; ++lane) {
        weighLane(model, lane);
    }
    for (Index join = 0; join < m_graph.joins.size(); ++join) {
        weighJoin(model, join);
    }
}

void Traffic::weighLane(const Model& model, Index lane) {
    const Index node = m_graph.nodeOfLane(lane);
    const Index handler = model.lanes.lanes[lane].handler;
    const Index join = m_graph.joinOf[handler];
    for (std::size_t kind = 0; kind < m_classes; ++kind) {
        const Fate& fate = model.fates[model.at(lane, kind)];
        const double givenUp = fate.of(Outcome::failure) + fate.of(Outcome::timeout);
        for (Index e = m_graph.firstEdge(node); e < m_graph.endOfEdges(node); ++e) {
            const bool isDeadLetter = m_graph.isLane(m_graph.graph.to[e]);
            m_weights[e * m_classes + kind] = isDeadLetter ? m_graph.edges[e].share * givenUp : 0;
        }
        if (join != kNone) {
            const bool isSettled = !isLoop(m_components.of[m_graph.nodeOfJoin(join)]);
            m_weights[(m_graph.endOfEdges(node) - 1) * m_classes + kind] = isSettled ? 1 : model.completions[handler];
        } else {
            weighFirings(model, lane, kind);
        }
    }
}

/// A sync call is made at each attempt whose own work went well, other arrows fire once.
void Traffic::weighFirings(const Model& model, Index number, std::size_t kind) {
    const Lane& lane = model.lanes.lanes[number];
    const Fate& fate = model.fates[model.at(number, kind)];
    for (std::size_t o = 0; o < fate.chance.size(); ++o) {
        const bool maySucceed =
            static_cast<Outcome>(o) == Outcome::success && fate.attempts > 0; // calls are made anyway
        if (fate.chance[o] <= 0 && !maySucceed) {
            continue;
        }
        firingsOf(model.network, model.network.handlers[lane.handler].flows, lane.message, model.classOf(kind),
                  static_cast<Outcome>(o), m_firings);
        Index e = m_graph.firstEdge(m_graph.nodeOfLane(number));
        for (const Firing& firing : m_firings) { // both in document order
            while (m_graph.edges[e].flow != firing.flow) {
                ++e;
            }
            const bool isCall = model.network.outFlows[firing.flow].sync && static_cast<Outcome>(o) == Outcome::success;
            const double times =
                isCall ? fate.attempts * fate.ownSuccess * model.callReach[firing.flow] : fate.chance[o];
            m_weights[e * m_classes + kind] += times * firing.rate;
        }
    }
}

/// A join goes on as its lanes would on the average.
void Traffic::weighJoin(const Model& model, Index join) {
    const Index node = m_graph.nodeOfJoin(join);
    const Index handler = m_graph.joins[join];
    const Range flows = model.network.handlers[handler].flows;
    const Range lanes = model.lanes.ofHandler[handler];
    std::fill_n(m_weights.begin() + static_cast<std::ptrdiff_t>(m_graph.firstEdge(node) * m_classes),
                (m_graph.endOfEdges(node) - m_graph.firstEdge(node)) * m_classes, 0.0);
    for (Index lane = lanes.first; lane < lanes.end(); ++lane) {
        for (std::size_t kind = 0; kind < m_classes; ++kind) {
            const Fate& fate = model.fates[model.at(lane, kind)];
            for (std::size_t o = 0; o < fate.chance.size(); ++o) {
                if (fate.chance[o] <= 0) {
                    continue;
                }
                firingsOf(model.network, flows, model.lanes.lanes[lane].message, model.classOf(kind),
                          static_cast<Outcome>(o), m_firings);
                for (const Firing& firing : m_firings) {
                    const Index e = m_graph.firstEdge(node) + firing.flow - flows.first;
                    m_weights[e * m_classes + kind] += fate.chance[o] * firing.rate / static_cast<double>(lanes.count);
                }
            }
        }
    }
}

} // namespace stormglass::sim::forecasting
