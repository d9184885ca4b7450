// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network/terms.hpp"
#include "simulator/random/zipf.hpp"

#include <cstdint>

/// Sources of load, their profiles and keys.
namespace stormglass::sim {

enum class ArrivalKind : std::uint8_t { none, poisson, constant, renewal, bursty, users, trace };

/// A stretch of a profile: factor(t) = from + slope * (t - begin), times (1 + amplitude * sin(2 pi (t / period +
/// phase))) when period > 0, for begin <= t < the next piece's begin. Product of several sines: each is a factor of its
/// own profile.
struct ProfilePiece {
    double begin = 0;
    double from = 1;
    double slope = 0;
};

/// One factor of a source's profile over time. Pieces ascend; before the first and after the last the end value is held
/// unless `repeatEvery` > 0 (day: 86400, week: 604800), when t is taken modulo it. Sines have no pieces.
struct Profile {
    Range pieces;           ///< in Network::profilePieces
    double repeatEvery = 0; ///< seconds; 0: never
    double amplitude = 0;   ///< of a sine; 0: none
    double period = 0;      ///< seconds
    double phase = 0;       ///< in periods
};

/// Keys drawn for an instance (on a source) or for what follows (on a flow). Key n of one population is key n of every
/// other.
struct Keys {
    ZipfSampler sampler;
    Index stream = kNone; ///< Purpose::key
};

/// What brings instances into the network. Emission = all `flows` fired (their `on` already resolved: only those that
/// fire on emission are listed).
struct Source {
    ArrivalKind kind = ArrivalKind::none;
    double rate = 0;          ///< poisson, constant: emissions per second; bursty: between bursts
    double burstRate = 0;     ///< bursty: within a burst
    double burstEvery = 0;    ///< bursty: mean quiet time between bursts
    double burstLength = 0;   ///< bursty: mean length of a burst
    Variate interval;         ///< renewal; for poisson, constant, bursty only the stream is used (Purpose::arrival)
    Index modulation = kNone; ///< bursty: stream of the phases (Purpose::modulation)
    std::uint32_t users = 0;  ///< users: how many
    Variate think;            ///< users: Purpose::think
    Range trace;              ///< trace: ascending times in Network::traceTimes
    Variate batch;            ///< instances per emission; absent: one
    Range profiles;           ///< in Network::profiles; they multiply; empty: constantly 1
    Index keys = kNone;       ///< in Network::keys; kNone: an instance is its own key
    Range classWeights; ///< cumulative weights in Network::classWeights, normed to end at 1; row i is class classFirst
                        ///< + i
    Index classFirst =
        0; ///< index of the first of this source's classes (classes are numbered over the network, <= 31)
    Index classStream = kNone; ///< Purpose::classOf
    Range flows;               ///< in Network::outFlows, in document order
    Range writtenJourneys;     ///< users: of each message of this source the first written journey that starts there,
                               ///< in document order, in Network::journeyRefs; empty: they wait until quiet
};

} // namespace stormglass::sim
