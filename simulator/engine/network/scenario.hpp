// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network/terms.hpp"

#include <cstdint>

/// What a scenario does to a network, and the journeys through it.
namespace stormglass::sim {

enum class FaultTarget : std::uint8_t { handler, service, channel, flow, source };
enum class FaultEffect : std::uint8_t { down, slow, fail, lose, partitioned };

struct Fault {
    double at = 0;
    double duration = kNever;
    FaultTarget target = FaultTarget::handler;
    Index subject = kNone; ///< handler, service, channel, source, or the arrow's number
    FaultEffect effect = FaultEffect::down;
    double amount = 0;                   ///< slow: the factor; fail, lose: the probability
    std::uint32_t replicas = kUnlimited; ///< service: so many of them
    Index stream = kNone;                ///< Purpose::fault; for lose and fail
};

struct Replay {
    double at = 0;
    Index channel = kNone;
    Index handler = kNone; ///< `into`
    std::uint32_t events = 0;
    bool sideEffects = false;
};

struct Backlog {
    Index handler = kNone; ///< or
    Index channel = kNone;
    Index message = kNone; ///< the first message flowing in
    std::uint32_t count = 0;
};

struct Journey {
    Index fromMessage = kNone;
    Index toMessage = kNone; ///< or
    Index toHandler = kNone;
    bool every = false; ///< reach: every
};

/// Where a run ends by itself (CONTRACT section 1).
struct Bounds {
    std::uint32_t messagesInFlight = 2'000'000;
    std::uint32_t eventsAtOneInstant = 1'000'000;
};

} // namespace stormglass::sim
