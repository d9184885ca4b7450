// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/holds.hpp"

#include "simulator/forecast/detail/answers.hpp"
#include "simulator/forecast/detail/fates.hpp"
#include "simulator/forecast/detail/firing.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace stormglass::sim::forecasting {

namespace {

/// All sync calls of an attempt whose own work went well.
struct Calls {
    bool present = false;
    double seconds = 0;
    double variance = 0;
    double untilFailure = 0; ///< seconds up to a failure, times its chance
    double succeed = 1;      ///< chance that all go well
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
        const auto [answer, failure] = callOf(model, flow, kind);
        longestOfGroup = flow.parallel ? longestOfGroup : 0;
        const double added = flow.parallel ? std::max(answer.mean - longestOfGroup, 0.0) : answer.mean;
        longestOfGroup = std::max(longestOfGroup, answer.mean);
        const double calls = all.succeed * firing.rate;
        all.seconds += times(calls, added);
        all.variance += times(calls, answer.variance + added * added) - times(calls * calls, added * added);
        called += firing.chance * added;
        const double allWell = firing.rate == 1 ? 1 - failure : std::pow(1 - failure, firing.rate);
        all.untilFailure += times(all.succeed * (1 - allWell), called);
        all.succeed *= allWell;
    }
    all.variance = std::max(all.variance, 0.0);
    return all;
}

} // namespace

void updateHold(Model& model, Index lane, double weight) {
    const Handler& handler = model.handlerOf(lane);
    LaneState& state = model.laneStates[lane];
    const Effort effort = model.effortOf(lane);
    const Hedged copies = hedged(handler.hedge, effort.mean);
    const Calls calls = callsOf(model, lane);
    const double own = (1 - effort.failure) * (1 - effort.timeout);
    const auto blended = [weight](double old, double fresh) {
        return weight < 1 && std::isfinite(old) && std::isfinite(fresh) ? old + weight * (fresh - old) : fresh;
    };
    state.callSeconds = blended(state.callSeconds, times(own, calls.seconds));
    state.failSeconds = calls.succeed < 1 ? calls.untilFailure / (1 - calls.succeed) : 0;
    state.callFailure = blended(state.callFailure, 1 - calls.succeed);
    const double work = times(effort.mean, copies.copies);
    state.hold = work + state.callSeconds;
    state.alone = copies.handling + state.callSeconds;
    state.handling = state.alone;
    state.exponential = effort.exponential && !calls.present && handler.hedge.copies <= 1;
    const double variance =
        effort.scv * work * work + times(own, calls.variance) + times(own * (1 - own), calls.seconds * calls.seconds);
    state.holdScv = state.hold > 0 && !std::isinf(state.hold) ? variance / (state.hold * state.hold) : 1;
    state.batch = 1;
}

} // namespace stormglass::sim::forecasting
