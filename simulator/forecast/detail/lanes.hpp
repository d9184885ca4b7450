// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network.hpp"

#include <span>
#include <vector>

/// The network as traffic sees it: who gets how much of what. Everything here is structure: rates come later.
namespace stormglass::sim::forecasting {

/// One kind of message at one handler.
struct Lane {
    Index handler = kNone;
    Index message = kNone;
    Index service = kNone;        ///< where it waits: the handler's service, for a query its query service
    Index channel = kNone;        ///< the channel it comes through (the first found); kNone: directly
    std::uint32_t handOvers = 1;  ///< of that channel
    std::vector<Index> deadLanes; ///< lanes that get what is given up here
};

/// One way of a message to a lane.
struct Feed {
    Index lane = kNone;
    Index publication = kNone; ///< kNone: directly
    Index receiver = kNone;
    double share = 0; ///< deliveries per emission of an instance whose class passes
    ClassMask classes = kEveryClass;
};

struct Lanes {
    std::vector<Lane> lanes; ///< a handler's stand together
    std::vector<Feed> feeds; ///< a message's stand together
    std::vector<Range> ofHandler;
    std::vector<Range> ofMessage; ///< in `feeds`

    [[nodiscard]] std::span<const Feed> feedsOf(Index message) const noexcept {
        return std::span(feeds).subspan(ofMessage[message].first, ofMessage[message].count);
    }
};

/// Shares: an event reaches every receiver, a competing message one of them by weight; the subscribers of a queue share
/// what is published by their capacity (an approximation: whichever is free takes it); loss and duplicates count.
[[nodiscard]] Lanes lanesOf(const Network& network);

/// Index of the lane of `message` at `handler`; kNone when there is none.
[[nodiscard]] Index laneAt(const Lanes& lanes, Index handler, Index message) noexcept;

} // namespace stormglass::sim::forecasting
