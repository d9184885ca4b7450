// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/model.hpp"

#include <cstdint>

namespace stormglass::sim::forecasting {

/// What keeps a place from being a textbook's station, as bits: a formula says which of them it takes into account.
enum Oddity : std::uint32_t {
    kJoinOddity = 1U << 0U,
    kBreakerOddity = 1U << 1U,
    kHedgeOddity = 1U << 2U,
    kKeyOddity = 1U << 3U,
    kSourcedOddity = 1U << 4U,
    kTimeoutOddity = 1U << 5U,
    kCallOddity = 1U << 6U,
    kPatienceOddity = 1U << 7U, ///< of messages
    kTokenOddity = 1U << 8U,
    kBatchOddity = 1U << 9U,
    kBlockedOddity = 1U << 10U, ///< held back by what it sends to, or holds its senders back
    kScaleOddity = 1U << 11U,
    kBreakdownOddity = 1U << 12U,
    kRoomOddity = 1U << 13U, ///< for messages that come directly
    kTopicOddity = 1U << 14U,
    kChannelOddity = 1U << 15U, ///< duplicates, hand-overs, publishing at intervals
    kPollOddity = 1U << 16U,
    kSharedQueueOddity = 1U << 17U, ///< other services read the same queue
    kAgeOddity = 1U << 18U,         ///< of messages in a channel
    kCapacityOddity = 1U << 19U,
};

[[nodiscard]] std::uint32_t odditiesOf(const Model& model, Index service);

} // namespace stormglass::sim::forecasting
