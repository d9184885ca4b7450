// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/fates.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kNegligible = 1e-13;
constexpr double kMostPauses = 200; ///< capped or growing without end: what is left weighs little

/// failure^times; most models try a few times.
double power(double failure, double times) {
    if (failure <= 0 || times <= 1) {
        return times == 0 ? 1 : failure;
    }
    return times == 2 ? failure * failure : times == 3 ? failure * failure * failure : std::pow(failure, times);
}

double tries(double failure, double attempts, double allFail) {
    return failure >= 1 - kNegligible ? attempts : (1 - allFail) / (1 - failure);
}

/// Mean seconds of pauses per arrival, when each attempt is followed by another with `goesOn`.
double meanPauses(const Model& model, Index lane, double goesOn, double most) {
    double total = 0;
    double reached = goesOn;
    for (double n = 1; n < most && n <= kMostPauses && reached > kNegligible; ++n, reached *= goesOn) {
        total += times(reached, pauseAfter(model, lane, n));
    }
    return total;
}

Fate fateOf(const Model& model, Index lane, const Effort& effort, const LaneState& state) {
    const Handler& handler = model.handlerOf(lane);
    const double own = 1 - (1 - effort.failure) * (1 - effort.timeout);
    double failure = 1 - (1 - own) * (1 - state.callFailure);
    failure = power(failure, handler.hedge.copies);
    const double most = mostAttempts(model, lane);
    const double keepsUp = model.stations[model.lanes.lanes[lane].service].keepsUp; // the rest waits for ever
    const double handled = state.shedding.passes() * keepsUp;
    const double goesOn = handled * failure;
    const double givenUp = power(goesOn, most);
    const double timedOut = failure > 0 ? std::min(effort.timeout * (1 - effort.failure) / failure, 1.0) : 0;
    Fate fate;
    fate.tries = tries(goesOn, most, givenUp);
    fate.attempts = fate.tries * handled;
    fate.backoff = meanPauses(model, lane, goesOn, most);
    fate.ownSuccess = 1 - own;
    fate.attemptFailure = failure;
    double left = fate.tries;
    const auto take = [&](double share) {
        const double taken = left * share;
        left -= taken;
        return taken;
    };
    const auto chance = [&fate](Outcome outcome) -> double& { return fate.chance[static_cast<std::size_t>(outcome)]; };
    chance(Outcome::rejected) = take(state.shedding.refused);
    chance(Outcome::dropped) = take(state.shedding.dropped);
    chance(Outcome::rejected) += take(state.shedding.rejected);
    chance(Outcome::expired) = take(state.shedding.expired);
    chance(Outcome::success) = fate.attempts * (1 - failure);
    chance(Outcome::failure) = givenUp * (1 - timedOut);
    chance(Outcome::timeout) = givenUp * timedOut;
    return fate;
}

} // namespace

double settleFates(Model& model) {
    double change = 0;
    for (Index lane = 0; lane < model.lanes.lanes.size(); ++lane) {
        for (std::size_t kind = 0; kind < model.classes; ++kind) {
            Fate& fate = model.fates[model.at(lane, kind)];
            const Fate before = fate;
            fate = fateOf(model, lane, model.efforts[model.at(lane, kind)], model.laneStates[lane]);
            for (std::size_t o = 0; o < fate.chance.size(); ++o) {
                change = std::max(change, std::abs(fate.chance[o] - before.chance[o]));
            }
            change = std::max(change, std::abs(fate.attempts - before.attempts));
        }
    }
    return change;
}

double mostAttempts(const Model& model, Index lane) {
    return static_cast<double>(model.handlerOf(lane).retry.attempts) * model.lanes.lanes[lane].handOvers;
}

/// The last attempt of a hand-over is followed by the next hand-over, at once or when its visibility is over.
double pauseAfter(const Model& model, Index lane, double failures) {
    const Handler& handler = model.handlerOf(lane);
    const Lane& row = model.lanes.lanes[lane];
    const double ofHandOver = handler.retry.attempts;
    const double number = std::fmod(failures - 1, ofHandOver) + 1;
    if (number < ofHandOver) {
        return backoffAfter(model.network, handler.retry, number);
    }
    const double visibility = row.channel == kNone ? kNever : model.network.channels[row.channel].visibility;
    double spent = ofHandOver * model.laneStates[lane].handling;
    for (double n = 1; n < ofHandOver && n <= kMostPauses; ++n) {
        spent += backoffAfter(model.network, handler.retry, n) + model.laneStates[lane].wait;
    }
    return std::isinf(visibility) ? 0 : std::max(visibility - spent, 0.0);
}

} // namespace stormglass::sim::forecasting
