// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/answers.hpp"

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

namespace {

/// Variance of the number of attempts, of which each fails with `failure`.
double attemptsVariance(double failure, double mean, double most) {
    double squares = 0;
    double reached = 1;
    for (double n = 0; n < most && n < 200 && reached > 1e-12; ++n, reached *= failure) {
        squares += (2 * n + 1) * reached;
    }
    return std::max(squares - mean * mean, 0.0);
}

/// Of one wait: those who wait at all wait about exponentially.
double waitVariance(const StationState& station, double wait) {
    if (wait <= 0 || std::isinf(wait)) {
        return 0;
    }
    const double servers = std::clamp(station.workers, 1.0, 1000.0);
    const double waits =
        station.load > 0 ? erlangC(std::min(station.load, 0.999) * servers, static_cast<int>(servers)) : 1;
    return wait * wait * std::max(2 / std::max(waits, 1e-9) - 1, 0.0);
}

} // namespace

Spread timeOf(const Model& model, Index lane, bool succeeded) {
    const Fate fate = model.fateOf(lane);
    const LaneState& state = model.laneStates[lane];
    const Handler& handler = model.handlerOf(lane);
    const double passes = fate.of(Outcome::success) + fate.of(Outcome::failure) + fate.of(Outcome::timeout);
    const double attempts = passes > 0 ? fate.attempts / passes : 1;
    const double most = static_cast<double>(handler.retry.attempts) * model.lanes.lanes[lane].handOvers;
    const double delay = succeeded ? meanOf(model.network, handler.delay) : 0;
    const double once = state.wait + state.handling;
    Spread time;
    time.mean = times(attempts, once) + (passes > 0 ? fate.backoff / passes : 0) + delay;
    if (std::isinf(time.mean)) {
        return time;
    }
    const double givenUp = passes > 0 ? 1 - fate.of(Outcome::success) / passes : 0;
    const double failure = most <= 1      ? givenUp
                           : givenUp > 0  ? std::pow(givenUp, 1 / most)
                           : attempts > 1 ? 1 - 1 / attempts
                                          : 0;
    const double ofOne = waitVariance(model.stations[model.lanes.lanes[lane].service], state.wait) +
                         state.holdScv * state.handling * state.handling;
    time.variance = attempts * ofOne + (attempts > 1 ? attemptsVariance(failure, attempts, most) * once * once : 0) +
                    delay * delay * scvOf(model.network, handler.delay);
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
        Spread answer = timeOf(model, feed.lane);
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
        call.answer.variance = std::max(squares / share - call.answer.mean * call.answer.mean, 0.0);
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
    // The wait for an answer taken as exponential, and cut.
    const double late = std::isinf(call.answer.mean) ? 1 : std::exp(-flow.timeout / call.answer.mean);
    const double mean = std::isinf(call.answer.mean) ? flow.timeout : call.answer.mean * (1 - late);
    call.answer = {mean, std::min(call.answer.variance, mean * mean)};
    if (std::isinf(call.answer.variance) || late >= 1) {
        call.answer.variance = 0;
    }
    call.failure = 1 - (1 - call.failure) * (1 - late);
    return call;
}

} // namespace stormglass::sim::forecasting
