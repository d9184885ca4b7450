// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/loads.hpp"

#include "simulator/forecast/detail/bunches.hpp"
#include "simulator/forecast/detail/holds.hpp"
#include "simulator/forecast/detail/lines/lines.hpp"
#include "simulator/forecast/detail/lines/oddities.hpp"
#include "simulator/forecast/detail/senders.hpp"
#include "simulator/forecast/detail/streams.hpp"
#include "simulator/forecast/detail/together.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kMostLoad = 1e12;

double changeOf(double now, double before, double scale) {
    if (std::isinf(now) || std::isinf(before)) {
        return now == before ? 0 : 1;
    }
    return std::abs(now - before) / std::max({scale, std::abs(now), 1e-12});
}

} // namespace

Loads::Loads(Model& model, const Traffic& traffic)
    : m_model(model), m_traffic(traffic), m_sentByHandlers(model.network.messages.size(), 0) {
    for (const Handler& handler : model.network.handlers) {
        for (Index f = handler.flows.first; f < handler.flows.end(); ++f) {
            m_sentByHandlers[model.network.outFlows[f].message] = 1;
        }
    }
    findOnlySources(model, m_sentByHandlers);
    findSenders(model);
    m_isBunched = hasBunches(model.network);
    m_sendTogether = lanesThatSendTogether(model, traffic.laneOrder());
    for (Index s = 0; s < model.stations.size(); ++s) {
        model.stations[s].oddities = odditiesOf(model, s);
    }
}

double Loads::settle(double weight) {
    m_change = 0;
    m_weight = weight;
    count();
    // What is called stands behind its callers: last ones first, each service when all its lanes are known.
    std::vector<std::size_t> open(m_model.stations.size());
    for (Index s = 0; s < m_model.stations.size(); ++s) {
        open[s] = m_model.lanesOfService[s].size();
    }
    const std::vector<Index>& order = m_traffic.laneOrder();
    for (auto lane = order.rbegin(); lane != order.rend(); ++lane) {
        hold(*lane, weight);
        const Index service = m_model.lanes.lanes[*lane].service;
        if (--open[service] == 0) {
            solve(service);
        }
    }
    updateStreams(m_model, m_traffic.laneOrder());
    findTogether(m_model, m_sendTogether, m_traffic.laneOrder(), m_isBunched);
    for (Index s = 0; s < m_model.stations.size(); ++s) {
        solve(s);
        keepUp(m_model.stations[s]);
    }
    return m_change;
}

void Loads::count() {
    for (Index lane = 0; lane < m_model.laneStates.size(); ++lane) {
        LaneState& state = m_model.laneStates[lane];
        state.arrivals = m_model.arrivalsOf(lane);
        const Fate fate = m_model.fateOf(lane);
        const double handlings = state.arrivals * m_model.completions[m_model.lanes.lanes[lane].handler];
        state.attempts = handlings * fate.attempts;
        state.asked = handlings * fate.tries;
        state.offered = state.asked * (1 - state.shedding.refused);
    }
}

/// What is offered too much never leaves. Moved by halves, later by less, on a logarithmic scale: what comes back
/// around a loop would swing between too much and nothing.
void Loads::keepUp(StationState& station) {
    const double load = std::max(station.sureLoad, station.growingLoad);
    const double share = load > 1 && station.closedWait < 0 ? 1 / std::min(load, kMostLoad) : 1;
    const double moved =
        share < 1 || station.keepsUp < 1 ? station.keepsUp * std::pow(share / station.keepsUp, m_weight / 2) : 1;
    const double before = std::exchange(station.keepsUp, std::abs(moved - 1) < 1e-9 ? 1 : moved);
    m_change = std::max(m_change, std::abs(station.keepsUp - before));
}

void Loads::hold(Index lane, double weight) {
    const double before = m_model.laneStates[lane].hold;
    updateHold(m_model, lane, weight);
    m_change = std::max(m_change, changeOf(m_model.laneStates[lane].hold, before, 0));
}

/// Something between what was shed and what would be.
Shedding Loads::blended(const Shedding& before, const Shedding& fresh) const {
    const auto between = [this](double old, double now) { return old + m_weight * (now - old); };
    return {between(before.refused, fresh.refused), between(before.dropped, fresh.dropped),
            between(before.rejected, fresh.rejected), between(before.expired, fresh.expired)};
}

void Loads::solve(Index service) {
    const double before = m_model.stations[service].wait;
    const std::vector<Index>& lanes = m_model.lanesOfService[service];
    m_sheddings.clear();
    for (std::size_t i = 0; m_weight < 1 && i < lanes.size(); ++i) {
        m_sheddings.push_back(m_model.laneStates[lanes[i]].shedding);
    }
    solveService(m_model, service, m_sentByHandlers);
    for (std::size_t i = 0; m_weight < 1 && i < lanes.size(); ++i) {
        Shedding& shedding = m_model.laneStates[lanes[i]].shedding;
        shedding = blended(m_sheddings[i], shedding);
    }
    const StationState& station = m_model.stations[service];
    m_change = std::max(m_change, changeOf(station.wait, before, station.service));
}

} // namespace stormglass::sim::forecasting
