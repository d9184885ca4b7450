// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/detail/flat_map.hpp"
#include "simulator/engine/detail/pending_set.hpp"
#include "simulator/engine/detail/stations.hpp"
#include "simulator/engine/detail/warp.hpp"
#include "simulator/engine/network.hpp"

#include <cstdint>

namespace stormglass::sim::detail {

/// Where instances come from, and when the next is due.
struct SourceState {
    const Source* spec = nullptr;
    std::uint32_t flowTraits = 0;
    bool plain = false; ///< Poisson, one instance an emission, nothing else to heed
    bool marks = false; ///< its instances have keys or classes
    Index into = kNone; ///< if plain: the message, if all it sends is one, for one handler
    bool waits = false; ///< its next interval begins when what it sent was taken
    bool even = false;  ///< one instance every `gap` seconds on average, come what may
    bool inBurst = false;
    double gap = 0;   ///< mean interval
    double clock = 0; ///< trace: time of the last emission
    Draw interval;
    Draw batch;
    Draw think;
    Warp warp;
    RandomStream* keys = nullptr;
    RandomStream* classes = nullptr;
    std::uint64_t samplesBelow = ~std::uint64_t{0}; ///< instances of a smaller rank have their paths kept
    std::uint64_t started = 0;                      ///< instances, in the window
    std::uint32_t samples = 0;
    std::uint32_t traceAt = 0;
    std::uint32_t doors = 0; ///< of its messages before full receivers
    double hazard = 0;       ///< bursty: what is left until the next emission, in mean intervals
    double hazardFrom = 0;
    Slot next = kNoSlot;
    FaultState fault;
    std::uint32_t silenced = 0; ///< users who would ask, and think no time
    // users with batches: by number of their first instance, how many they wait for; and that of each instance
    FlatMap<std::uint32_t> visits;
    FlatMap<std::uint64_t> visitOf;
};

} // namespace stormglass::sim::detail
