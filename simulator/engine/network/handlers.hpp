// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network/terms.hpp"

#include <cstdint>

/// Handlers and what governs an attempt.
namespace stormglass::sim {

/// `per`: another value for one message kind or class (class rows stand before message rows: class first).
struct PerRule {
    bool ofClass = false;
    Index subject = kNone;                                      ///< class or message
    Variate time;                                               ///< absent: not overridden
    double failure = -1;                                        ///< < 0: not overridden
    double priority = std::numeric_limits<double>::quiet_NaN(); ///< NaN: not overridden
};

struct Retry {
    std::uint32_t attempts = 1; ///< includes the first
    Variate backoff;            ///< Purpose::backoff; the default constant 1 is made explicit when attempts > 1
    double multiplier = 1;
    double maxBackoff = kNever;
    double jitter = 0;
    Index jitterStream = kNone; ///< Purpose::sampling; drawn only when jitter > 0
};

struct BatchRule {
    bool present = false;
    std::uint32_t max = kUnlimited;
    double linger = 0;
    Variate perMessage; ///< Purpose::count; added for each message; absent: 0
};

enum class JoinKind : std::uint8_t { none, all, any, atLeast, each };

/// `waitFor`.
struct JoinRule {
    JoinKind kind = JoinKind::none;
    std::uint32_t atLeast = 0; ///< atLeast: how many kinds
    Range messages;            ///< all, any, atLeast: listed messages, in Network::messageRefs (at most 64)
    Index eachMessage = kNone; ///< each: M
    Index asManyAs = kNone;    ///< each: S
    double timeout = kNever;
    bool byKey = false; ///< else by instance
};

struct RateLimit {
    double rate = 0; ///< tokens per second; 0: no limit
    double burst = 1;
    bool rejects = false; ///< excess: reject
};

struct CircuitBreaker {
    bool present = false;
    std::uint32_t consecutive = 0; ///< > 0: opens after so many failures in a row
    double window = 0;             ///< > 0: sliding window in seconds with threshold and minCalls
    double threshold = 1;
    std::uint32_t minCalls = 10;
    double openFor = 0;
    std::uint32_t probes = 1;
};

struct Hedge {
    std::uint32_t copies = 1; ///< includes the first; 1: no hedging
    double after = 0;
};

/// What handles messages: an aggregate, policy, read model or external.
struct Handler {
    Index service = kNone;      ///< always present: a handler without one gets an implicit service
    Index queryService = kNone; ///< for messages that are queries; same as service unless `queryService` says otherwise
    Variate time;               ///< Purpose::handling
    Variate delay;              ///< Purpose::delay; absent: none
    double failure = 0;
    Index failureStream =
        kNone; ///< Purpose::failure; present when failure > 0 here, in `per`, or a fault can make it so
    double timeout = kNever;
    Retry retry;
    Range per; ///< in Network::perRules
    bool exclusivePerKey = false;
    bool idempotent = false;
    bool readModel = false; ///< measures staleness, staleAnswers and age
    bool eventSourced = false;
    double perEvent = 0; ///< seconds per event since the last snapshot
    std::uint32_t snapshotEvery = kUnlimited;
    BatchRule batch;
    JoinRule join;
    Variate patience;    ///< Purpose::patience; absent: never gives up
    double priority = 0; ///< larger goes first
    RateLimit rateLimit;
    CircuitBreaker circuitBreaker;
    Hedge hedge;
    Index deadLetter = kNone; ///< channel
    Range flows;              ///< in Network::outFlows, in document order
    Range journeysTo;         ///< in Network::journeyRefs: journeys that end with a successful handling here
};

} // namespace stormglass::sim
