// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

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

/// A level over time.
struct Integral {
    double value = 0;
    double since = 0;
    double integral = 0;
    double max = 0;

    void add(double now, double change) { set(now, value + change); }

    void set(double now, double level) {
        integral += value * (now - since);
        since = now;
        value = level;
        max = std::max(max, value);
    }
};

/// What happened to messages at one place.
struct FlowStory {
    std::uint64_t arrivals = 0;
    std::uint64_t throughput = 0;
    std::uint64_t failures = 0;
    std::uint64_t retries = 0;
    std::uint64_t deadLettered = 0;
    std::uint64_t dropped = 0;
    std::uint64_t rejected = 0;
    std::uint64_t expired = 0;
    std::uint64_t duplicates = 0;
    Sums waiting;
    Sums handling;
    Sums time;
};

struct HandlerStory {
    FlowStory flow;
    Sums joining;
    Sums batchSize;
    Sums staleness;
    std::uint64_t circuitOpened = 0;
    Integral circuitOpen;
    Integral queue;
    Integral active;
};

struct ServiceStory {
    Integral busy; ///< workers up that are not free
    Integral blocked;
    Integral up;
    Integral paid;
};

struct ChannelStory {
    FlowStory flow;
    Integral depth;
    Integral lag;
};

struct MessageStory {
    std::uint64_t emitted = 0;
    std::uint64_t handled = 0;
    std::uint64_t deadLettered = 0;
    std::uint64_t dropped = 0;
    std::uint64_t rejected = 0;
    std::uint64_t expired = 0;
};

struct JourneyStory {
    Sums latency;
    std::uint64_t unfinished = 0;
};

/// All that happened from 0 to the end of the run.
struct Story {
    std::vector<HandlerStory> handlers;
    std::vector<ServiceStory> services;
    std::vector<ChannelStory> channels;
    std::vector<MessageStory> messages;
    std::vector<JourneyStory> journeys;
};

} // namespace stormglass::sim::reference
