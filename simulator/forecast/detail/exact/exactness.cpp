// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/exact/exactness.hpp"

#include "simulator/forecast/detail/exact/exact_streams.hpp"
#include "simulator/forecast/detail/exact/station_kinds.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim::forecasting {

namespace {

/// Users give exact answers in a closed product-form network: nothing else comes in, and all of it is waited for one
/// after another.
bool usersAreAlone(const Solution& solution, const std::vector<StationKind>& kinds, const ExactStreams& streams) {
    const Model& model = solution.model;
    std::size_t users = 0;
    std::size_t others = 0;
    for (Index s = 0; s < model.network.sources.size(); ++s) {
        if (model.sourceRates[s] > 0) {
            ++(model.network.sources[s].kind == ArrivalKind::users ? users : others);
        }
    }
    bool isProductForm = true;
    for (Index s = 0; s < kinds.size(); ++s) {
        isProductForm = isProductForm && (model.stations[s].rate <= 0 || kinds[s] == StationKind::productForm);
    }
    return users == 1 && others == 0 && isProductForm && streams.isOneChain() && solution.usersAreExact;
}

} // namespace

void markExact(Solution& solution) {
    Model& model = solution.model;
    std::vector<StationKind> kinds;
    for (Index s = 0; s < model.stations.size(); ++s) {
        kinds.push_back(StationKinds(model).of(s));
    }
    ExactStreams streams(solution, kinds);
    streams.follow();
    const bool closedToo = usersAreAlone(solution, kinds, streams);
    const Network& network = model.network;
    const bool isDisturbed = !network.faults.empty() || !network.replays.empty() || !network.backlogs.empty();
    for (Index s = 0; s < kinds.size(); ++s) {
        StationState& station = model.stations[s];
        station.exact = kinds[s] != StationKind::inexact && streams.isCleanAt(s) && station.sureLoad < 1 &&
                        station.rate > 0 && (station.closedWait < 0 || closedToo) && !isDisturbed;
    }
}

bool isPlainMMc(const Solution& solution, Index number) {
    const Model& model = solution.model;
    const StationState& station = model.stations[number];
    const Service& service = model.network.services[number];
    const std::vector<Index>& lanes = model.lanesOfService[number];
    const bool isBursty =
        std::ranges::any_of(lanes, [&model](Index lane) { return model.laneStates[lane].bursts != kNone; });
    if (!station.exact || station.closedWait >= 0 || station.bunch > 0 || isBursty ||
        service.autoscale.metric != AutoscaleMetric::none || std::isinf(station.workers) || station.workers > 1000 ||
        service.discipline != Discipline::fifo || service.queueLimit != kUnlimited ||
        (service.balancing != Balancing::shared && service.replicas > 1)) {
        return false;
    }
    bool isPlain = true;
    for (const Index lane : model.lanesOfService[number]) {
        const Handler& handler = model.handlerOf(lane);
        const Index channel = model.lanes.lanes[lane].channel;
        const Fate fate = model.fateOf(lane);
        isPlain = isPlain &&
                  (channel == kNone ||
                   (!model.network.channels[channel].topic && model.network.channels[channel].pollEvery <= 0)) &&
                  model.laneStates[lane].exponential && !handler.batch.present && !handler.patience.present() &&
                  handler.rateLimit.rate <= 0 && std::abs(fate.attempts - 1) < 1e-12 &&
                  model.laneStates[lane].hold == model.laneStates[model.lanesOfService[number].front()].hold;
    }
    return isPlain;
}

} // namespace stormglass::sim::forecasting
