// SPDX-License-Identifier: Apache-2.0
#include "tests/simulator/engine/network_builder.hpp"
#include "tests/support/catch.hpp"

#include "simulator/engine/replication.hpp"

#include <array>

using namespace stormglass::sim;
using test::NetworkBuilder;

namespace {

/// Two messages on a topic of four partitions that three groups read, one of them through a filter, and one of them
/// sends a third message on, which goes into a topic of its own over a latency.
Network topics(std::uint32_t replicas, std::uint32_t workers) {
    NetworkBuilder b;
    const Index actor = b.source(ArrivalKind::poisson, 2.4);
    const Index clock = b.source(ArrivalKind::constant, 0.3);
    const Index placed = b.message();
    const Index ticked = b.message();
    const Index passed = b.message();
    const Index channel = b.channel(true, 4);
    const Index after = b.channel(true, 4);
    std::array<Index, 4> readers{};
    for (Index& reader : readers) {
        reader = b.handler(b.service(replicas, workers), exponentialOf(1));
    }
    b.network.sources[actor].keys = b.keys(50, 0.5);
    b.emit(actor, placed);
    b.emit(clock, ticked);
    b.publish(placed, channel, {readers[0], readers[1], readers[2]});
    b.publish(ticked, channel, {readers[0], readers[1]}).probability = 0.8;
    b.send(readers[1], passed).latency = b.variate(exponentialOf(0.5), Purpose::latency);
    b.publish(passed, after, {readers[3]});
    b.journey(placed, passed);
    return b.build();
}

/// The general way for the same: a fault that never comes.
Network disturbed(Network network) {
    network.faults.push_back({.at = 1e9, .target = FaultTarget::channel, .subject = 0});
    return network;
}

Tallies after(const Network& network, double time) {
    Replication run(network, 7, 0);
    run.runUntil(time / 4);
    run.resetStatistics();
    run.runUntil(time);
    REQUIRE(run.accountsBalance());
    return run.tallies();
}

void checkSame(const TimeAverage& one, const TimeAverage& other) {
    CHECK(one.integral == Approx(other.integral));
    CHECK(one.integralOfSquares == Approx(other.integralOfSquares));
    CHECK(one.max == other.max);
}

void checkSame(const Histogram& one, const Histogram& other) {
    CHECK(one.count() == other.count());
    CHECK(one.moments().sum() == Approx(other.moments().sum()));
    CHECK(one.moments().max() == other.moments().max());
    CHECK(one.quantile(0.5) == other.quantile(0.5));
    CHECK(one.quantile(0.99) == other.quantile(0.99));
}

void checkSame(const FlowTallies& one, const FlowTallies& other) {
    CHECK(one.arrivals == other.arrivals);
    CHECK(one.throughput == other.throughput);
    CHECK(one.waited == other.waited);
    checkSame(one.waiting, other.waiting);
    checkSame(one.handling, other.handling);
    checkSame(one.time, other.time);
}

void checkSame(const LoadTallies& one, const LoadTallies& other) {
    checkSame(one.queue, other.queue);
    checkSame(one.active, other.active);
    checkSame(one.workers, other.workers);
    checkSame(one.workersUp, other.workersUp);
}

void checkSame(const ChannelTallies& one, const ChannelTallies& other) {
    checkSame(one.flow, other.flow);
    checkSame(one.depth, other.depth);
    checkSame(one.lag, other.lag);
    CHECK(one.left == other.left);
    CHECK(one.stayed == Approx(other.stayed));
    CHECK(one.growth == other.growth);
    for (std::size_t i = 0; i < one.partitions.size(); ++i) {
        CHECK(one.partitions[i].arrivals == other.partitions[i].arrivals);
        CHECK(one.partitions[i].throughput == other.partitions[i].throughput);
        checkSame(one.partitions[i].waiting, other.partitions[i].waiting);
        checkSame(one.partitions[i].time, other.partitions[i].time);
        checkSame(one.partitions[i].lag, other.partitions[i].lag);
    }
}

} // namespace

SCENARIO("a partition with a worker to itself goes the short way, to the same end", "[engine]") {
    // One worker each; two replicas with two workers each; more than enough.
    const auto [replicas, workers] = GENERATE(std::pair(4U, 1U), std::pair(2U, 2U), std::pair(3U, kUnlimited));
    const Network network = topics(replicas, workers);
    const Tallies quick = after(network, 4000);
    const Tallies general = after(disturbed(network), 4000);
    CHECK(quick.events == general.events);
    CHECK(quick.messages == general.messages);
    for (std::size_t i = 0; i < quick.handlers.size(); ++i) {
        checkSame(quick.handlers[i].flow, general.handlers[i].flow);
        checkSame(quick.handlers[i].load, general.handlers[i].load);
        checkSame(quick.services[i].flow, general.services[i].flow);
        checkSame(quick.services[i].load, general.services[i].load);
    }
    for (std::size_t i = 0; i < quick.channels.size(); ++i) {
        checkSame(quick.channels[i], general.channels[i]);
    }
    checkSame(quick.journeys[0].latency, general.journeys[0].latency);
}
