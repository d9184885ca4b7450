// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network/terms.hpp"

#include <cstdint>

/// Queues and topics.
namespace stormglass::sim {

struct Channel {
    bool topic = false; ///< else a queue
    std::uint32_t partitions = 1;
    Range shares;                  ///< cumulative parts of the traffic in Network::shares, ending at 1; empty: by key
    Index partitionStream = kNone; ///< Purpose::partition; with shares
    Variate latency;               ///< Purpose::latency
    std::uint32_t capacity = kUnlimited;
    Overflow overflow = Overflow::drop;
    double publishEvery = 0; ///< 0: at once
    double pollEvery = 0;    ///< 0: always
    double visibility = kNever;
    std::uint32_t maxAttempts = 1; ///< hand-overs
    Index deadLetter = kNone;      ///< channel
    double duplicates = 0;
    Index duplicateStream = kNone; ///< Purpose::duplicate
    double loss = 0;
    Index lossStream = kNone; ///< Purpose::loss
    double retention = kNever;
    double ttl = kNever;
    Variate rebalance;         ///< Purpose::rebalance; the default constant 3 of a topic is made explicit
    Range deadLetterReceivers; ///< in Network::receivers: who gets what is dead-lettered here; empty: nobody, it stays
    Range groups;              ///< in Network::groups
};

/// The services that read a channel, one row each: for a topic, consumer groups; for a queue, the competing services.
struct Group {
    Index channel = kNone;
    Index service = kNone;
};

} // namespace stormglass::sim
