// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/effort.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim::forecasting {

namespace {

/// The rule for this class, else for this message, that overrides what `wanted` asks about.
template <class Wanted> const PerRule* ruleFor(const Network& network, const Lane& lane, Index kind, Wanted wanted) {
    const Range rules = network.handlers[lane.handler].per;
    for (Index r = rules.first; r < rules.end(); ++r) {
        const PerRule& rule = network.perRules[r];
        const bool applies = rule.ofClass ? kind != kNoClass && rule.subject == kind : rule.subject == lane.message;
        if (applies && wanted(rule)) {
            return &rule;
        }
    }
    return nullptr;
}

} // namespace

double meanOf(const Network& network, const Variate& variate, double absent) {
    return variate.present() ? sim::meanOf(network.distributions[variate.distribution], network.distributionTable)
                             : absent;
}

double scvOf(const Network& network, const Variate& variate) {
    return variate.present() ? squaredCvOf(network.distributions[variate.distribution], network.distributionTable) : 0;
}

RandomTime timeOfAttempt(const Network& network, const Lane& lane, Index kind) {
    const Handler& handler = network.handlers[lane.handler];
    const PerRule* timed = ruleFor(network, lane, kind, [](const PerRule& rule) { return rule.time.present(); });
    const bool replays = handler.eventSourced && handler.snapshotEvery != kUnlimited;
    const double events = replays ? (static_cast<double>(handler.snapshotEvery) - 1) / 2 : 0;
    const double ofBatch = handler.batch.present ? meanOf(network, handler.batch.perMessage) : 0;
    return {&network, timed != nullptr ? timed->time : handler.time,
            (replays ? handler.perEvent * events : 0) + ofBatch};
}

namespace {

void cut(const RandomTime& time, double limit, Effort& effort) {
    const CutTime cut = cutAt(time, limit);
    effort.timeout = cut.cut;
    effort.mean = cut.mean;
    effort.uncut = cut.meanOfUncut(limit);
    effort.scv = cut.mean > 0 ? std::max(cut.second / (cut.mean * cut.mean) - 1, 0.0) : 0;
    effort.exponential = false;
}

} // namespace

Effort effortOf(const Network& network, const Lane& lane, Index kind) {
    const Handler& handler = network.handlers[lane.handler];
    const PerRule* failing = ruleFor(network, lane, kind, [](const PerRule& rule) { return rule.failure >= 0; });
    const RandomTime time = timeOfAttempt(network, lane, kind);
    const double random = meanOf(network, time.variate);
    Effort effort;
    effort.mean = random + time.shift;
    effort.uncut = effort.mean;
    effort.scv = scvOf(network, time.variate);
    if (time.shift > 0) {
        const double events = handler.eventSourced ? static_cast<double>(handler.snapshotEvery) : 1;
        const double ofEvents =
            handler.perEvent * handler.perEvent * (events * events - 1) / 12; // uniform on 0, 1, ...
        effort.scv = (times(effort.scv, random * random) + ofEvents) / (effort.mean * effort.mean);
    }
    effort.exponential = time.shift <= 0 && time.variate.present() &&
                         network.distributions[time.variate.distribution].kind == DistributionKind::exponential;
    effort.failure = failing != nullptr ? failing->failure : handler.failure;
    if (std::isfinite(handler.timeout) && effort.mean > 0) {
        cut(time, handler.timeout, effort);
    }
    effort.first = effort.mean;
    if (handler.hedge.copies > 1 && effort.mean > 0 && std::isfinite(effort.mean)) {
        const double failure = 1 - (1 - effort.failure) * (1 - effort.timeout);
        const FirstOfCopies first = firstOfCopies(time, effort.mean, handler.hedge, failure);
        effort.first = std::min(first.mean, handler.timeout + (handler.hedge.copies - 1) * handler.hedge.after);
        effort.uncut = std::min(first.good, effort.first);
        effort.copies = first.started;
    }
    return effort;
}

double priorityOf(const Network& network, const Lane& lane, Index kind) {
    const PerRule* rule =
        ruleFor(network, lane, kind, [](const PerRule& candidate) { return !std::isnan(candidate.priority); });
    return rule != nullptr ? rule->priority : network.handlers[lane.handler].priority;
}

double backoffAfter(const Network& network, const Retry& retry, double failures) {
    const double growth = retry.multiplier == 1 || failures <= 1 ? 1 : std::pow(retry.multiplier, failures - 1);
    const double pause = meanOf(network, retry.backoff) * growth;
    return std::min(pause, retry.maxBackoff) * (1 - retry.jitter / 2);
}

} // namespace stormglass::sim::forecasting
