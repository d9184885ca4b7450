// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/lines.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stormglass::sim::forecasting {

namespace {

/// Patience as little as nothing: an exponential one that short.
constexpr double kLeastPatience = 1e-9;

/// The topic that some lane comes from, or kNone.
Index topicOf(const Workplace& place) {
    for (const Index lane : place.lanes()) {
        const Index channel = place.lane(lane).channel;
        if (channel != kNone && place.network().channels[channel].topic) {
            return channel;
        }
    }
    return kNone;
}

/// The least room of all lanes.
Workplace::Room roomOf(const Workplace& place) {
    Workplace::Room least{std::numeric_limits<double>::infinity(), false};
    for (const Index lane : place.lanes()) {
        const Workplace::Room room = place.roomOf(lane);
        least.places = std::min(least.places, room.places);
        least.rejects = least.rejects || room.rejects;
    }
    return least;
}

/// Mean patience of those that have any; infinite: nobody has.
double patienceOf(const Workplace& place) {
    double patience = 0;
    double rate = 0;
    for (const Index lane : place.lanes()) {
        if (const double own = place.patienceOf(lane); !std::isinf(own)) {
            patience += own * place.state(lane).attempts;
            rate += place.state(lane).attempts;
        }
    }
    return rate > 0 ? std::max(patience / rate, kLeastPatience) : std::numeric_limits<double>::infinity();
}

void solveLine(Workplace& place) {
    const Discipline discipline = place.service().discipline;
    const bool isBatch =
        std::ranges::any_of(place.lanes(), [&place](Index lane) { return place.handlerOf(lane).batch.present; });
    if (isBatch) {
        solveBatches(place);
    } else if (const Index topic = topicOf(place); topic != kNone) {
        solvePartitions(place, topic);
    } else if (discipline == Discipline::processorSharing) {
        solveSharing(place);
    } else if (const double patience = patienceOf(place); !std::isinf(patience)) {
        solveImpatient(place, patience);
    } else if (const Workplace::Room room = roomOf(place); !std::isinf(room.places)) {
        solveLimited(place, room);
    } else if (discipline == Discipline::priority || discipline == Discipline::preemptivePriority) {
        solvePriorities(place);
    } else {
        solvePlain(place);
    }
}

} // namespace

void solveService(Model& model, Index service, const std::vector<std::uint8_t>& sentByHandlers) {
    if (model.lanesOfService[service].empty()) {
        return;
    }
    Workplace place(model, service, sentByHandlers);
    if (std::isinf(place.station().workers)) {
        place.shareOut(0);
        addTokens(place);
        addPolls(place);
        return;
    }
    solveLine(place);
    limitKeys(place);
    addTokens(place);
    addPolls(place);
    addColdStarts(place);
}

} // namespace stormglass::sim::forecasting
