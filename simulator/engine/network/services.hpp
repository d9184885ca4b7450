// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network/terms.hpp"

#include <cstdint>

/// Services: replicas, workers, and in which order they take what waits.
namespace stormglass::sim {

enum class Discipline : std::uint8_t { fifo, lifo, random, shortest, priority, preemptivePriority, processorSharing };
enum class Balancing : std::uint8_t { shared, random, roundRobin, leastBusy, powerOfTwo };
enum class AutoscaleMetric : std::uint8_t { none, busy, queue, lag };
enum class Interrupted : std::uint8_t { byDefault, resume, restart, redeliver };

struct Autoscale {
    AutoscaleMetric metric = AutoscaleMetric::none;
    double target = 0;
    std::uint32_t min = 1;
    std::uint32_t max = 1;
    double every = 15;
    double cooldown = 0;
    double idleFor = 15; ///< default `every`, made explicit
};

struct Breakdowns {
    Variate every;  ///< Purpose::breakdown; absent: never
    Variate repair; ///< Purpose::repair
    Interrupted interrupted = Interrupted::byDefault;
};

struct Service {
    bool implicit = false;         ///< made for a handler without service: not reported under `services`
    std::uint32_t replicas = 1;    ///< at time 0
    std::uint32_t concurrency = 1; ///< workers per replica; kUnlimited
    Discipline discipline = Discipline::fifo;
    Index disciplineStream = kNone; ///< Purpose::discipline; random order, and ties among handlers of one queue
    std::uint32_t queueLimit = kUnlimited;
    Overflow overflow = Overflow::drop;
    Balancing balancing = Balancing::shared;
    std::uint32_t choices = 2;
    Index balancingStream = kNone; ///< Purpose::balancing
    Variate startup;               ///< Purpose::startup; absent: at once
    Autoscale autoscale;
    Breakdowns breakdowns;
    double failover = kNever;
    double costPerHour = 0;
};

} // namespace stormglass::sim
