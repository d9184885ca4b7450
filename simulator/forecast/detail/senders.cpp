// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/senders.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Services that send a message, each once, with the calls that one of their workers may have under way at once.
struct Senders {
    std::vector<std::pair<Index, double>> services;
    bool others = false; ///< a source, or an arrow that does not wait

    void add(Index service, double calls) {
        const auto known = std::ranges::find(services, service, &std::pair<Index, double>::first);
        if (known == services.end()) {
            services.emplace_back(service, calls);
        } else {
            known->second = std::max(known->second, calls);
        }
    }
};

/// Arrows that are called together with the one before them: the most calls that are under way at once.
double callsAtOnce(const Network& network, const Handler& handler) {
    double most = 1;
    double now = 1;
    for (Index f = handler.flows.first; f < handler.flows.end(); ++f) {
        const OutFlow& flow = network.outFlows[f];
        if (!flow.sync) {
            continue;
        }
        now = flow.parallel ? now + 1 : 1;
        most = std::max(most, flow.count.present() ? kInfinity : now);
    }
    return most;
}

std::vector<Senders> sendersOf(const Network& network) {
    std::vector<Senders> senders(network.messages.size());
    for (const Source& source : network.sources) {
        for (Index f = source.flows.first; f < source.flows.end(); ++f) {
            senders[network.outFlows[f].message].others = true;
        }
    }
    for (const Handler& handler : network.handlers) {
        const double calls = callsAtOnce(network, handler);
        for (Index f = handler.flows.first; f < handler.flows.end(); ++f) {
            const OutFlow& flow = network.outFlows[f];
            Senders& all = senders[flow.message];
            all.others = all.others || !flow.sync;
            all.add(handler.service, calls);
        }
    }
    return senders;
}

} // namespace

void findSenders(Model& model) {
    const std::vector<Senders> senders = sendersOf(model.network);
    model.callersOf.resize(model.stations.size());
    model.calledBy.resize(model.stations.size());
    for (Index s = 0; s < model.stations.size(); ++s) {
        Senders all;
        for (const Index lane : model.lanesOfService[s]) {
            const Lane& row = model.lanes.lanes[lane];
            const Senders& of = senders[row.message];
            all.others = all.others || of.others || model.network.handlers[row.handler].hedge.copies > 1;
            for (const auto& [service, calls] : of.services) {
                all.add(service, calls);
            }
        }
        StationState& station = model.stations[s];
        station.callers = all.others || all.services.empty() ? kInfinity : 0;
        station.senders = 0;
        for (const auto& [service, calls] : all.services) {
            station.callers += model.stations[service].workers * calls;
            station.senders += model.stations[service].workers;
        }
        if (!std::isfinite(station.callers)) {
            continue;
        }
        for (const auto& [service, calls] : all.services) {
            model.callersOf[s].push_back({service, calls});
            model.calledBy[service].push_back(s);
        }
    }
}

} // namespace stormglass::sim::forecasting
