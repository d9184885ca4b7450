// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network.hpp"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <utility>
#include <vector>

/// A second reading of CONTRACT sections 3 to 6, written to be obviously right and for nothing else: an ordered map of
/// functions is the pending set, shared pointers keep what is under way, nothing is clever. It shares with the engine
/// the network's tables and the random streams, so that both meet the same chance and must tell the same story. It
/// covers arrivals (poisson, constant, renewal; batches, keys, classes), first-come-first-served workers with limits,
/// direct, queue and topic delivery, flows with on, choice, probability and count, latencies, failure with retry,
/// delay, dead letters, loss, capacity and journeys (first reach).
namespace stormglass::sim::reference {

/// Number, sum, sum of squares and largest of a tally.
struct Sums {
    std::uint64_t count = 0;
    double sum = 0;
    double squares = 0;
    double max = 0;

    void record(double x) {
        ++count;
        sum += x;
        squares += x * x;
        max = std::max(max, x);
    }
};

/// A count over time.
struct Integral {
    double value = 0;
    double since = 0;
    double integral = 0;

    void add(double now, double change) {
        integral += value * (now - since);
        since = now;
        value += change;
    }
};

struct HandlerStory {
    std::uint64_t arrivals = 0;
    std::uint64_t throughput = 0;
    std::uint64_t failures = 0;
    std::uint64_t retries = 0;
    std::uint64_t deadLettered = 0;
    std::uint64_t dropped = 0;
    std::uint64_t rejected = 0;
    Sums waiting;
    Sums handling;
    Sums time;
    Integral queue;
    Integral active;
};

struct MessageStory {
    std::uint64_t emitted = 0;
    std::uint64_t handled = 0;
    std::uint64_t deadLettered = 0;
    std::uint64_t dropped = 0;
    std::uint64_t rejected = 0;
};

struct JourneyStory {
    Sums latency;
    std::uint64_t unfinished = 0;
};

/// All that happened from 0 to the end of the run.
struct Story {
    std::vector<HandlerStory> handlers;
    std::vector<MessageStory> messages;
    std::vector<JourneyStory> journeys;
    std::vector<std::uint64_t> published; ///< per channel
};

/// Runs the network from the empty state to `end` [s].
[[nodiscard]] Story run(const Network& network, std::uint64_t seed, std::uint64_t replication, double end);

} // namespace stormglass::sim::reference
