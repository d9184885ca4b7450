// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/loads.hpp"

#include "simulator/forecast/detail/fates.hpp"
#include "simulator/forecast/detail/firing.hpp"
#include "simulator/forecast/detail/service_load.hpp"
#include "simulator/forecast/stations.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kMostLoad = 1e12;

double changeOf(double now, double before, double scale) {
    if (std::isinf(now) || std::isinf(before)) {
        return now == before ? 0 : 1;
    }
    return std::abs(now - before) / std::max({scale, std::abs(now), 1e-12});
}

} // namespace

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

namespace {

/// For each lane the bursty source that feeds it unchanged: one emission, one message, one delivery.
void findBursts(Model& model, const std::vector<std::uint8_t>& sentByHandlers) {
    const Network& network = model.network;
    std::vector<Index> source(network.messages.size(), kNone);
    std::vector<std::uint32_t> senders(network.messages.size(), 0);
    for (Index s = 0; s < network.sources.size(); ++s) {
        const Source& row = network.sources[s];
        for (Index f = row.flows.first; f < row.flows.end(); ++f) {
            const OutFlow& flow = network.outFlows[f];
            const bool isPlain = row.kind == ArrivalKind::bursty && !row.batch.present() && row.profiles.empty() &&
                                 flow.probability >= 1 && flow.choiceGroup == kNone && !flow.count.present() &&
                                 flow.onClasses == kEveryClass;
            ++senders[flow.message];
            source[flow.message] = isPlain ? s : kNone;
        }
    }
    for (Index m = 0; m < network.messages.size(); ++m) {
        for (const Feed& feed : model.lanes.feedsOf(m)) {
            const bool isAll = feed.share == 1 && feed.classes == kEveryClass && senders[m] == 1 &&
                               sentByHandlers[m] == 0 && model.lanes.feedsOf(m).size() == 1;
            model.laneStates[feed.lane].bursts = isAll ? source[m] : kNone;
        }
    }
}

} // namespace

Loads::Loads(Model& model, const Traffic& traffic)
    : m_model(model), m_traffic(traffic), m_sentByHandlers(model.network.messages.size(), 0) {
    for (const Handler& handler : model.network.handlers) {
        for (Index f = handler.flows.first; f < handler.flows.end(); ++f) {
            m_sentByHandlers[model.network.outFlows[f].message] = 1;
        }
    }
    findBursts(model, m_sentByHandlers);
}

double Loads::settle(double weight) {
    m_change = 0;
    m_weight = weight;
    count();
    // What is called stands behind its callers: last ones first, each service when all its lanes are known.
    std::vector<std::size_t> open(m_model.stations.size());
    for (Index s = 0; s < m_model.stations.size(); ++s) {
        open[s] = m_model.lanesOfService[s].size();
    }
    const std::vector<Index>& order = m_traffic.laneOrder();
    for (auto lane = order.rbegin(); lane != order.rend(); ++lane) {
        updateHold(*lane);
        const Index service = m_model.lanes.lanes[*lane].service;
        if (--open[service] == 0) {
            solveService(service);
        }
    }
    updateStreams();
    for (Index s = 0; s < m_model.stations.size(); ++s) {
        solveService(s);
        keepUp(m_model.stations[s]);
    }
    return m_change;
}

void Loads::count() {
    for (Index lane = 0; lane < m_model.laneStates.size(); ++lane) {
        LaneState& state = m_model.laneStates[lane];
        state.arrivals = m_model.arrivalsOf(lane);
        const Fate fate = m_model.fateOf(lane);
        const double passes = fate.of(Outcome::success) + fate.of(Outcome::failure) + fate.of(Outcome::timeout);
        state.attempts = state.arrivals * fate.attempts * m_model.completions[m_model.lanes.lanes[lane].handler];
        state.offered = passes > 0 ? state.attempts / passes : state.arrivals;
    }
}

void Loads::updateHold(Index lane) {
    const Network& network = m_model.network;
    const Handler& handler = m_model.handlerOf(lane);
    LaneState& state = m_model.laneStates[lane];
    const Effort effort = m_model.effortOf(lane);
    const Hedged copies = hedged(handler.hedge, effort.mean);
    double seconds = 0;
    double variance = 0; // of the calls together
    double called = 0;   // seconds in calls up to the present one
    double untilFailure = 0;
    double goesOn = 1;
    double longestOfGroup = 0;
    bool hasCalls = false;
    std::vector<Firing> firings;
    // Averages over classes are taken of the calls of an instance without class, or of the first class there is.
    const Index kind =
        m_model.classes > 1 && state.arrivals > m_model.arrivals[m_model.at(lane, m_model.classes - 1)] ? 0 : kNoClass;
    firingsOf(network, handler.flows, m_model.lanes.lanes[lane].message, kind, Outcome::success, firings);
    for (const Firing& firing : firings) {
        const OutFlow& flow = network.outFlows[firing.flow];
        if (!flow.sync || firing.chance <= 0) {
            continue;
        }
        hasCalls = true;
        m_model.callReach[firing.flow] = goesOn;
        const auto [answer, failure] = callOf(m_model, flow, kind);
        if (!flow.parallel) {
            longestOfGroup = 0;
        }
        const double added = flow.parallel ? std::max(answer.mean - longestOfGroup, 0.0) : answer.mean;
        longestOfGroup = std::max(longestOfGroup, answer.mean);
        const double calls = goesOn * firing.rate;
        seconds += times(calls, added);
        variance += times(calls, answer.variance + added * added) - times(calls * calls, added * added);
        called += firing.chance * added;
        const double failsHere = goesOn * (1 - std::pow(1 - failure, firing.rate));
        untilFailure += times(failsHere, called);
        goesOn *= firing.rate == 1 ? 1 - failure : std::pow(1 - failure, firing.rate);
    }
    const double own = (1 - effort.failure) * (1 - effort.timeout);
    const double before = state.hold;
    const auto blended = [this](double old, double fresh) {
        return m_weight < 1 && std::isfinite(old) && std::isfinite(fresh) ? old + m_weight * (fresh - old) : fresh;
    };
    state.callSeconds = blended(state.callSeconds, times(own, seconds));
    state.failSeconds = goesOn < 1 ? untilFailure / (1 - goesOn) : 0;
    state.callFailure = blended(state.callFailure, 1 - goesOn);
    const double work = times(effort.mean, copies.copies);
    state.hold = work + state.callSeconds;
    state.alone = copies.handling + state.callSeconds;
    state.handling = state.alone;
    state.exponential = effort.exponential && !hasCalls && handler.hedge.copies <= 1;
    const double all =
        effort.scv * work * work + times(own, std::max(variance, 0.0)) + times(own * (1 - own), seconds * seconds);
    state.holdScv = state.hold > 0 && !std::isinf(state.hold) ? all / (state.hold * state.hold) : 1;
    state.batch = 1;
    m_change = std::max(m_change, changeOf(state.hold, before, 0));
}

/// Streams merge, are split and smoothed (Whitt 1983), in topological order; around a loop as of the last round.
void Loads::updateStreams() {
    const Network& network = m_model.network;
    std::vector<double> weighted(network.messages.size(), 0.0); // rate × squared variation
    std::vector<double> rates(network.messages.size(), 0.0);
    std::vector<double> bunches(network.messages.size(), 0.0); // rate × bunch
    std::vector<Firing> firings;
    const auto bunchOf = [&network](const Variate& number) {
        const double mean = meanOf(network, number, 1);
        return mean > 0 ? mean * (1 + scvOf(network, number)) - 1 : 0;
    };
    for (Index s = 0; s < network.sources.size(); ++s) {
        const double bunch = bunchOf(network.sources[s].batch);
        const double scv = sourceScv(network, network.sources[s]);
        firingsOf(network, network.sources[s].flows, kNone, kNoClass, Outcome::success, firings);
        for (const Firing& firing : firings) {
            const Index message = network.outFlows[firing.flow].message;
            const double rate = m_model.sourceRates[s] * firing.rate;
            weighted[message] += rate * (firing.chance * scv + 1 - firing.chance);
            rates[message] += rate;
            bunches[message] += rate * (firing.chance * bunch + bunchOf(network.outFlows[firing.flow].count));
        }
    }
    for (const Index lane : m_traffic.laneOrder()) {
        const Lane& row = m_model.lanes.lanes[lane];
        LaneState& state = m_model.laneStates[lane];
        const double scv = rates[row.message] > 0 ? weighted[row.message] / rates[row.message] : 1;
        double share = 1;
        for (const Feed& feed : m_model.lanes.feedsOf(row.message)) {
            share = feed.lane == lane ? std::min(feed.share, 1.0) : share;
        }
        state.arrivalScv = share * scv + 1 - share;
        state.bunch = rates[row.message] > 0 ? share * std::max(bunches[row.message] / rates[row.message], 0.0) : 0;
        const Fate fate = m_model.fateOf(lane);
        firingsOf(network, network.handlers[row.handler].flows, row.message, kNoClass, Outcome::success, firings);
        const double out = state.arrivals * m_model.completions[row.handler] * fate.of(Outcome::success);
        for (const Firing& firing : firings) {
            const Index message = network.outFlows[firing.flow].message;
            weighted[message] += out * firing.rate * (firing.chance * state.departureScv + 1 - firing.chance);
            rates[message] += out * firing.rate;
            bunches[message] += out * firing.rate * bunchOf(network.outFlows[firing.flow].count);
        }
    }
}

/// What is offered too much never leaves. Moved by halves on a logarithmic scale: what comes back around a loop would
/// swing between too much and nothing.
void Loads::keepUp(StationState& station) {
    const double share = station.sureLoad > 1 && station.closedWait < 0 ? 1 / std::min(station.sureLoad, kMostLoad) : 1;
    const double moved = share < 1 || station.keepsUp < 1 ? std::sqrt(share * station.keepsUp) : 1;
    const double before = std::exchange(station.keepsUp, std::abs(moved - 1) < 1e-9 ? 1 : moved);
    m_change = std::max(m_change, std::abs(station.keepsUp - before));
}

void Loads::solveService(Index service) {
    const double before = m_model.stations[service].wait;
    ServiceLoad(m_model, service, m_sentByHandlers).solve();
    StationState& station = m_model.stations[service];
    m_change = std::max(m_change, changeOf(station.wait, before, station.service));
}

} // namespace stormglass::sim::forecasting
