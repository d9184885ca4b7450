// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/holds.hpp"

#include "simulator/forecast/detail/answers.hpp"
#include "simulator/forecast/detail/firing.hpp"
#include "simulator/forecast/detail/lines/oddities.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace stormglass::sim::forecasting {

namespace {

/// Who waits so long, for an answer or for room, waits for ever: in a circle each round only adds to it.
constexpr double kForEver = 1e12;

/// All sync calls of an attempt whose own work went well.
struct Calls {
    bool present = false;
    double seconds = 0;
    double variance = 0;
    double untilFailure = 0; ///< seconds up to a failure, times its chance
    double succeed = 1;      ///< chance that all go well
    double inTime = 1;       ///< chance that none is late
};

Calls callsOf(Model& model, Index lane) {
    Calls all;
    double called = 0; // seconds up to the present one
    double longestOfGroup = 0;
    std::vector<Firing> firings;
    // Averages over classes are taken of the calls of an instance without class, or of the first class there is.
    const bool hasClasses =
        model.classes > 1 && model.laneStates[lane].arrivals > model.arrivals[model.at(lane, model.classes - 1)];
    const Index kind = hasClasses ? 0 : kNoClass;
    firingsOf(model.network, model.handlerOf(lane).flows, model.lanes.lanes[lane].message, kind, Outcome::success,
              firings);
    for (const Firing& firing : firings) {
        const OutFlow& flow = model.network.outFlows[firing.flow];
        if (!flow.sync || firing.chance <= 0) {
            continue;
        }
        all.present = true;
        model.callReach[firing.flow] = all.succeed;
        const auto [answer, failure, late] = callOf(model, flow, kind);
        all.inTime *= 1 - firing.chance * late;
        const double others = flow.parallel ? longestOfGroup : 0;
        const double added = std::isfinite(others) ? std::max(answer.mean - others, 0.0) : 0;
        longestOfGroup = std::max(others, answer.mean);
        const double calls = all.succeed * firing.rate;
        all.seconds += times(calls, added);
        all.variance += std::isfinite(added)
                            ? times(calls, answer.variance + added * added) - times(calls * calls, added * added)
                            : 0;
        called += firing.chance * added;
        const double allWell = firing.rate == 1 ? 1 - failure : std::pow(1 - failure, firing.rate);
        all.untilFailure += times(all.succeed * (1 - allWell), called);
        all.succeed *= allWell;
    }
    all.variance = std::max(all.variance, 0.0);
    if (all.seconds > kForEver) {
        all.seconds = HUGE_VAL;
        all.variance = 0;
    }
    return all;
}

/// A handler's timeout includes its calls: what is left of their time, and the chance that it ends there. The whole is
/// taken as a gamma distribution.
void cutCalls(double limit, const Effort& effort, Calls& calls) {
    const double mean = effort.uncut + calls.seconds;
    if (!calls.present || std::isinf(limit) || mean <= 0) {
        return;
    }
    const double variance = effort.scv * effort.mean * effort.mean + calls.variance;
    const CutTime whole = cutGamma(mean, variance, limit);
    const double late = whole.cut;
    const double seconds = std::max(whole.mean - effort.uncut, 0.0);
    calls.variance = std::isfinite(calls.seconds) ? calls.variance * quotient(seconds, calls.seconds) : 0;
    calls.untilFailure += late * calls.succeed * seconds;
    calls.seconds = seconds;
    calls.succeed *= 1 - late;
    calls.inTime *= 1 - late;
}

} // namespace

namespace {

/// How long a handling blocks its worker, for want of room at those it sends to: the longest of them. Who is blocked
/// waits for the end of a handling there.
struct Blocked {
    double mean = 0;
    double second = 0; ///< E[X²]
};

Blocked blockedAfter(const Model& model, Index lane) {
    const Range flows = model.handlerOf(lane).flows;
    Blocked longest;
    for (Index f = flows.first; f < flows.end(); ++f) {
        const OutFlow& flow = model.network.outFlows[f];
        for (const Feed& feed : model.lanes.feedsOf(flow.message)) {
            const StationState& to = model.stations[model.lanes.lanes[feed.lane].service];
            const double mean = to.blocks * flow.probability;
            if (mean > kForEver) {
                return {HUGE_VAL, HUGE_VAL};
            }
            if (mean > longest.mean) {
                longest = {mean, times(2 * mean / std::max(to.workers, 1.0), to.service)};
            }
        }
    }
    return longest;
}

/// Mean time of an attempt that succeeds, over the mean `alone` of all; 1 where the latter has no end.
double goodTimeOf(const Effort& effort, const Calls& calls, const Blocked& blocked, double alone) {
    if (alone <= 0 || !std::isfinite(alone) || !std::isfinite(calls.seconds)) {
        return 1;
    }
    const double inCalls = calls.succeed > 0 ? std::max(calls.seconds - calls.untilFailure, 0.0) / calls.succeed : 0;
    const double good = effort.uncut + inCalls + blocked.mean;
    return std::isfinite(good) ? good / alone : 1;
}

} // namespace

void updateHold(Model& model, Index lane, double weight) {
    const Handler& handler = model.handlerOf(lane);
    LaneState& state = model.laneStates[lane];
    const Effort effort = model.effortOf(lane);
    Calls calls = callsOf(model, lane);
    cutCalls(handler.timeout, effort, calls);
    const double own = (1 - effort.failure) * (1 - effort.timeout);
    const auto blended = [weight](double old, double fresh) {
        return weight < 1 && std::isfinite(old) && std::isfinite(fresh) ? old + weight * (fresh - old) : fresh;
    };
    state.callSeconds = blended(state.callSeconds, times(own, calls.seconds));
    state.failSeconds = calls.succeed < 1 ? calls.untilFailure / (1 - calls.succeed) : 0;
    state.callFailure = blended(state.callFailure, 1 - calls.succeed);
    state.lateCalls = 1 - calls.inTime;
    state.copies = effort.copies;
    if (handler.hedge.copies > 1 && std::isinf(state.servedWait)) {
        state.copies = std::max<double>(handler.hedge.copies, effort.copies);
    } else if (handler.hedge.copies > 1 && state.servedWait > 0) {
        const Waiters waiters = waitersOf(model.stations[model.lanes.lanes[lane].service], state.servedWait);
        const double failure = 1 - (1 - effort.failure) * (1 - effort.timeout);
        const RandomTime time = timeOfAttempt(model.network, model.lanes.lanes[lane], kNoClass);
        state.copies = std::max(startedCopies(time, handler.hedge, failure, waiters), effort.copies);
    }
    const double work = times(effort.mean, state.copies);
    state.hold = work + state.callSeconds;
    state.alone = effort.first + state.callSeconds;
    const bool mayBeBlocked = (model.stations[model.lanes.lanes[lane].service].oddities & kBlockedOddity) != 0;
    const Blocked blocked = mayBeBlocked ? blockedAfter(model, lane) : Blocked{};
    state.hold += blocked.mean;
    state.alone += blocked.mean;
    state.handling = state.alone;
    state.goodTime = goodTimeOf(effort, calls, blocked, state.alone);
    const bool isHedged = handler.hedge.copies > 1;
    state.exponential = effort.exponential && !calls.present && !isHedged && blocked.mean <= 0;
    const double variance =
        effort.scv * work * work + times(own, calls.variance) + times(own * (1 - own), calls.seconds * calls.seconds) +
        (std::isfinite(blocked.second) ? std::max(blocked.second - blocked.mean * blocked.mean, 0.0) : 0);
    state.holdScv = state.hold > 0 && std::isfinite(state.hold) && std::isfinite(variance)
                        ? variance / (state.hold * state.hold)
                        : 1;
    state.batch = 1;
}

} // namespace stormglass::sim::forecasting
