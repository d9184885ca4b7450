// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/lines.hpp"

#include "model/base/contracts.hpp"
#include "simulator/forecast/detail/lines/lingering.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kAnyNumber = 1e9;

/// The rule of the batches, and what one of them takes.
struct Batches {
    const Handler* handler = nullptr;
    double most = kAnyNumber;
    double each = 0;  ///< seconds more for each message
    double alone = 0; ///< seconds of a batch, without its messages
    double scv = 1;
};

Batches batchesOf(const Workplace& place) {
    Batches batches;
    for (const Index lane : place.lanes()) {
        batches.handler = place.handlerOf(lane).batch.present ? &place.handlerOf(lane) : batches.handler;
    }
    STORMGLASS_EXPECTS(batches.handler != nullptr);
    const BatchRule& rule = batches.handler->batch;
    batches.most = rule.max == kUnlimited ? kAnyNumber : rule.max;
    batches.each = meanOf(place.network(), rule.perMessage);
    batches.alone = std::max(place.station().service - batches.each, 0.0);
    batches.scv = scvOf(place.network(), batches.handler->time);
    return batches;
}

/// What waits when a worker is free goes together. Exact for one worker and exponential batches; several count as one
/// that is as fast, other batches wait in proportion to what is left of one that is under way.
void takeWhatWaits(Workplace& place, const Batches& batches) {
    const QueueLoad& load = place.load();
    double size = 1;
    BulkAnswer answer;
    for (int round = 0; round < 8; ++round) {
        answer = bulkService(load.rate, (batches.alone + batches.each * size) / load.servers, batches.most);
        size = std::min(answer.batch, batches.most);
        if (batches.each == 0) {
            break;
        }
    }
    place.shareOut(answer.wait * (1 + batches.scv) / 2);
    StationState& station = place.station();
    const double whole = batches.alone + batches.each * batches.most;
    station.load = load.rate * whole / (batches.most * load.servers);
    station.busy = std::isinf(answer.wait) ? station.load : answer.busy;
    for (const Index lane : place.lanes()) {
        place.state(lane).batch = size;
    }
    const bool isKnown = place.lanes().size() == 1 && load.servers == 1 &&
                         !batches.handler->batch.perMessage.present() &&
                         place.service().discipline == Discipline::fifo && place.isBare(kBatchOddity) &&
                         place.state(place.lanes().front()).exponential;
    station.known = isKnown ? Knowledge::ofPoisson : Knowledge::approximate;
}

/// Batches leave by themselves, and wait like messages.
void waitForBatches(Workplace& place, const Batches& batches) {
    const QueueLoad& load = place.load();
    const LingeringBatches leaving = lingeringBatches(load.rate, batches.handler->batch.linger, batches.most);
    const double service = batches.alone + batches.each * leaving.size;
    const double ofSizes = batches.each * batches.each * (leaving.sizeSquare - leaving.size * leaving.size);
    const double variance = batches.scv * batches.alone * batches.alone + std::max(ofSizes, 0.0);
    const QueueLoad line{1 / leaving.interval, service, quotient(variance, service * service), leaving.intervalScv,
                         load.servers};
    place.shareOut(leaving.wait + meanWait(line));
    StationState& station = place.station();
    station.load = station.busy = service / (leaving.interval * load.servers);
    for (const Index lane : place.lanes()) {
        place.state(lane).batch = leaving.sizeSquare / leaving.size; // as a message sees it
    }
}

} // namespace

void solveBatches(Workplace& place) {
    const Batches batches = batchesOf(place);
    if (batches.handler->batch.linger > 0 && place.load().rate > 0) {
        waitForBatches(place, batches);
    } else {
        takeWhatWaits(place, batches);
    }
    StationState& station = place.station();
    station.sureLoad = station.sureLoad > 0 ? station.load : 0;
    for (const Index lane : place.lanes()) {
        LaneState& state = place.state(lane);
        state.handling = batches.alone + batches.each * state.batch + state.callSeconds;
    }
}

} // namespace stormglass::sim::forecasting
