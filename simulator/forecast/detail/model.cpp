// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/model.hpp"

#include <limits>
#include <numeric>

namespace stormglass::sim::forecasting {

namespace {

double workersOf(const Service& service) noexcept {
    if (service.concurrency == kUnlimited) {
        return std::numeric_limits<double>::infinity();
    }
    const bool scales = service.autoscale.metric != AutoscaleMetric::none;
    const std::uint32_t replicas = scales ? service.autoscale.max : service.replicas;
    return replicas == kUnlimited ? std::numeric_limits<double>::infinity()
                                  : static_cast<double>(replicas) * static_cast<double>(service.concurrency);
}

} // namespace

Model::Model(const Network& described, const Model* alike)
    : network(described)
    , lanes(alike != nullptr ? alike->lanes : lanesOf(described))
    , classes(described.classCount + 1)
    , sourceRates(described.sources.size(), 0.0)
    , emissions(described.messages.size() * classes, 0.0)
    , arrivals(lanes.lanes.size() * classes, 0.0)
    , completions(described.handlers.size(), 1.0)
    , efforts(lanes.lanes.size() * classes)
    , fates(lanes.lanes.size() * classes)
    , laneStates(lanes.lanes.size())
    , stations(described.services.size())
    , lanesOfService(described.services.size())
    , keysOf(lanes.lanes.size(), kNone)
    , keyed(lanes.lanes.size(), 0.0)
    , hotShare(lanes.lanes.size(), 0.0)
    , callReach(described.outFlows.size(), 1.0) {
    for (Index lane = 0; lane < lanes.lanes.size(); ++lane) {
        lanesOfService[lanes.lanes[lane].service].push_back(lane);
        for (std::size_t kind = 0; alike == nullptr && kind < classes; ++kind) {
            efforts[at(lane, kind)] = forecasting::effortOf(network, lanes.lanes[lane], classOf(kind));
        }
    }
    if (alike != nullptr) {
        efforts = alike->efforts;
        keyShares = alike->keyShares;
    }
    for (Index s = 0; s < stations.size(); ++s) {
        stations[s].workers = workersOf(network.services[s]);
    }
}

double Model::emissionsOf(Index message) const noexcept {
    const auto begin = emissions.begin() + static_cast<std::ptrdiff_t>(at(message, 0));
    return std::accumulate(begin, begin + static_cast<std::ptrdiff_t>(classes), 0.0);
}

double Model::arrivalsOf(Index lane) const noexcept {
    const auto begin = arrivals.begin() + static_cast<std::ptrdiff_t>(at(lane, 0));
    return std::accumulate(begin, begin + static_cast<std::ptrdiff_t>(classes), 0.0);
}

Fate Model::fateOf(Index lane) const {
    const double total = arrivalsOf(lane);
    if (classes == 1 || total <= 0) {
        return fates[at(lane, classes - 1)];
    }
    Fate mean;
    mean.chance.fill(0);
    mean.tries = 0;
    mean.attempts = 0;
    mean.ownSuccess = 0;
    for (std::size_t kind = 0; kind < classes; ++kind) {
        const double weight = arrivals[at(lane, kind)] / total;
        const Fate& fate = fates[at(lane, kind)];
        for (std::size_t o = 0; o < mean.chance.size(); ++o) {
            mean.chance[o] += weight * fate.chance[o];
        }
        mean.tries += weight * fate.tries;
        mean.attempts += weight * fate.attempts;
        mean.attemptFailure += weight * fate.attemptFailure;
        mean.backoff += weight * fate.backoff;
        mean.ownSuccess += weight * fate.ownSuccess;
    }
    return mean;
}

Effort Model::effortOf(Index lane) const {
    double total = 0;
    for (std::size_t kind = 0; kind < classes; ++kind) {
        total += arrivals[at(lane, kind)] * fates[at(lane, kind)].attempts;
    }
    if (classes == 1 || total <= 0) {
        return efforts[at(lane, classes - 1)];
    }
    Effort mixed;
    mixed.failure = 0;
    double second = 0;
    double copies = 0;
    double first = -1;
    for (std::size_t kind = 0; kind < classes; ++kind) {
        const double weight = arrivals[at(lane, kind)] * fates[at(lane, kind)].attempts / total;
        const Effort& effort = efforts[at(lane, kind)];
        if (weight <= 0) {
            continue;
        }
        mixed.mean += weight * effort.mean;
        second += weight * effort.mean * effort.mean * (1 + effort.scv);
        mixed.failure += weight * effort.failure;
        mixed.timeout += weight * effort.timeout;
        mixed.uncut += weight * effort.uncut;
        mixed.first += weight * effort.first;
        copies += weight * effort.copies;
        mixed.exponential = mixed.exponential && effort.exponential && (first < 0 || first == effort.mean);
        first = effort.mean;
    }
    mixed.copies = copies;
    mixed.scv = mixed.mean > 0 ? second / (mixed.mean * mixed.mean) - 1 : 0;
    return mixed;
}

} // namespace stormglass::sim::forecasting
