// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/lines.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

} // namespace

void solveBatches(Workplace& place) {
    const QueueLoad& load = place.load();
    StationState& station = place.station();
    const Handler* handler = nullptr;
    for (const Index lane : place.lanes()) {
        handler = place.handlerOf(lane).batch.present ? &place.handlerOf(lane) : handler;
    }
    const BatchRule& rule = handler->batch;
    const double most = rule.max == kUnlimited ? 1e9 : rule.max;
    const double each = meanOf(place.network(), rule.perMessage);
    const double alone = std::max(station.service - each, 0.0); // of a batch, without its messages
    const double servers = load.servers;
    double size = 1;
    BulkAnswer answer;
    for (int round = 0; round < 8; ++round) {
        answer = bulkService(load.rate / servers, alone + each * size, most);
        size = std::min(answer.batch, most);
        if (each == 0) {
            break;
        }
    }
    const double whole = alone + each * most;
    double wait = answer.wait;
    if (rule.linger > 0) {
        const double fills = most < 1e9 ? (most - 1) / std::max(load.rate, 1e-12) : kInfinity;
        wait += std::min(fills, rule.linger) / 2;
        size = std::max(size, std::min(most, 1 + load.rate * std::min(fills, rule.linger)));
    }
    place.shareOut(wait);
    for (const Index lane : place.lanes()) {
        place.state(lane).batch = size;
        place.state(lane).handling = alone + each * size + place.state(lane).callSeconds;
    }
    station.busy = std::isinf(answer.wait) ? load.rate * whole / (most * servers) : answer.busy;
    station.load = load.rate * whole / (most * servers);
    station.sureLoad = station.sureLoad > 0 ? station.load : 0;
}

} // namespace stormglass::sim::forecasting
