// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/breakdowns.hpp"
#include "simulator/forecast/detail/lines/finite_sources.hpp"
#include "simulator/forecast/detail/lines/lines.hpp"
#include "simulator/forecast/detail/lines/renewal_waits.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kMostServers = 200; ///< that the formulas for renewal streams are summed over
/// What is taken into account elsewhere: the moments of a cut time, and gates.
constexpr std::uint32_t kHarmless = kTimeoutOddity | kTokenOddity | kPollOddity;

/// As many retries more come in bursts as the first attempts do.
double burstyWait(const Workplace& place, const Source& source) {
    const double mean = (source.rate * source.burstEvery + source.burstRate * source.burstLength) /
                        (source.burstEvery + source.burstLength);
    const double more = quotient(place.load().rate, mean);
    return meanWaitBursty({.calm = more * source.rate,
                           .wild = more * source.burstRate,
                           .becomes = 1 / source.burstEvery,
                           .quietens = 1 / source.burstLength},
                          place.load().service);
}

/// The only source's own intervals count, as long as they are the only ones: no retries.
bool isSourcesOwn(const Workplace& place, const Source* source) {
    const LaneState& only = place.state(place.lanes().front());
    return source != nullptr && source->profiles.empty() && only.exponential && only.bunch <= 0 &&
           std::abs(only.offered - only.arrivals) <= 1e-12 * only.arrivals && place.isBare(kHarmless);
}

double meanIntervalWait(const Workplace& place, const Source& source) {
    const int servers = static_cast<int>(std::round(place.load().servers));
    return source.kind == ArrivalKind::constant
               ? meanWaitDMc(1 / source.rate, place.load().service, servers)
               : meanWaitGIMc(place.network(), source.interval, place.load().service, servers);
}

/// One queue, one message at a time.
double commonWait(Workplace& place) {
    const QueueLoad& load = place.load();
    StationState& station = place.station();
    const Source* source = place.onlySource();
    const bool isFifo = place.service().discipline != Discipline::shortest;
    const LaneState& only = place.state(place.lanes().front());
    if (source != nullptr && source->kind == ArrivalKind::bursty && load.servers == 1 && only.exponential && isFifo) {
        station.takesSource = only.bunch <= 0;
        return burstyWait(place, *source);
    }
    const bool isRenewal =
        source != nullptr && (source->kind == ArrivalKind::constant || source->kind == ArrivalKind::renewal);
    if (isRenewal && isFifo && load.servers <= kMostServers && isSourcesOwn(place, source)) {
        const double wait = meanIntervalWait(place, *source);
        if (std::isfinite(wait) && wait >= 0) {
            station.takesSource = true;
            return wait;
        }
    }
    const bool isOneKind = place.lanes().size() == 1 && place.model().classes == 1 && only.callSeconds <= 0;
    const RandomTime time =
        isOneKind ? timeOfAttempt(place.network(), place.lane(place.lanes().front()), kNoClass) : RandomTime{};
    const double wait = isFifo ? meanWait(load) : meanWaitShortest(load, time);
    if (std::isinf(station.callers) || load.servers > kMostServers) {
        return wait;
    }
    const int servers = static_cast<int>(std::max(std::round(load.servers), 1.0));
    const int callers = static_cast<int>(std::min(station.callers, 1e6));
    return std::min(wait, meanWaitFiniteSources(load.rate, load.service, servers, callers) * (1 + load.serviceScv) / 2);
}

/// How far that is exact: product form where first come, first served exponential times are all alike (or no order that
/// looks at them); M/G/1; and what a Poisson stream that is split at random comes to.
Knowledge knownOfPlain(const Workplace& place) {
    const Service& service = place.service();
    const bool isSingle = place.isOneQueue() && place.station().workers == 1;
    if (!place.isBare(kHarmless)) {
        return Knowledge::approximate;
    }
    if (service.discipline == Discipline::shortest) {
        const bool isKnown = isSingle && place.lanes().size() == 1 && place.isExponential();
        return isKnown ? Knowledge::ofPoisson : Knowledge::approximate;
    }
    if (place.isExponential() && place.isOneQueue()) {
        return Knowledge::productForm;
    }
    const bool isSplit = service.balancing == Balancing::random && (service.concurrency == 1 || place.isExponential());
    return isSingle || isSplit ? Knowledge::ofPoisson : Knowledge::approximate;
}

} // namespace

namespace {

/// Of services that read one queue together.
void solvePooled(Workplace& place) {
    StationState& station = place.station();
    station.load = station.pooledLoad;
    station.sureLoad = station.sureLoad > 0 ? station.pooledLoad : 0;
    place.shareOut(station.pooledWait);
    const bool isKnown = station.pooledExactly && place.isExponential() && place.isBare(kSharedQueueOddity);
    station.known = isKnown ? Knowledge::ofPoisson : Knowledge::approximate;
}

} // namespace

void solvePlain(Workplace& place) {
    StationState& station = place.station();
    if (station.pooledWait >= 0 && station.closedWait < 0) {
        solvePooled(place);
        return;
    }
    if (station.closedWait >= 0) {
        place.shareOut(station.closedWait);
        for (const Index lane : place.lanes()) {
            place.state(lane).wait = place.state(lane).servedWait = place.state(lane).closedWait;
        }
    } else if (station.load >= 1) {
        place.shareOut(kInfinity);
    } else if (place.available() < 1 && place.isOneQueue()) {
        const BreakdownAnswer answer = waitWithBreakdowns(place);
        place.shareOut(answer.wait, answer.stretch);
        waitForTogether(place);
        station.known = answer.isExact ? Knowledge::ofPoisson : Knowledge::approximate;
        return;
    } else {
        const Service& service = place.service();
        const double wait = place.isOneQueue() || place.replicas() <= 1
                                ? commonWait(place)
                                : meanWaitBalanced(place.load(), place.replicas(), service.balancing, service.choices);
        place.shareOut(wait);
    }
    if (station.closedWait < 0) {
        waitForTogether(place);
    }
    station.known = knownOfPlain(place);
    station.takesBunches = station.workers == 1 && place.service().discipline == Discipline::fifo && place.isBare();
}

void solveSharing(Workplace& place) {
    const QueueLoad& load = place.load();
    const double wait = meanWait({load.rate, load.service, 1, 1, load.servers});
    const bool isFinite = load.service > 0 && std::isfinite(load.service);
    place.shareOut(0, isFinite ? (wait + load.service) / load.service : 1);
    for (const Index lane : place.lanes()) {
        LaneState& state = place.state(lane);
        state.handling = place.station().closedWait >= 0 ? state.alone + state.closedWait : state.handling;
    }
    place.station().queue = 0;
    const bool isKnown = place.isOneQueue() && place.isBare();
    place.station().known = isKnown ? Knowledge::productForm : Knowledge::approximate;
}

} // namespace stormglass::sim::forecasting
