// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/oddities.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim::forecasting {

namespace {

std::uint32_t bit(bool is, std::uint32_t oddity) {
    return is ? oddity : 0;
}

std::uint32_t ofHandler(const Handler& handler) {
    return bit(handler.join.kind != JoinKind::none, kJoinOddity) | bit(handler.circuitBreaker.present, kBreakerOddity) |
           bit(handler.hedge.copies > 1, kHedgeOddity) | bit(handler.exclusivePerKey, kKeyOddity) |
           bit(handler.eventSourced, kSourcedOddity) | bit(std::isfinite(handler.timeout), kTimeoutOddity) |
           bit(handler.patience.present(), kPatienceOddity) | bit(handler.rateLimit.rate > 0, kTokenOddity) |
           bit(handler.batch.present, kBatchOddity);
}

std::uint32_t ofChannel(const Network& network, Index number) {
    if (number == kNone) {
        return 0;
    }
    const Channel& channel = network.channels[number];
    const bool isOdd = channel.publishEvery > 0 || channel.duplicates > 0 || channel.maxAttempts > 1 ||
                       std::isfinite(channel.visibility);
    const bool ages = std::isfinite(channel.ttl) || std::isfinite(channel.retention);
    return bit(channel.topic, kTopicOddity) | bit(isOdd, kChannelOddity) | bit(channel.pollEvery > 0, kPollOddity) |
           bit(ages, kAgeOddity) | bit(channel.capacity != kUnlimited, kCapacityOddity) |
           bit(!channel.topic && channel.groups.count > 1, kSharedQueueOddity);
}

/// A service that holds its senders back when it is full makes them other stations than they are alone.
bool isHeldBack(const Model& model, Index lane) {
    const Network& network = model.network;
    const Range flows = model.handlerOf(lane).flows;
    for (Index f = flows.first; f < flows.end(); ++f) {
        for (const Feed& feed : model.lanes.feedsOf(network.outFlows[f].message)) {
            const Lane& to = model.lanes.lanes[feed.lane];
            const Service& service = network.services[to.service];
            const bool byService =
                to.channel == kNone && service.queueLimit != kUnlimited && service.overflow == Overflow::block;
            const bool byChannel = to.channel != kNone && network.channels[to.channel].capacity != kUnlimited &&
                                   network.channels[to.channel].overflow == Overflow::block;
            if (byService || byChannel) {
                return true;
            }
        }
    }
    return false;
}

bool calls(const Model& model, Index lane) {
    const Range flows = model.handlerOf(lane).flows;
    const auto begin = model.network.outFlows.begin() + flows.first;
    return std::any_of(begin, begin + flows.count, [](const OutFlow& flow) { return flow.sync; });
}

} // namespace

std::uint32_t odditiesOf(const Model& model, Index number) {
    const Service& service = model.network.services[number];
    const bool hasRoom = service.queueLimit != kUnlimited;
    std::uint32_t found = bit(service.autoscale.metric != AutoscaleMetric::none, kScaleOddity) |
                          bit(service.breakdowns.every.present(), kBreakdownOddity) | bit(hasRoom, kRoomOddity) |
                          bit(hasRoom && service.overflow == Overflow::block, kBlockedOddity);
    for (const Index lane : model.lanesOfService[number]) {
        found |= ofHandler(model.handlerOf(lane)) | ofChannel(model.network, model.lanes.lanes[lane].channel) |
                 bit(calls(model, lane), kCallOddity) | bit(isHeldBack(model, lane), kBlockedOddity);
    }
    return found;
}

} // namespace stormglass::sim::forecasting
