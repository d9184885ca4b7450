// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/exact/station_kinds.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim::forecasting {

bool StationKinds::isOrdinary(Index lane) const {
    const Handler& handler = m_model.handlerOf(lane);
    const LaneState& state = m_model.laneStates[lane];
    const bool isChannelPlain = isPlainChannel(m_model.lanes.lanes[lane].channel);
    return !handler.batch.present && handler.join.kind == JoinKind::none && handler.rateLimit.rate <= 0 &&
           !handler.circuitBreaker.present && handler.hedge.copies <= 1 && !handler.exclusivePerKey &&
           !handler.eventSourced && std::isinf(handler.timeout) && !handler.patience.present() &&
           state.callSeconds <= 0 && isChannelPlain;
}

bool StationKinds::isPlainChannel(Index number) const {
    if (number == kNone) {
        return true;
    }
    const Channel& channel = m_network.channels[number];
    return !channel.topic && channel.capacity == kUnlimited && channel.publishEvery <= 0 && channel.pollEvery <= 0 &&
           channel.duplicates <= 0 && channel.maxAttempts <= 1 && std::isinf(channel.ttl) &&
           std::isinf(channel.retention) && std::isinf(channel.visibility);
}

bool StationKinds::isOrdinary(const Service& service) const {
    return service.autoscale.metric == AutoscaleMetric::none && !service.breakdowns.every.present();
}

/// All that is handled takes exponential times of one mean.
bool StationKinds::isExponential(Index number) const {
    const std::vector<Index>& lanes = m_model.lanesOfService[number];
    double mean = -1;
    return std::ranges::all_of(lanes, [&](Index lane) {
        const LaneState& state = m_model.laneStates[lane];
        if (state.offered <= 0) {
            return true;
        }
        const bool isSame = mean < 0 || std::abs(mean - state.hold) <= 1e-12 * mean;
        mean = state.hold;
        return isSame && state.exponential;
    });
}

bool StationKinds::isExponential(const Variate& variate) const {
    return variate.present() && m_network.distributions[variate.distribution].kind == DistributionKind::exponential;
}

bool StationKinds::takesSplitTopic(Index number) const {
    const std::vector<Index>& lanes = m_model.lanesOfService[number];
    const Service& service = m_network.services[number];
    if (lanes.size() != 1 || m_model.lanes.lanes[lanes.front()].channel == kNone) {
        return false;
    }
    const Channel& channel = m_network.channels[m_model.lanes.lanes[lanes.front()].channel];
    const bool isSimple = channel.topic && channel.capacity == kUnlimited && channel.publishEvery <= 0 &&
                          channel.pollEvery <= 0 && channel.duplicates <= 0 && channel.maxAttempts <= 1 &&
                          std::isinf(channel.ttl) && std::isinf(channel.retention) && std::isinf(channel.visibility);
    const std::uint32_t each = (channel.partitions + service.replicas - 1) / std::max(service.replicas, 1U);
    const Handler& handler = m_model.handlerOf(lanes.front());
    const bool isBare = !handler.batch.present && handler.join.kind == JoinKind::none && handler.rateLimit.rate <= 0 &&
                        !handler.circuitBreaker.present && handler.hedge.copies <= 1 && !handler.exclusivePerKey &&
                        !handler.eventSourced && !handler.patience.present() && std::isinf(handler.timeout) &&
                        m_model.laneStates[lanes.front()].callSeconds <= 0;
    return isSimple && isBare && (channel.partitions == 1 || !channel.shares.empty()) && each <= service.concurrency;
}

StationKind StationKinds::of(Index number) const {
    const Service& service = m_network.services[number];
    const std::vector<Index>& lanes = m_model.lanesOfService[number];
    if (std::ranges::any_of(lanes, [this](Index lane) { return mayBeBlocked(lane); })) {
        return StationKind::inexact;
    }
    if (isColdStart(number) && std::ranges::all_of(lanes, [this](Index lane) { return isOrdinary(lane); })) {
        return StationKind::firstOnly;
    }
    if (!isOrdinary(service)) {
        return StationKind::inexact;
    }
    if (takesSplitTopic(number)) {
        return service.queueLimit == kUnlimited ? StationKind::firstOnly : StationKind::inexact;
    }
    const bool isOrdinaryForAll = std::ranges::all_of(lanes, [this](Index lane) { return isOrdinary(lane); });
    if (!isOrdinaryForAll) {
        return isSpecial(number) ? StationKind::firstOnly : StationKind::inexact;
    }
    return ofOrdinary(number);
}

/// One queue or several with nothing special about them.
StationKind StationKinds::ofOrdinary(Index number) const {
    const Service& service = m_network.services[number];
    const StationState& station = m_model.stations[number];
    const std::vector<Index>& lanes = m_model.lanesOfService[number];
    if (std::isinf(station.workers)) {
        return StationKind::productForm;
    }
    const bool isOneQueue = service.balancing == Balancing::shared || service.replicas <= 1;
    if (service.queueLimit != kUnlimited) {
        // Blocked calls cleared look at the mean alone (Erlang); with room to wait it takes exponential times.
        const bool isKnown = service.queueLimit == 0 || isExponential(number);
        return isOneQueue && service.overflow != Overflow::block && isKnown && lanes.size() == 1
                   ? StationKind::firstOnly
                   : StationKind::inexact;
    }
    switch (service.discipline) {
    case Discipline::processorSharing:
        return isOneQueue ? StationKind::productForm : StationKind::inexact;
    case Discipline::fifo:
    case Discipline::lifo:
    case Discipline::random:
        if (isExponential(number) && isOneQueue) {
            return StationKind::productForm;
        }
        // A Poisson stream split at random is Poisson again.
        return (isOneQueue && station.workers == 1) ||
                       (service.balancing == Balancing::random && (service.concurrency == 1 || isExponential(number)))
                   ? StationKind::firstOnly
                   : StationKind::inexact;
    case Discipline::shortest:
        return station.workers == 1 && isExponential(number) ? StationKind::firstOnly : StationKind::inexact;
    case Discipline::priority:
    case Discipline::preemptivePriority:
        return m_model.classes == 1 && (station.workers == 1 || (isExponential(number) && isOneQueue &&
                                                                 service.discipline == Discipline::priority))
                   ? StationKind::firstOnly
                   : StationKind::inexact;
    }
    return StationKind::inexact;
}

/// Exponential patience, batches of exponential time, tokens of a bucket of one, vacations: each alone.
bool StationKinds::isSpecial(Index number) const {
    const std::vector<Index>& lanes = m_model.lanesOfService[number];
    const Service& service = m_network.services[number];
    if (lanes.size() != 1 || service.discipline != Discipline::fifo || service.queueLimit != kUnlimited) {
        return false;
    }
    const Handler& handler = m_model.handlerOf(lanes.front());
    const LaneState& state = m_model.laneStates[lanes.front()];
    const double workers = m_model.stations[number].workers;
    const bool isBare = handler.join.kind == JoinKind::none && !handler.circuitBreaker.present &&
                        handler.hedge.copies <= 1 && !handler.exclusivePerKey && !handler.eventSourced &&
                        std::isinf(handler.timeout) && state.callSeconds <= 0;
    const Index channel = m_model.lanes.lanes[lanes.front()].channel;
    const bool isDirect = isPlainChannel(channel);
    if (!isBare) {
        return false;
    }
    if (isDirect && handler.patience.present() && !handler.batch.present && handler.rateLimit.rate <= 0) {
        return isExponential(handler.patience) && state.exponential && !std::isinf(workers);
    }
    if (isDirect && handler.batch.present && handler.rateLimit.rate <= 0 && !handler.patience.present()) {
        return workers == 1 && handler.batch.linger <= 0 && !handler.batch.perMessage.present() &&
               isExponential(handler.time);
    }
    const bool polls = channel != kNone && !m_network.channels[channel].topic &&
                       m_network.channels[channel].pollEvery > 0 &&
                       m_network.channels[channel].capacity == kUnlimited &&
                       m_network.channels[channel].publishEvery <= 0 && m_network.channels[channel].duplicates <= 0 &&
                       std::isinf(m_network.channels[channel].ttl) && std::isinf(m_network.channels[channel].retention);
    return polls && workers == 1 && !handler.batch.present && handler.rateLimit.rate <= 0 &&
           !handler.patience.present();
}

bool StationKinds::takesBunches(Index number) const {
    const Service& service = m_network.services[number];
    const bool isOrdinaryForAll =
        std::ranges::all_of(m_model.lanesOfService[number], [this](Index lane) { return isOrdinary(lane); });
    return m_model.stations[number].workers == 1 && isOrdinaryForAll && service.queueLimit == kUnlimited &&
           service.discipline == Discipline::fifo && service.autoscale.metric == AutoscaleMetric::none;
}

bool StationKinds::takesBursts(Index number) const {
    const std::vector<Index>& lanes = m_model.lanesOfService[number];
    return lanes.size() == 1 && m_model.laneStates[lanes.front()].bursts != kNone &&
           m_model.laneStates[lanes.front()].exponential && takesBunches(number) && m_model.stations[number].bunch <= 0;
}

/// A service that holds its senders back when it is full makes them other stations than they are alone.
bool StationKinds::mayBeBlocked(Index lane) const {
    const Range flows = m_model.handlerOf(lane).flows;
    for (Index f = flows.first; f < flows.end(); ++f) {
        for (const Feed& feed : m_model.lanes.feedsOf(m_network.outFlows[f].message)) {
            const Lane& to = m_model.lanes.lanes[feed.lane];
            const Service& service = m_network.services[to.service];
            const bool byService =
                to.channel == kNone && service.queueLimit != kUnlimited && service.overflow == Overflow::block;
            const bool byChannel = to.channel != kNone && m_network.channels[to.channel].capacity != kUnlimited &&
                                   m_network.channels[to.channel].overflow == Overflow::block;
            if (byService || byChannel) {
                return true;
            }
        }
    }
    return false;
}

/// Stopped when idle, started at once for the first message: M/G/1 with set-up.
bool StationKinds::isColdStart(Index number) const {
    const Service& service = m_network.services[number];
    const Autoscale& rule = service.autoscale;
    return rule.metric != AutoscaleMetric::none && rule.min == 0 && rule.max == 1 && rule.idleFor <= 0 &&
           service.concurrency == 1 && service.replicas <= 1 && !service.breakdowns.every.present() &&
           service.queueLimit == kUnlimited && service.discipline == Discipline::fifo;
}

} // namespace stormglass::sim::forecasting
