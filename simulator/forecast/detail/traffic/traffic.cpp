// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/traffic/traffic.hpp"

#include "simulator/forecast/detail/traffic/join_rates.hpp"

#include <algorithm>

namespace stormglass::sim::forecasting {

Traffic::Traffic(const Model& model)
    : m_classes(model.classes)
    , m_graph(model)
    , m_components(componentsOf(m_graph.graph))
    , m_weights(m_graph.edges.size() * m_classes)
    , m_pending(m_graph.graph.size() * m_classes, 0.0)
    , m_moved(m_graph.graph.size() * m_classes, 0.0)
    , m_shares(m_graph.graph.size(), 1.0)
    , m_workOfService(model.stations.size(), 0.0)
    , m_askedOfHandler(model.network.handlers.size(), 0.0) {
    for (const std::vector<Index>& members : m_components.members) {
        for (const Index node : members) {
            if (m_graph.isLane(node)) {
                m_laneOrder.push_back(node - m_graph.messages);
            }
        }
    }
}

void Traffic::solve(Model& model) {
    weigh(model);
    std::vector<double> values(m_graph.graph.size() * m_classes, 0.0);
    emitFromSources(model);
    std::ranges::copy(model.emissions, values.begin());
    model.diverges = false;
    for (Index c = 0; c < m_components.members.size(); ++c) {
        if (isLoop(c)) {
            followLoop(model, c, values);
        }
        for (const Index node : m_components.members[c]) {
            if (m_graph.isJoin(node)) {
                completeJoin(model, node - m_graph.nodeOfJoin(0), values);
            }
        }
        leave(c, values);
    }
    std::copy_n(values.begin(), model.emissions.size(), model.emissions.begin());
    std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(model.emissions.size()), model.arrivals.size(),
                model.arrivals.begin());
}

/// What comes back is a linear matter as long as less of it comes back each time; else it grows until the places on the
/// loop are full.
void Traffic::followLoop(Model& model, Index component, std::vector<double>& values) {
    const std::vector<Index>& members = m_components.members[component];
    std::vector<double> coming;
    coming.reserve(members.size() * m_classes);
    for (const Index node : members) {
        const auto row = values.begin() + static_cast<std::ptrdiff_t>(node * m_classes);
        coming.insert(coming.end(), row, row + static_cast<std::ptrdiff_t>(m_classes));
    }
    if (!solveLoop(component, values)) {
        model.diverges = true;
        fillLoop(model, component, coming, values);
    }
}

/// Passes on what a component has to later ones; a loop has what stays within it already.
void Traffic::leave(Index component, std::vector<double>& values) const {
    for (const Index node : m_components.members[component]) {
        for (Index e = m_graph.firstEdge(node); e < m_graph.endOfEdges(node); ++e) {
            const Index to = m_graph.graph.to[e];
            if (m_components.of[to] == component) {
                continue;
            }
            for (std::size_t kind = 0; kind < m_classes; ++kind) {
                values[to * m_classes + kind] += values[node * m_classes + kind] * m_weights[e * m_classes + kind];
            }
        }
    }
}

/// All classes in proportion.
void Traffic::completeJoin(Model& model, Index number, std::vector<double>& values) const {
    const Index handler = m_graph.joins[number];
    const JoinRule& rule = model.network.handlers[handler].join;
    const auto rateOf = [&](Index node) {
        double rate = 0;
        for (std::size_t kind = 0; kind < m_classes; ++kind) {
            rate += values[node * m_classes + kind];
        }
        return rate;
    };
    const Range lanes = model.lanes.ofHandler[handler];
    std::vector<double> rates;
    double total = 0;
    for (Index lane = lanes.first; lane < lanes.end(); ++lane) {
        rates.push_back(rateOf(m_graph.nodeOfLane(lane)));
        total += rates.back();
    }
    double completed = 0;
    if (rule.kind == JoinKind::each) {
        const double started = rule.asManyAs != kNone ? rateOf(rule.asManyAs) : 0;
        double instances = 0;
        for (const double rate : model.sourceRates) {
            instances += rate;
        }
        completed = std::min({total, started, instances > 0 ? instances : started});
    } else {
        completed = completionsOf(rates, wantedBy(rule));
    }
    model.completions[handler] = total > 0 ? completed / total : 0;
    const Index node = m_graph.nodeOfJoin(number);
    for (std::size_t kind = 0; !isLoop(m_components.of[node]) && kind < m_classes; ++kind) {
        values[node * m_classes + kind] *= model.completions[handler];
    }
}

} // namespace stormglass::sim::forecasting
