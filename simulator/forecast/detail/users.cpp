// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/users.hpp"

#include "simulator/forecast/closed_network.hpp"
#include "simulator/forecast/detail/answers.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace stormglass::sim::forecasting {

namespace {

/// Exact mean value analysis is worth so many steps (population × stations × servers).
constexpr double kMostExactSteps = 2e6;
constexpr double kMostServers = 1000;

/// Lanes from which the journey's end can still be reached: what their messages lead to is waited for.
std::vector<std::uint8_t> lanesBefore(const Model& model, const Journey& journey) {
    const Network& network = model.network;
    std::vector<std::uint8_t> messages(network.messages.size(), 0);
    std::vector<std::uint8_t> lanes(model.lanes.lanes.size(), 0);
    std::vector<std::vector<Index>> senders(network.messages.size()); // handlers
    for (Index h = 0; h < network.handlers.size(); ++h) {
        for (Index f = network.handlers[h].flows.first; f < network.handlers[h].flows.end(); ++f) {
            senders[network.outFlows[f].message].push_back(h);
        }
    }
    std::vector<Index> open;
    const auto meetHandler = [&](Index handler) {
        const Range own = model.lanes.ofHandler[handler];
        for (Index lane = own.first; lane < own.end(); ++lane) {
            if (std::exchange(lanes[lane], std::uint8_t{1}) == 0 &&
                std::exchange(messages[model.lanes.lanes[lane].message], std::uint8_t{1}) == 0) {
                open.push_back(model.lanes.lanes[lane].message);
            }
        }
    };
    if (journey.toHandler != kNone) {
        meetHandler(journey.toHandler);
    } else {
        messages[journey.toMessage] = 1;
        open.push_back(journey.toMessage);
    }
    while (!open.empty()) {
        const Index message = open.back();
        open.pop_back();
        for (const Index handler : senders[message]) {
            meetHandler(handler);
        }
    }
    return lanes;
}

} // namespace

Users::Users(const Model& model) {
    for (Index s = 0; s < model.network.sources.size(); ++s) {
        const Source& source = model.network.sources[s];
        if (source.kind == ArrivalKind::users && source.users > 0) {
            m_sources.push_back(s);
            m_onPath.push_back(source.writtenJourney == kNone
                                   ? std::vector<std::uint8_t>(model.lanes.lanes.size(), 1)
                                   : lanesBefore(model, model.network.journeys[source.writtenJourney]));
        }
    }
}

/// What one instance asks for, by the traffic equations with one instance a second and nothing else.
Users::Cycle Users::cycleOf(Model& model, Traffic& traffic, std::size_t user) const {
    const Source& source = model.network.sources[m_sources[user]];
    std::ranges::fill(model.sourceRates, 0.0);
    model.sourceRates[m_sources[user]] = 1;
    traffic.solve(model);
    Cycle cycle;
    cycle.demand.resize(model.stations.size(), 0.0);
    cycle.visits.resize(model.stations.size(), 0.0);
    cycle.aside = meanOf(model.network, source.think);
    for (Index f = source.flows.first; f < source.flows.end(); ++f) {
        cycle.aside += meanOf(model.network, model.network.outFlows[f].latency) * model.network.outFlows[f].probability;
    }
    for (Index lane = 0; lane < model.laneStates.size(); ++lane) {
        const double arrivals = model.arrivalsOf(lane);
        if (arrivals <= 0 || m_onPath[user][lane] == 0) {
            continue;
        }
        const LaneState& state = model.laneStates[lane];
        const Fate fate = model.fateOf(lane);
        const double attempts = arrivals * fate.attempts * model.completions[model.lanes.lanes[lane].handler];
        const Index service = model.lanes.lanes[lane].service;
        cycle.demand[service] += attempts * std::max(state.hold - state.callSeconds, 0.0);
        cycle.visits[service] += attempts;
        cycle.aside +=
            arrivals * (fate.backoff + fate.of(Outcome::success) * meanOf(model.network, model.handlerOf(lane).delay));
        for (const Feed& feed : model.lanes.feedsOf(model.lanes.lanes[lane].message)) {
            cycle.aside += feed.lane == lane ? arrivals * transitOf(model.network, feed) : 0;
        }
    }
    return cycle;
}

double Users::settle(Model& model, Traffic& traffic) const {
    const std::vector<double> before = model.sourceRates;
    std::vector<double> openWork(model.stations.size(), 0.0);
    {
        for (const Index source : m_sources) {
            model.sourceRates[source] = 0;
        }
        traffic.solve(model);
        for (Index lane = 0; lane < model.laneStates.size(); ++lane) {
            openWork[model.lanes.lanes[lane].service] +=
                model.arrivalsOf(lane) * model.fateOf(lane).attempts * model.laneStates[lane].hold;
        }
    }
    const std::vector<double> open = model.sourceRates;
    std::vector<Cycle> cycles;
    std::vector<ClosedClass> classes;
    for (std::size_t user = 0; user < m_sources.size(); ++user) {
        cycles.push_back(cycleOf(model, traffic, user));
        classes.push_back({static_cast<double>(model.network.sources[m_sources[user]].users), cycles.back().aside});
    }
    std::vector<ClosedStation> stations;
    std::vector<Index> services;
    double steps = classes.front().population;
    for (Index s = 0; s < model.stations.size(); ++s) {
        ClosedStation station;
        const double workers = model.stations[s].workers;
        const double load = std::isinf(workers) ? 0 : std::min(openWork[s] / workers, 0.999);
        double whole = 0;
        for (const Cycle& cycle : cycles) {
            station.demand.push_back(cycle.demand[s] / (1 - load));
            whole += cycle.demand[s];
        }
        if (whole <= 0) {
            model.stations[s].closedWait = -1;
            continue;
        }
        station.servers = std::isinf(workers) || workers > kMostServers ? 0 : static_cast<int>(workers);
        steps *= 1 + station.servers;
        model.stations[s].openLoad = std::isinf(workers) ? 0 : openWork[s] / workers;
        stations.push_back(std::move(station));
        services.push_back(s);
    }
    const bool canBeExact = classes.size() == 1 && steps <= kMostExactSteps;
    const ClosedAnswer answer =
        canBeExact ? exactMva(stations, static_cast<int>(classes.front().population), classes.front().think)
                   : approximateMva(stations, classes);
    model.sourceRates = open;
    double change = 0;
    for (std::size_t user = 0; user < m_sources.size(); ++user) {
        const double rate = answer.throughput[user];
        model.sourceRates[m_sources[user]] = rate;
        change = std::max(change, std::abs(rate - before[m_sources[user]]) / std::max(rate, 1e-12));
    }
    for (std::size_t i = 0; i < services.size(); ++i) {
        double waiting = 0;
        double visits = 0;
        for (std::size_t user = 0; user < m_sources.size(); ++user) {
            waiting += answer.throughput[user] * (answer.residence[i][user] - cycles[user].demand[services[i]]);
            visits += answer.throughput[user] * cycles[user].visits[services[i]];
        }
        model.stations[services[i]].closedWait = visits > 0 ? std::max(waiting / visits, 0.0) : 0;
    }
    return change;
}

bool Users::isExact(const Model& model) const {
    if (m_sources.size() != 1) {
        return false;
    }
    double steps = model.network.sources[m_sources.front()].users;
    for (const StationState& station : model.stations) {
        steps *= station.closedWait < 0 ? 1 : 1 + (std::isinf(station.workers) ? 0 : std::min(station.workers, 1e9));
    }
    return steps <= kMostExactSteps;
}

} // namespace stormglass::sim::forecasting
