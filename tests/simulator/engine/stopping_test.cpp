// SPDX-License-Identifier: Apache-2.0
#include "tests/simulator/engine/trajectories.hpp"
#include "tests/support/catch.hpp"

using namespace stormglass::sim;
using test::Trajectory;

namespace {

double sum(const Histogram& histogram) {
    return histogram.moments().sum();
}

/// One worker for every message that waits, at least one and at most three, looked at each second.
Autoscale byQueue() {
    return {.metric = AutoscaleMetric::queue, .target = 1, .min = 1, .max = 3, .every = 1, .cooldown = 0, .idleFor = 1};
}

} // namespace

TEST_CASE("A replica that stops runs, and is paid, until it has finished", "[engine]") {
    Trajectory b;
    const Index in = b.message();
    const Index h = b.one(in, 4);
    b.serviceOf(h).replicas = 3;
    b.serviceOf(h).autoscale = byQueue();
    b.at({0.5, 0.5, 0.5}, in);
    PLAY(b, 10);
    // At 1 nobody waits: two stop, and end at 4.5 what they have in hand.
    CHECK(t.services[0].replicasUp.integral == Approx(10 + 4.5 + 4.5));
    CHECK(t.services[0].replicasPaid.integral == Approx(10 + 4.5 + 4.5));
    CHECK(t.services[0].load.workersUp.integral == Approx(19));
    CHECK(t.handlers[h].load.workers.integral == Approx(3 * 4));
}

TEST_CASE("A replica that stops while it is broken is repaired and finishes", "[engine]") {
    Trajectory b;
    const Index in = b.message();
    const Index h = b.one(in, 2);
    b.serviceOf(h).replicas = 3;
    b.serviceOf(h).autoscale = byQueue();
    b.serviceOf(h).breakdowns = {.every = b.constant(0.9, Purpose::breakdown),
                                 .repair = b.constant(3, Purpose::repair),
                                 .interrupted = Interrupted::resume};
    b.at({0.5, 0.5, 0.5}, in);
    PLAY(b, 20);
    // Worked on from 0.5 to 0.9, from 3.9 to 4.8 and from 7.8 to 8.5.
    CHECK(t.handlers[h].flow.throughput == 3);
    CHECK(sum(t.handlers[h].flow.handling) == Approx(3 * 8));
    CHECK(t.services[0].replicasPaid.integral == Approx(20 + 8.5 + 8.5));
}

TEST_CASE("A replica with shared workers that stops is gone when its last job has ended", "[engine]") {
    Trajectory b;
    const Index in = b.message();
    const Index h = b.one(in, 3);
    b.serviceOf(h).replicas = 2;
    b.serviceOf(h).balancing = Balancing::roundRobin;
    b.serviceOf(h).discipline = Discipline::processorSharing;
    b.serviceOf(h).autoscale = byQueue();
    b.at({0.5, 0.5}, in);
    PLAY(b, 10);
    CHECK(sum(t.handlers[h].flow.handling) == Approx(3 + 3));
    CHECK(t.services[0].replicasPaid.integral == Approx(10 + 3.5));
}

TEST_CASE("A replica that stops while it is broken leaves no failover to who takes its place", "[engine]") {
    Trajectory b;
    const Index in = b.message();
    const Index log = b.channel(true, 2);
    const Index service = b.service(2);
    const Index h = b.handler(service, constantOf(0.5));
    b.publish(in, log, {h});
    Service& s = b.network.services[service];
    s.autoscale = {
        .metric = AutoscaleMetric::lag, .target = 1, .min = 1, .max = 2, .every = 4.5, .cooldown = 0, .idleFor = 4.5};
    s.failover = 6;
    s.breakdowns = {.every = b.constant(4, Purpose::breakdown),
                    .repair = b.constant(100, Purpose::repair),
                    .interrupted = Interrupted::redeliver};
    b.at({8, 8}, in);
    PLAY(b, 13);
    // Both break at 4, and one stops at 4.5. Who takes its place at 9 has its partition, and from 10 on, when the other
    // is given up, that one's as well.
    CHECK(t.handlers[h].flow.throughput == 2);
    CHECK(sum(t.handlers[h].flow.waiting) == Approx(1 + 2));
}
