// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/breakdowns.hpp"
#include "simulator/forecast/detail/lines/finite_sources.hpp"
#include "simulator/forecast/detail/lines/lines.hpp"
#include "simulator/forecast/detail/lines/renewal_waits.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kMostServers = 200; ///< that the formulas for renewal streams are summed over
constexpr double kLeastVariability = 0.05;
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

/// The handling times of all that comes; none where they cannot be told (classes, calls).
std::vector<ShareOfTimes> timesAt(const Workplace& place) {
    std::vector<ShareOfTimes> times;
    for (const Index lane : place.lanes()) {
        const LaneState& state = place.state(lane);
        if (place.model().classes > 1 || state.callSeconds > 0) {
            return {};
        }
        times.push_back({quotient(state.offered, place.station().rate),
                         timeOfAttempt(place.network(), place.lane(lane), kNoClass)});
    }
    return times;
}

/// Of what is only called, by workers that wait for the answers.
double waitOfCalls(Workplace& place) {
    const QueueLoad& load = place.load();
    StationState& station = place.station();
    station.callerExcess = 0;
    if (std::isinf(station.callers) || load.servers > kMostServers) {
        return kInfinity;
    }
    const double there = load.rate * (load.service + station.wait);
    const double elsewhere = std::max(place.heldCallers() - there, 0.0);
    const double offered = load.rate * load.service;
    const int servers = static_cast<int>(std::max(std::round(load.servers), 1.0));
    // Lines of less variable times are shorter in proportion (heavy traffic), so the room for them is larger.
    const double variability = std::max((1 + load.serviceScv) / 2, kLeastVariability);
    const double busy = std::min(offered, static_cast<double>(servers));
    const double room = std::max(station.callers - busy - elsewhere, 0.0) / variability;
    const double population = station.callers <= servers ? servers : std::min(busy + elsewhere + room, 1e6);
    const int callers = static_cast<int>(std::ceil(population));
    const double taken = place.takenByCallers();
    CallersAnswer answer = waitOfCallers(elsewhere, offered, load.rate, taken, servers, callers);
    if (const double part = callers - population; part > 1e-6) {
        const CallersAnswer fewer = waitOfCallers(elsewhere, offered, load.rate, taken, servers, callers - 1);
        answer.wait += part * (fewer.wait - answer.wait);
        answer.excess += part * (fewer.excess - answer.excess);
    }
    station.callerExcess = answer.excess * (variability < 1 ? std::pow(variability, 1.25) : variability); // fitted
    return answer.wait * variability;
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
    const double wait = isFifo ? meanWait(load) : meanWaitShortest(load, timesAt(place));
    const double called = std::min(wait, waitOfCalls(place));
    const double late = place.lateAnswers();
    if (late <= 0) {
        return called;
    }
    // Who does not wait to the end leaves its call behind: a single caller's next call waits for that, those of several
    // are soon as good as independent; and slow answers hold them up no longer than they wait. Fitted to simulations of
    // one to fifty callers.
    station.callerExcess *= std::pow(1 - late, 20);
    const double leftBehind = late * (1 + late) / std::max(1 - late * late * late, 1e-9);
    return station.callers <= 1 ? std::min(wait, called + leftBehind * load.service)
                                : called + times(std::pow(late, 1 / station.callers), wait - called);
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

namespace {

/// Replicas that break down with a queue each: as in one queue, and what queues of their own make longer; what waits at
/// a replica when it breaks down waits there for its repair. 1.3 is fitted to simulations of two to six replicas.
double waitAtBroken(const Workplace& place, double inOneQueue) {
    const Service& service = place.service();
    const double apart = meanWaitBalanced(place.load(), place.replicas(), service.balancing, service.choices);
    const double longer = std::max(apart - meanWait(place.load()), 0.0);
    return (inOneQueue + longer) * (1 + 1.3 * (1 - place.available()));
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
    } else if (place.available() < 1) {
        BreakdownAnswer answer = waitWithBreakdowns(place);
        if (!place.isOneQueue()) {
            answer.wait = waitAtBroken(place, answer.wait);
            answer.isExact = false;
        }
        place.shareOut(answer.wait, answer.stretch);
        waitForTogether(place);
        station.known = answer.isExact ? Knowledge::ofPoisson : Knowledge::approximate;
        return;
    } else {
        const Service& service = place.service();
        const double wait = place.isScaled() && place.isOneQueue() ? station.scaled.wait
                            : place.isOneQueue() || place.replicas() <= 1
                                ? commonWait(place)
                                : meanWaitBalanced(place.load(), place.replicas(), service.balancing, service.choices);
        place.shareOut(wait + place.callExcess());
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
