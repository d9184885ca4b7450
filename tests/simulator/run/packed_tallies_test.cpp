// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/detail/packed_tallies.hpp"
#include "tests/support/catch.hpp"

#include <random>

using namespace stormglass::sim;

namespace {

Tallies someTallies(std::mt19937_64& random, double begin) {
    Tallies tallies;
    tallies.begin = begin;
    tallies.end = begin + 10;
    tallies.duration = 10;
    tallies.messages.resize(1);
    tallies.messages[0].emitted = random() % 100;
    tallies.handlers.resize(2);
    tallies.services.resize(1);
    tallies.channels.resize(1);
    tallies.channels[0].partitions.resize(3);
    tallies.journeys.resize(1);
    tallies.journeys[0].classes.resize(2);
    for (int i = 0; i < 1000; ++i) {
        const double x = static_cast<double>(random() % 10'000) / 100;
        tallies.handlers[static_cast<std::size_t>(i % 2)].flow.waiting.record(x);
        tallies.channels[0].partitions[static_cast<std::size_t>(i % 3)].time.record(2 * x);
        tallies.journeys[0].latency.record(3 * x);
        tallies.journeys[0].classes[1].record(x / 2);
    }
    tallies.handlers[1].load.queue = {10, static_cast<double>(random() % 50), 7, 3};
    return tallies;
}

} // namespace

SCENARIO("tallies put away add up to what they were", "[run]") {
    std::mt19937_64 random(12);
    const Tallies first = someTallies(random, 0);
    const Tallies second = someTallies(random, 10);
    Tallies expected;
    expected.merge(first);
    expected.merge(second);

    const PackedTallies packed = PackedTallies::joined(PackedTallies(first), PackedTallies(second));
    Tallies back;
    packed.mergeInto(back);

    CHECK(back.duration == 20);
    CHECK(back.messages == expected.messages);
    CHECK(back.handlers[1].load.queue == expected.handlers[1].load.queue);
    const auto same = [](const Histogram& a, const Histogram& b) {
        CHECK(a.moments() == b.moments());
        for (const double p : {0.1, 0.5, 0.99}) {
            CHECK(a.quantile(p) == b.quantile(p));
        }
    };
    same(back.handlers[1].flow.waiting, expected.handlers[1].flow.waiting);
    same(back.channels[0].partitions[2].time, expected.channels[0].partitions[2].time);
    same(back.journeys[0].latency, expected.journeys[0].latency);
    same(back.journeys[0].classes[1], expected.journeys[0].classes[1]);

    THEN("moments alone can be had without unpacking") {
        Tallies moments;
        packed.mergeMomentsInto(moments);
        CHECK(moments.handlers[0].flow.waiting.moments() == expected.handlers[0].flow.waiting.moments());
        CHECK(moments.journeys[0].latency.count() == 2000);
    }
}
