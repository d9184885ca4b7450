// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/effort.hpp"

#include <boost/math/special_functions/gamma.hpp>

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

/// Of the gamma distribution that stands for a time to be cut: variations beyond are taken as this large.
constexpr double kLeastShape = 1e-3;
constexpr double kLeastScv = 1e-6; ///< and below this as constant

/// Cuts a handling time at `limit`: the chance that it is cut, and the mean of what is left of it.
void cutAt(double limit, Effort& effort) {
    if (effort.mean <= 0 || std::isinf(limit)) {
        return;
    }
    effort.exponential = false;
    if (effort.scv <= kLeastScv) {
        effort.timeout = effort.mean > limit ? 1 : 0;
        effort.mean = std::min(effort.mean, limit);
        return;
    }
    if (std::isinf(effort.mean)) { // a tail so heavy that the cut decides
        effort.timeout = 1;
        effort.mean = limit;
        effort.scv = 0;
        return;
    }
    const double shape = std::max(1 / effort.scv, kLeastShape);
    const double at = limit * shape / effort.mean;
    effort.timeout = boost::math::gamma_q(shape, at);
    effort.mean = effort.mean * boost::math::gamma_p(shape + 1, at) + limit * effort.timeout;
}

void addConstant(double seconds, Effort& effort) {
    const double mean = effort.mean + seconds;
    if (seconds > 0 && mean > 0) {
        effort.scv *= effort.mean * effort.mean / (mean * mean);
        effort.mean = mean;
        effort.exponential = false;
    }
}

void shareBatch(const Network& network, const Handler& handler, double size, Effort& effort) {
    if (!handler.batch.present) {
        return;
    }
    effort.mean = effort.mean / size + meanOf(network, handler.batch.perMessage);
    effort.exponential = false;
}

} // namespace

double meanOf(const Network& network, const Variate& variate, double absent) {
    return variate.present() ? sim::meanOf(network.distributions[variate.distribution], network.distributionTable)
                             : absent;
}

double scvOf(const Network& network, const Variate& variate) {
    return variate.present() ? squaredCvOf(network.distributions[variate.distribution], network.distributionTable) : 0;
}

Effort effortOf(const Network& network, const Lane& lane, Index kind, double batchSize) {
    const Handler& handler = network.handlers[lane.handler];
    const PerRule* timed = ruleFor(network, lane, kind, [](const PerRule& rule) { return rule.time.present(); });
    const PerRule* failing = ruleFor(network, lane, kind, [](const PerRule& rule) { return rule.failure >= 0; });
    const Variate& time = timed != nullptr ? timed->time : handler.time;
    Effort effort;
    effort.mean = meanOf(network, time);
    effort.scv = scvOf(network, time);
    effort.exponential =
        time.present() && network.distributions[time.distribution].kind == DistributionKind::exponential;
    effort.failure = failing != nullptr ? failing->failure : handler.failure;
    if (handler.eventSourced && handler.snapshotEvery != kUnlimited) {
        addConstant(handler.perEvent * (static_cast<double>(handler.snapshotEvery) - 1) / 2, effort);
    }
    shareBatch(network, handler, batchSize, effort);
    cutAt(handler.timeout, effort);
    return effort;
}

double priorityOf(const Network& network, const Lane& lane, Index kind) {
    const PerRule* rule =
        ruleFor(network, lane, kind, [](const PerRule& candidate) { return !std::isnan(candidate.priority); });
    return rule != nullptr ? rule->priority : network.handlers[lane.handler].priority;
}

double backoffAfter(const Network& network, const Retry& retry, std::uint32_t failures) {
    double pause = meanOf(network, retry.backoff);
    double total = 0;
    for (std::uint32_t n = 0; n < failures; ++n) {
        total += std::min(pause, retry.maxBackoff) * (1 - retry.jitter / 2);
        pause *= retry.multiplier;
    }
    return total;
}

} // namespace stormglass::sim::forecasting
