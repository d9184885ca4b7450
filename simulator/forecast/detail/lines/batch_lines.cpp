// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/lines.hpp"

#include "model/base/contracts.hpp"
#include "simulator/forecast/detail/lines/lingering.hpp"
#include "simulator/forecast/detail/lines/renewal_waits.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kAnyNumber = 1e9;
constexpr double kMostServers = 1000;

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

/// How much other than for exponential batches it is for these, of one worker that takes whatever waits: an M/G/1 whose
/// batch takes all that came during the one before. Known exactly: it is idle after a batch during which nothing came,
/// and who comes during a batch waits for the rest of it.
struct AgainstExponential {
    double idle = 1;
    double wait = 1;
};

AgainstExponential againstExponential(const Workplace& place, const Batches& batches, double rate, double size) {
    const double shift = batches.each * size;
    const double mean = batches.alone + shift;
    if (rate <= 0 || mean <= 0 || !std::isfinite(rate * mean) || !std::isfinite(batches.scv)) {
        return {};
    }
    const auto busyWhere = [&](double nothingComes) { return mean / (mean + nothingComes / rate); };
    const double nothing = transformOf(place.network(), batches.handler->time, rate) * std::exp(-rate * shift);
    const double busy = busyWhere(nothing);
    const double exponential = busyWhere(1 / (1 + rate * mean));
    const double scv = batches.scv * batches.alone * batches.alone / (mean * mean);
    const double weight = std::pow(std::max(place.load().servers, 1.0), -0.7);
    return {std::pow((1 - busy) / std::max(1 - exponential, 1e-12), weight),
            std::pow(busy / exponential * (1 + scv) / 2, weight)};
}

/// What waits when a worker is free goes together. Exact for exponential batches; others are idle and wait in
/// proportion to what they would if a batch had no end, what a full batch leaves behind as in any line. The more
/// workers there are the less their times matter: 0.7 is fitted to simulated lines of two and four workers.
void takeWhatWaits(Workplace& place, const Batches& batches) {
    const QueueLoad& load = place.load();
    const double servers = std::clamp(std::round(load.servers), 1.0, kMostServers);
    double size = 1;
    BulkAnswer answer;
    AgainstExponential against;
    double unlimited = 0; ///< wait where any number goes together
    for (int round = 0; round < 8; ++round) {
        const double time = (batches.alone + batches.each * size) * servers / load.servers;
        answer = bulkService(load.rate, time, batches.most, static_cast<int>(servers));
        unlimited = bulkService(load.rate, time, kAnyNumber, static_cast<int>(servers)).wait;
        against = againstExponential(place, batches, load.rate / load.servers, size);
        answer.busy = std::clamp(1 - (1 - answer.busy) * against.idle, 0.0, 1.0);
        size = std::min(quotient(load.rate * time, servers * answer.busy), batches.most);
        if (batches.each == 0) {
            break;
        }
    }
    const double endless = std::min(unlimited, answer.wait);
    const double variability = (1 + batches.scv) / 2;
    const double leftBehind = endless < answer.wait ? answer.wait - endless : 0;
    place.shareOut(times(endless, against.wait) + times(leftBehind, variability * std::min(variability, 1.0)));
    StationState& station = place.station();
    const double whole = batches.alone + batches.each * batches.most;
    station.load = load.rate * whole / (batches.most * load.servers);
    station.busy = std::isinf(answer.wait) ? station.load : answer.busy;
    for (const Index lane : place.lanes()) {
        place.state(lane).batch = size;
    }
    const bool isKnown = place.lanes().size() == 1 && place.isOneQueue() &&
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
