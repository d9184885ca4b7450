// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/answers.hpp"

#include "simulator/forecast/detail/fates.hpp"
#include "simulator/forecast/stations.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace stormglass::sim::forecasting {

double transitOf(const Network& network, const Feed& feed) {
    double seconds = meanOf(network, network.receivers[feed.receiver].latency);
    if (feed.publication != kNone) {
        const Publication& publication = network.publications[feed.publication];
        const Channel& channel = network.channels[publication.channel];
        seconds += meanOf(network, publication.latency) + meanOf(network, channel.latency) + channel.publishEvery / 2;
    }
    return seconds;
}

Waiters waitersOf(const StationState& station, double wait) {
    const double servers = std::clamp(station.workers, 1.0, 1000.0);
    const double share =
        station.load > 0 ? erlangC(std::min(station.load, 0.999) * servers, static_cast<int>(servers)) : 1;
    return {share, wait / std::max(share, 1e-9)};
}

/// Those who wait at all wait about exponentially.
double waitVariance(const StationState& station, double wait) {
    if (wait <= 0 || std::isinf(wait)) {
        return 0;
    }
    const double servers = std::clamp(station.workers, 1.0, 1000.0);
    const double waits =
        station.load > 0 ? erlangC(std::min(station.load, 0.999) * servers, static_cast<int>(servers)) : 1;
    return wait * wait * std::max(2 / std::max(waits, 1e-9) - 1, 0.0);
}

namespace {

constexpr int kMostAttempts = 200; ///< further ones weigh little

/// Number of attempts of a message, and its pauses between them.
struct Attempts {
    double mean = 0;
    double variance = 0;
    double pauses = 0; ///< mean seconds
};

/// Each attempt fails with `failure`, and is followed by another unless that is shed.
Attempts attemptsOf(const Model& model, Index lane, double failure, double handled, Ending ending) {
    const double goesOn = failure * handled;
    const double most = std::min<double>(mostAttempts(model, lane), kMostAttempts);
    if (most <= 1 || (goesOn <= 0 && ending != Ending::givenUp)) {
        return {1, 0, 0};
    }
    Attempts sum;
    double weight = 0;
    double squares = 0;
    double pauses = 0;
    double reached = 1;
    for (double n = 1; n <= most && (reached > 1e-12 || ending == Ending::givenUp); ++n, reached *= goesOn) {
        const bool isLast = n == most;
        const double chance = ending == Ending::givenUp         ? (isLast ? 1 : 0)
                              : ending == Ending::any && isLast ? reached
                                                                : reached * (1 - failure);
        weight += chance;
        sum.mean += chance * n;
        squares += chance * n * n;
        sum.pauses += times(chance, pauses);
        pauses += isLast ? 0 : pauseAfter(model, lane, n);
    }
    if (weight <= 0) {
        return {most, 0, pauses};
    }
    sum.mean /= weight;
    sum.pauses /= weight;
    sum.variance = std::max(squares / weight - sum.mean * sum.mean, 0.0);
    return sum;
}

} // namespace

Spread timeOf(const Model& model, Index lane, Ending ending) {
    const Fate fate = model.fateOf(lane);
    const LaneState& state = model.laneStates[lane];
    if (std::isinf(state.handling)) {
        return {state.handling, 0}; // it waits for an answer that never comes
    }
    const double failure = fate.attemptFailure;
    const Attempts attempts = attemptsOf(model, lane, failure, state.shedding.passes(), ending);
    const double good = state.handling * state.goodTime;
    const double failed = failure > 1e-9 ? std::max(state.handling - (1 - failure) * good, 0.0) / failure : 0;
    const double ends = fate.of(Outcome::success) + fate.of(Outcome::failure) + fate.of(Outcome::timeout);
    const double succeeds = ending == Ending::success   ? 1
                            : ending == Ending::givenUp ? 0
                            : ends > 0                  ? fate.of(Outcome::success) / ends
                                                        : 1;
    const Variate& delaying = model.handlerOf(lane).delay;
    const double delay = succeeds * meanOf(model.network, delaying);
    Spread time;
    time.mean = times(attempts.mean, state.servedWait) + times(attempts.mean - succeeds, failed) +
                times(succeeds, good) + attempts.pauses + delay;
    if (std::isinf(time.mean)) {
        return time;
    }
    const double once = state.servedWait + state.handling;
    const double ofOne = waitVariance(model.stations[model.lanes.lanes[lane].service], state.servedWait) +
                         state.holdScv * state.handling * state.handling;
    time.variance =
        attempts.mean * ofOne + attempts.variance * once * once + delay * delay * scvOf(model.network, delaying);
    return time;
}

namespace {

/// The wait for the answer to a message of this class: of one of its receivers, or of all.
Call callOf(const Model& model, Index message, Index kind) {
    const bool competing = model.network.messages[message].competing;
    Call call;
    double squares = 0;
    double succeeds = competing ? 0 : 1;
    double share = 0;
    std::vector<Spread> all;
    for (const Feed& feed : model.lanes.feedsOf(message)) {
        if ((feed.classes & classBit(kind)) == 0 || feed.share <= 0) {
            continue;
        }
        Spread answer = timeOf(model, feed.lane, Ending::any);
        answer.mean += transitOf(model.network, feed);
        const double success = model.fateOf(feed.lane).of(Outcome::success);
        if (competing) {
            call.answer.mean += times(feed.share, answer.mean);
            squares += feed.share * (answer.variance + answer.mean * answer.mean);
            succeeds += feed.share * success;
            share += feed.share;
        } else {
            all.push_back(answer);
            succeeds *= success;
        }
    }
    if (competing && share > 0) {
        call.answer.mean /= share;
        call.answer.variance =
            std::isinf(call.answer.mean) ? 0 : std::max(squares / share - call.answer.mean * call.answer.mean, 0.0);
        succeeds /= share;
    } else if (!competing) {
        call.answer = orderStatistic(all, all.size());
    }
    call.failure = 1 - (competing && share <= 0 ? 1 : succeeds);
    return call;
}

} // namespace

Call callOf(const Model& model, const OutFlow& flow, Index kind) {
    Call call = callOf(model, flow.message, kind);
    const double latency = meanOf(model.network, flow.latency);
    call.answer.mean += 2 * latency;
    call.answer.variance += 2 * latency * latency * scvOf(model.network, flow.latency);
    if (std::isinf(flow.timeout) || call.answer.mean <= 0) {
        return call;
    }
    const CutTime cut = cutGamma(call.answer.mean, call.answer.variance, flow.timeout);
    const double late = cut.cut;
    call.answer = {cut.mean, std::max(cut.second - cut.mean * cut.mean, 0.0)};
    call.failure = 1 - (1 - call.failure) * (1 - late);
    call.late = late;
    return call;
}

} // namespace stormglass::sim::forecasting
