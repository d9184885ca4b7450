// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/traffic/traffic.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace stormglass::sim::forecasting {

namespace {

constexpr int kMostSweeps = 100;
constexpr double kSettled = 1e-10;
constexpr double kGrows = 1e-3; ///< less from one sweep to the next is not worth a leap
constexpr double kLeap = 4;     ///< what grows by so little is taken to have grown so much
/// What a loop without any worker that could be busy brings: more than a computer handles, and still a number.
constexpr double kBeyondAnything = 1e9;

/// Seconds of a worker's time that one arrival of this lane and class takes at least.
double workOf(const Model& model, Index lane, std::size_t kind) {
    const Effort& effort = model.efforts[model.at(lane, kind)];
    const double hold = std::max(model.laneStates[lane].hold, times(effort.mean, effort.copies));
    const BatchRule& batch = model.handlerOf(lane).batch;
    const double together = !batch.present ? 1 : batch.max == kUnlimited ? HUGE_VAL : static_cast<double>(batch.max);
    return std::isinf(together) ? 0 : times(model.fates[model.at(lane, kind)].attempts, hold) / together;
}

} // namespace

/// Share of what comes to each lane of a loop that its workers, or its tokens, can do.
void Traffic::findShares(const Model& model, Index component, const std::vector<double>& values) {
    const auto forEachLane = [&](const auto& visit) {
        for (const Index node : m_components.members[component]) {
            if (m_graph.isLane(node)) {
                visit(node, node - m_graph.messages);
            }
        }
    };
    forEachLane([&](Index, Index lane) {
        m_workOfService[model.lanes.lanes[lane].service] = 0;
        m_askedOfHandler[model.lanes.lanes[lane].handler] = 0;
    });
    forEachLane([&](Index node, Index lane) {
        for (std::size_t kind = 0; kind < m_classes; ++kind) {
            const double arrivals = values[node * m_classes + kind];
            m_workOfService[model.lanes.lanes[lane].service] += times(arrivals, workOf(model, lane, kind));
            m_askedOfHandler[model.lanes.lanes[lane].handler] += arrivals * model.fates[model.at(lane, kind)].tries;
        }
    });
    forEachLane([&](Index node, Index lane) {
        const Lane& row = model.lanes.lanes[lane];
        const RateLimit& limit = model.network.handlers[row.handler].rateLimit;
        const double work = m_workOfService[row.service];
        const double workers = model.stations[row.service].workers;
        const double asked = m_askedOfHandler[row.handler];
        const double byTokens = limit.rate > 0 && asked > limit.rate ? limit.rate / asked : 1;
        m_shares[node] = work > workers ? std::min(workers / work, byTokens) : byTokens;
    });
}

/// One sweep: each node's share is passed on as soon as it has it (Gauss-Seidel). Returns the sum of all.
double Traffic::fillOnce(Index component, const std::vector<double>& coming, std::vector<double>& values) {
    const std::vector<Index>& members = m_components.members[component]; // last found first
    double sum = 0;
    for (std::size_t i = members.size(); i-- > 0;) {
        const Index node = members[i];
        for (std::size_t kind = 0; kind < m_classes; ++kind) {
            const std::size_t at = node * m_classes + kind;
            const double amount =
                std::min(coming[i * m_classes + kind] + std::exchange(m_pending[at], 0.0), kBeyondAnything);
            values[at] = amount;
            sum += amount;
            for (Index e = m_graph.firstEdge(node); amount > 0 && e < m_graph.endOfEdges(node); ++e) {
                if (m_components.of[m_graph.graph.to[e]] == component) {
                    m_pending[m_graph.graph.to[e] * m_classes + kind] +=
                        amount * m_shares[node] * m_weights[e * m_classes + kind];
                }
            }
        }
    }
    return sum;
}

/// A loop that sends on at least as much as comes in: every place passes on what it can do. From nothing up by leaps,
/// then down: once places are full less comes back each time.
void Traffic::fillLoop(const Model& model, Index component, const std::vector<double>& coming,
                       std::vector<double>& values) {
    const std::vector<Index>& members = m_components.members[component];
    for (std::size_t i = 0; i < members.size(); ++i) {
        std::copy_n(coming.begin() + static_cast<std::ptrdiff_t>(i * m_classes), m_classes,
                    values.begin() + static_cast<std::ptrdiff_t>(members[i] * m_classes));
    }
    bool rises = true;
    double before = 0;
    for (int sweep = 0; sweep < kMostSweeps; ++sweep) {
        findShares(model, component, values);
        const double now = fillOnce(component, coming, values);
        if (std::abs(now - before) <= kSettled * now) {
            break;
        }
        rises = rises && now > before * (1 + kGrows);
        before = now;
        for (const Index node : members) {
            for (std::size_t kind = 0; rises && kind < m_classes; ++kind) {
                m_pending[node * m_classes + kind] *= kLeap;
            }
        }
    }
    for (const Index node : members) {
        for (std::size_t kind = 0; kind < m_classes; ++kind) {
            m_pending[node * m_classes + kind] = 0;
            for (Index e = m_graph.firstEdge(node); e < m_graph.endOfEdges(node); ++e) {
                m_weights[e * m_classes + kind] *= m_shares[node]; // what leaves the loop is no more than is done
            }
        }
    }
}

} // namespace stormglass::sim::forecasting
