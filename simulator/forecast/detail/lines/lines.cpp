// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/lines.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

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
    Workplace::Room least{kInfinity, false};
    for (const Index lane : place.lanes()) {
        const Workplace::Room room = place.roomOf(lane);
        least.places = std::min(least.places, room.places);
        least.rejects = least.rejects || room.rejects;
    }
    return least;
}

/// The patience of that lane that most of those come to that have any.
Patience patienceOf(const Workplace& place) {
    Patience patience;
    double most = 0;
    for (const Index lane : place.lanes()) {
        const Patience own = place.patienceOf(lane);
        if (std::isfinite(own.mean()) && (most <= 0 || place.state(lane).offered > most)) {
            patience = own;
            most = place.state(lane).offered;
        }
    }
    return patience;
}

void solveLine(Workplace& place) {
    if (std::isinf(place.load().service)) {
        solveStanding(place);
        return;
    }
    const Discipline discipline = place.service().discipline;
    const bool isBatch =
        std::ranges::any_of(place.lanes(), [&place](Index lane) { return place.handlerOf(lane).batch.present; });
    if (isBatch) {
        solveBatches(place);
    } else if (const Index topic = topicOf(place); topic != kNone) {
        solvePartitions(place, topic, patienceOf(place));
    } else if (discipline == Discipline::processorSharing) {
        solveSharing(place);
    } else if (const Patience patience = patienceOf(place); std::isfinite(patience.mean())) {
        solveImpatient(place, patience);
    } else if (const Workplace::Room room = roomOf(place); !std::isinf(room.places)) {
        solveLimited(place, room);
    } else if (const double blocking = place.blockingRoom(); std::isfinite(blocking) && place.isOneQueue()) {
        solveBlocking(place, blocking);
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
    refuse(place);
    if (std::isinf(place.station().workers)) {
        place.shareOut(0);
        const std::uint32_t harmless = place.isSmoothlyHedged() ? std::uint32_t{kHedgeOddity} : 0;
        const bool isKnown = place.isBare(kTokenOddity | kPollOddity | kTimeoutOddity | harmless);
        place.station().known = isKnown ? Knowledge::productForm : Knowledge::approximate;
        addTokens(place);
        addPolls(place);
        return;
    }
    solveLine(place);
    waitForFirstCopy(place);
    beginAnew(place);
    shedTooMuch(place);
    limitKeys(place);
    addTokens(place);
    addPolls(place);
    addIntervals(place);
    addColdStarts(place);
}

} // namespace stormglass::sim::forecasting
