// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/exact/exactness.hpp"

#include "simulator/forecast/detail/exact/exact_streams.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim::forecasting {

namespace {

/// Users give exact answers in a network of product form, if all they set off is waited for one after another.
bool usersAreExact(const Solution& solution, const ExactStreams& streams) {
    const Model& model = solution.model;
    const bool isProductForm = std::ranges::all_of(model.stations, [](const StationState& station) {
        return station.rate <= 0 || station.known == Knowledge::productForm;
    });
    return isProductForm && streams.isOneChain() && solution.usersAreExact;
}

} // namespace

void markExact(Solution& solution) {
    Model& model = solution.model;
    ExactStreams streams(solution);
    streams.follow();
    const bool closedToo = usersAreExact(solution, streams);
    const Network& network = model.network;
    const bool isDisturbed = !network.faults.empty() || !network.replays.empty() || !network.backlogs.empty();
    for (Index s = 0; s < model.stations.size(); ++s) {
        StationState& station = model.stations[s];
        station.exact = station.known != Knowledge::approximate && streams.isCleanAt(s) && station.sureLoad < 1 &&
                        station.rate > 0 && (station.closedWait < 0 || closedToo) && !isDisturbed;
    }
}

bool isPlainMMc(const Solution& solution, Index number) {
    const Model& model = solution.model;
    const StationState& station = model.stations[number];
    const Service& service = model.network.services[number];
    const std::vector<Index>& lanes = model.lanesOfService[number];
    const bool isPoisson = station.exact && station.closedWait < 0 && station.bunch <= 0 && !station.takesSource;
    if (!isPoisson || station.oddities != 0 || std::isinf(station.workers) || station.workers > 1000 ||
        service.discipline != Discipline::fifo || (service.balancing != Balancing::shared && service.replicas > 1)) {
        return false;
    }
    return std::ranges::all_of(lanes, [&](Index lane) {
        const LaneState& state = model.laneStates[lane];
        return state.exponential && std::abs(model.fateOf(lane).attempts - 1) < 1e-12 &&
               state.hold == model.laneStates[lanes.front()].hold;
    });
}

} // namespace stormglass::sim::forecasting
