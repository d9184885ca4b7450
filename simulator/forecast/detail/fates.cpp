// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/fates.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kNegligible = 1e-13;

/// Mean backoff over all attempts when each fails with `failure`.
double meanBackoff(const Network& network, const Retry& retry, double failure) {
    double total = 0;
    double reached = failure;
    double before = 0;
    for (std::uint32_t n = 1; n < retry.attempts && reached > kNegligible; ++n, reached *= failure) {
        const double after = backoffAfter(network, retry, n);
        if (std::isinf(after)) {
            return after;
        }
        total += reached * (after - before);
        before = after;
        if (n > 64) { // capped or growing without end: what is left weighs little
            break;
        }
    }
    return total;
}

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

/// Share of calls that find the circuit open, where so many failures in a row open it. From renewals: a closed phase of
/// N calls, then open phases until the probes succeed.
double openShare(const CircuitBreaker& breaker, double failure, double rate) {
    if (!breaker.present || breaker.consecutive == 0 || failure <= 0 || rate <= 0) {
        return 0;
    }
    const double run = std::pow(failure, breaker.consecutive);
    const double closed = failure >= 1 ? breaker.consecutive : (1 - run) / ((1 - failure) * run);
    const double rounds = 1 / std::max(std::pow(1 - failure, breaker.probes), kNegligible);
    const double turnedAway = rate * breaker.openFor * rounds;
    return turnedAway / (turnedAway + closed + rounds);
}

Fate fateOf(const Model& model, Index lane, const Effort& effort, const LaneState& state) {
    const Handler& handler = model.handlerOf(lane);
    const double own = 1 - (1 - effort.failure) * (1 - effort.timeout);
    double failure = 1 - (1 - own) * (1 - state.callFailure);
    failure = power(failure, handler.hedge.copies);
    const double attempts =
        static_cast<double>(handler.retry.attempts) * static_cast<double>(model.lanes.lanes[lane].handOvers);
    const double turnedAway = openShare(handler.circuitBreaker, failure, state.arrivals);
    const double allFail = power(failure, attempts);
    const double timedOut = failure > 0 ? std::min(effort.timeout * (1 - effort.failure) / failure, 1.0) : 0;
    Fate fate;
    double left = 1;
    const auto take = [&](Outcome outcome, double share) {
        fate.chance[static_cast<std::size_t>(outcome)] = left * share;
        left *= 1 - share;
    };
    take(Outcome::dropped, state.shedding.dropped);
    take(Outcome::rejected, 1 - (1 - state.shedding.rejected) * (1 - turnedAway));
    take(Outcome::expired, state.shedding.expired);
    left *= model.stations[model.lanes.lanes[lane].service].keepsUp; // the rest waits for ever
    fate.chance[static_cast<std::size_t>(Outcome::success)] = left * (1 - allFail);
    fate.chance[static_cast<std::size_t>(Outcome::failure)] = left * allFail * (1 - timedOut);
    fate.chance[static_cast<std::size_t>(Outcome::timeout)] = left * allFail * timedOut;
    fate.attempts = left * tries(failure, attempts, allFail);
    fate.backoff = left <= 0 ? 0 : left * meanBackoff(model.network, handler.retry, failure);
    fate.ownSuccess = 1 - own;
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

/// With i copies at work the first answer comes at i times the rate of one.
Hedged hedged(const Hedge& hedge, double mean) {
    Hedged answer{mean, 1};
    if (hedge.copies <= 1 || mean <= 0 || std::isinf(mean)) {
        return answer;
    }
    answer = {0, 0};
    double unanswered = 1;
    for (std::uint32_t i = 1; i <= hedge.copies && unanswered > kNegligible; ++i) {
        const double stays = i == hedge.copies ? 0 : std::exp(-1.0 * i * hedge.after / mean);
        answer.copies += unanswered;
        answer.handling += unanswered * (1 - stays) * mean / i;
        unanswered *= stays;
    }
    return answer;
}

} // namespace stormglass::sim::forecasting
