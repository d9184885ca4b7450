// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/circuits.hpp"
#include "simulator/forecast/detail/lines/lines.hpp"
#include "simulator/forecast/detail/lines/token_bucket.hpp"
#include "simulator/forecast/stations.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kManyWorkers = 2000; ///< of which one is always free

/// Attempts per second at all kinds of messages of a lane's handler.
double askedOfHandler(const Workplace& place, Index lane) {
    double rate = 0;
    const Range own = place.model().lanes.ofHandler[place.lane(lane).handler];
    for (Index other = own.first; other < own.end(); ++other) {
        rate += place.state(other).asked;
    }
    return rate;
}

/// What a bucket of one token lets through keeps at least a token's interval; larger buckets even out as much as they
/// turn away or hold back.
///
/// How much that helps depends on how long the line remembers: hardly at all where it is nearly full, and where
/// handling takes less than a token's interval, entirely. Fitted to simulated lines of one and three workers behind
/// buckets of one, three and ten tokens.
double smoothedBy(const RateLimit& limit, double asked, double lineLoad) {
    if (limit.rate <= 0 || asked <= 0 || lineLoad <= 0) {
        return 1;
    }
    const double load = asked / limit.rate;
    if (limit.rejects) {
        const double interval = 1 / (1 + load); // exponential part of an interval
        return 1 - (1 - interval * interval) *
                       quotient(shareWithoutToken(asked, limit.rate, limit.burst), load / (1 + load));
    }
    const double ratio = load / lineLoad;
    const double even = std::min(ratio * ratio * ratio / 2, 1.0);
    const double ofOne = meanWaitForToken(asked, limit.rate, 1);
    return std::isinf(ofOne) ? 0
                             : 1 - even * std::sqrt(quotient(meanWaitForToken(asked, limit.rate, limit.burst), ofOne));
}

/// Tokens for one stream, of which all that is left to wait for is the token.
bool isBucketAlone(const Workplace& place, const RateLimit& limit) {
    const bool isWhole = limit.burst == std::floor(limit.burst) && limit.burst <= 200;
    const bool isFree = std::isinf(place.station().workers) || place.load().service <= 0;
    return isWhole && isFree && place.lanes().size() == 1 && place.isBare(kTokenOddity | kTimeoutOddity);
}

} // namespace

void refuse(Workplace& place) {
    for (const Index lane : place.lanes()) {
        const Handler& handler = place.handlerOf(lane);
        LaneState& state = place.state(lane);
        state.shedding.refused = 0;
        state.smoothed = smoothedBy(handler.rateLimit, askedOfHandler(place, lane), place.station().load);
        state.inClosed = 1;
        state.closedFor = kNever;
        if (!handler.circuitBreaker.present && !handler.rateLimit.rejects) {
            continue;
        }
        const double asked = askedOfHandler(place, lane);
        const Circuit circuit = circuitOf(handler.circuitBreaker, place.model().fateOf(lane).attemptFailure, asked,
                                          state.wait + state.handling);
        const double open = circuit.open;
        state.closedFor = circuit.closedFor;
        const bool rejects = handler.rateLimit.rate > 0 && handler.rateLimit.rejects;
        const double empty =
            rejects ? shareWithoutToken(asked * (1 - open), handler.rateLimit.rate, handler.rateLimit.burst) : 0;
        state.shedding.refused = 1 - (1 - open) * (1 - empty);
        state.inClosed = open < 1 ? 1 / (1 - open) : 1;
    }
}

/// While a circuit is closed more comes than on the average, but each time the line begins anew: its mean wait comes
/// near that of a lasting stream within a third of a relaxation time (fitted to simulations).
void beginAnew(Workplace& place) {
    const StationState& station = place.station();
    const QueueLoad& load = place.load();
    const double slack = 1 - std::sqrt(std::min(load.rate * load.service / std::max(load.servers, 1e-12), 0.999));
    const double settles = load.service / (3 * std::max(load.servers, 1.0) * slack * slack);
    for (const Index lane : place.lanes()) {
        LaneState& state = place.state(lane);
        if (state.closedFor >= kNever || !std::isfinite(state.wait * settles) || station.closedWait >= 0) {
            continue;
        }
        const double ratio = std::clamp(settles / std::max(state.closedFor, 1e-12), 1e-12, 1e6);
        const double reached = 1 + ratio * std::expm1(-1 / ratio);
        place.addWait(lane, (reached - 1) * state.wait);
    }
}

/// Who is hedged waits until the first of its copies is in hand. Copies at replicas of their own wait independently,
/// and a further one is sent only to who still waits.
void waitForFirstCopy(Workplace& place) {
    StationState& station = place.station();
    const double replicas = std::max(place.replicas(), 1.0);
    for (const Index lane : place.lanes()) {
        const Hedge& hedge = place.handlerOf(lane).hedge;
        LaneState& state = place.state(lane);
        const bool waitsApart = !place.isOneQueue() && place.service().balancing != Balancing::leastBusy;
        if (hedge.copies <= 1 || !waitsApart || !(state.wait > 0) || !std::isfinite(state.wait)) {
            continue;
        }
        const double workers = std::max(std::round(station.workers / replicas), 1.0);
        const double waits = erlangC(std::min(station.load, 0.999) * workers, static_cast<int>(workers));
        const double mean = state.wait / std::max(waits, 1e-9);
        const double later = hedge.after > 0 ? std::exp(-hedge.after / mean) : 1;
        const double further = (1 - 1 / replicas) * waits / 2 + 1 / replicas; // at another replica, or at the same
        double left = mean;
        for (std::uint32_t copy = 1; copy < std::min<std::uint32_t>(hedge.copies, 64); ++copy) {
            left = mean * (1 - later) + later * further * left;
        }
        const double saved = std::max(state.wait - waits * left, 0.0);
        place.addWait(lane, -saved);
        station.queue = std::max(station.queue - times(state.offered, saved), 0.0);
    }
}

namespace {

/// What is handled of an exclusive handler, by its keys.
struct Exclusive {
    double rate = 0; ///< attempts per second with a drawn key
    double hot = 0;  ///< work offered for the most frequent key
    double work = 0;
    double squares = 0;
    Index keys = kNone;
};

Exclusive exclusiveOf(const Workplace& place, Index handler) {
    Exclusive sum;
    double most = 0;
    for (const Index lane : place.lanes()) {
        if (place.lane(lane).handler != handler) {
            continue;
        }
        const LaneState& state = place.state(lane);
        const double rate = state.offered * place.model().keyed[lane];
        sum.rate += rate;
        sum.work += times(rate, state.hold);
        sum.squares += rate * state.hold * state.hold * (1 + state.holdScv);
        sum.hot += times(state.offered * place.model().hotShare[lane], state.hold);
        if (rate > most) {
            most = rate;
            sum.keys = place.model().keysOf[lane];
        }
    }
    return sum;
}

/// Chance that the other workers have no place either for a message whose key is taken: then it waits for a worker as
/// others do.
double othersAreBusy(const QueueLoad& load) {
    const double servers = std::round(load.servers);
    if (servers <= 1) {
        return 1;
    }
    const double others = servers - 1;
    return servers > kManyWorkers ? 0 : erlangC(load.rate * load.service * others / servers, static_cast<int>(others));
}

} // namespace

/// Each key is handled by one worker at a time: M/G/1 with its part of the messages, beside the wait for a worker.
void limitKeys(Workplace& place) {
    StationState& station = place.station();
    Index before = kNone;
    for (const Index lane : place.lanes()) {
        const Index handler = place.lane(lane).handler;
        if (!place.handlerOf(lane).exclusivePerKey || handler == before) {
            continue;
        }
        before = handler;
        const Exclusive all = exclusiveOf(place, handler);
        station.load = std::max(station.load, all.hot);
        station.sureLoad = std::max(station.sureLoad, station.sureLoad > 0 ? all.hot : 0.0);
        if (all.keys == kNone || all.rate <= 0 || station.closedWait >= 0 || !std::isfinite(all.squares)) {
            continue;
        }
        const double apart = 1 - othersAreBusy(place.load());
        const double wait =
            apart * place.model().keyShares[all.keys].meanWait(all.rate, all.work / all.rate, all.squares / all.rate);
        for (const Index own : place.lanes()) {
            if (place.lane(own).handler == handler && wait > 0) {
                const double extra = times(wait, place.model().keyed[own]);
                place.addWait(own, extra);
                station.queue += times(place.state(own).offered, extra);
            }
        }
    }
}

void addTokens(Workplace& place) {
    StationState& station = place.station();
    for (const Index lane : place.lanes()) {
        const RateLimit& limit = place.handlerOf(lane).rateLimit;
        place.state(lane).tokenWait = 0;
        if (limit.rate <= 0) {
            continue;
        }
        if (!limit.rejects) {
            const double wait = meanWaitForToken(askedOfHandler(place, lane), limit.rate, limit.burst);
            place.state(lane).tokenWait = wait;
            place.addWait(lane, wait);
            station.queue += times(place.state(lane).asked, wait);
        }
        station.known = isBucketAlone(place, limit) ? Knowledge::ofPoisson : Knowledge::approximate;
    }
}

void addPolls(Workplace& place) {
    StationState& station = place.station();
    for (const Index lane : place.lanes()) {
        const Index channel = place.lane(lane).channel;
        if (channel == kNone || place.network().channels[channel].pollEvery <= 0) {
            continue;
        }
        const double workers = std::isinf(station.workers) ? 1 : std::max(station.workers, 1.0);
        place.addWait(lane, place.network().channels[channel].pollEvery / (workers + 1));
        const bool isVacation = station.workers == 1 && place.lanes().size() == 1 && place.isBare(kPollOddity) &&
                                station.known != Knowledge::approximate && !station.takesSource;
        station.known = isVacation ? Knowledge::ofPoisson : Knowledge::approximate;
        station.takesBunches = false;
    }
}

void addIntervals(Workplace& place) {
    const QueueLoad& load = place.load();
    StationState& station = place.station();
    for (const Index lane : place.lanes()) {
        const Index number = place.lane(lane).channel;
        const double every = number == kNone ? 0 : place.network().channels[number].publishEvery;
        LaneState& state = place.state(lane);
        const double shown = state.offered * every; // mean messages of an interval
        if (shown <= 0 || station.load >= 1 || std::isinf(station.workers) || load.service <= 0) {
            continue;
        }
        const double servers = std::max(load.servers, 1.0);
        const double work = shown * state.hold / servers;
        const QueueLoad whole{1 / every, work, (1 + state.holdScv) / shown, 0, 1};
        // Of those before it, evenly between none and all, as many must end as there are more than workers.
        const double beyond = std::max(shown - (servers - 1), 0.0);
        const double before = servers > 1 ? beyond * beyond / (2 * shown) : shown / 2;
        const double extra = meanWait(whole) + before * state.hold / servers;
        // Alone, the line's own wait is in that already; beside others it comes on top of theirs.
        const double own = place.lanes().size() == 1 ? state.wait : 0;
        place.addWait(lane, std::max(extra - own, 0.0));
        station.queue += times(state.offered, std::max(extra - own, 0.0));
        station.wait = std::max(station.wait, extra);
        station.takesBunches = false;
    }
}

void addColdStarts(Workplace& place) {
    const Autoscale& rule = place.service().autoscale;
    StationState& station = place.station();
    if (rule.metric == AutoscaleMetric::none || rule.min > 0 || !place.service().startup.present() ||
        station.rate <= 0) {
        return;
    }
    const double start = meanOf(place.network(), place.service().startup);
    const double square = start * start * (1 + scvOf(place.network(), place.service().startup));
    const double stops = std::exp(-station.rate * rule.idleFor);
    const double extra = stops * (2 * start + station.rate * square) / (2 * (1 + station.rate * start * stops));
    for (const Index lane : place.lanes()) {
        place.addWait(lane, extra);
    }
    station.wait += extra;
    station.queue += station.rate * extra;
    const bool isOne = rule.max == 1 && place.service().concurrency == 1 && place.service().replicas <= 1;
    const bool isKnown =
        isOne && place.service().discipline == Discipline::fifo && place.isBare(kScaleOddity) && !station.takesSource;
    station.known = isKnown ? Knowledge::ofPoisson : Knowledge::approximate;
    station.takesBunches = false;
}

} // namespace stormglass::sim::forecasting
