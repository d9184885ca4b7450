// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network/terms.hpp"

#include <cstdint>

/// Messages, their ways to handlers and channels, and the arrows that send them.
namespace stormglass::sim {

/// A kind of message. One emission makes one delivery for each row of `receivers` (events) or for one of them
/// (`competing`: commands and queries with several receivers), and one publication for each row of `publications`.
struct Message {
    Range receivers;    ///< direct ones, in Network::receivers
    Range publications; ///< in Network::publications
    bool competing = false;
    bool query = false;           ///< handled by a handler's queryService; its answer may be stale
    Index receiverStream = kNone; ///< Purpose::receiver; present when competing among more than one
    Range journeysFrom;           ///< in Network::journeyRefs: journeys that start at the emission of this message
    Range journeysTo;             ///< in Network::journeyRefs: journeys that end at the emission of this message
};

/// A way of a message to one handler: direct, or a subscription behind a channel.
struct Receiver {
    Index handler = kNone;
    Index flow = kNone;         ///< number of the arrow in the document (target of faults)
    double weight = 1;          ///< when competing: relative
    double probability = 1;     ///< subscription filter
    Index filterStream = kNone; ///< Purpose::probability; present when probability < 1
    ClassMask classes = kEveryClass;
    Variate latency; ///< Purpose::latency; of this arrow. Behind a channel: added to the channel's own, per subscriber
};

/// A message's way into a channel. For a queue the `subscribers` compete for one delivery; for a topic each gets one.
/// When a competing message is published, its publication stands beside its direct receivers as one alternative of
/// weight 1.
struct Publication {
    Index channel = kNone;
    Index flow = kNone; ///< of MESSAGE -> CHANNEL; kNone when only `via` names the channel
    double weight = 1;  ///< when the message is competing
    Variate latency;    ///< of MESSAGE -> CHANNEL, before the publication
    Range subscribers;  ///< in Network::receivers
    double probability = 1;
    Index filterStream = kNone;
    ClassMask classes = kEveryClass;
};

/// What a source or handler sends on: an arrow into a message.
struct OutFlow {
    Index message = kNone;
    Index flow = kNone; ///< number of the arrow in the document
    Range onMessages;   ///< in Network::messageRefs: incoming messages that let it fire; empty: any
    std::uint8_t onOutcomes =
        maskOf(Outcome::success); ///< `failure` includes the timeout bit unless a flow of the handler names timeout
    ClassMask onClasses = kEveryClass;
    Index choiceGroup =
        kNone; ///< group number within this handler's or source's flows; flows of one group need not be adjacent
    double choiceWeight = 1;
    Index choiceStream = kNone; ///< Purpose::choice, one per group (of its first flow)
    double probability = 1;
    Index probabilityStream = kNone; ///< Purpose::probability; present when probability < 1
    Variate count;                   ///< Purpose::count; absent: 1
    bool sync = false;               ///< the caller's worker is held until the answer; not for sources
    bool parallel = false;           ///< sync: together with the flow before it
    double timeout = kNever;         ///< sync
    Variate latency;                 ///< Purpose::latency; one way
    Index keys = kNone;              ///< in Network::keys: a new key for what follows
};

} // namespace stormglass::sim
