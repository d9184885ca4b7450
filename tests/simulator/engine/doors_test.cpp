// SPDX-License-Identifier: Apache-2.0
#include "tests/simulator/engine/trajectories.hpp"
#include "tests/support/catch.hpp"

using namespace stormglass::sim;
using test::Trajectory;

namespace {

double sum(const Histogram& histogram) {
    return histogram.moments().sum();
}

/// A handler of a service that blocks whom it has no room for.
struct Blocking : Trajectory {
    explicit Blocking(double time, std::uint32_t replicas = 1) {
        in = message();
        h = handler(service(replicas), constantOf(time));
        receive(in, h);
        serviceOf(h).queueLimit = 0;
        serviceOf(h).overflow = Overflow::block;
    }

    Index in = kNone;
    Index h = kNone;
};

} // namespace

TEST_CASE("Whatever balances messages among full replicas, who is blocked is not dropped", "[engine]") {
    Blocking b(1, 3);
    b.serviceOf(b.h).balancing =
        GENERATE(Balancing::random, Balancing::roundRobin, Balancing::leastBusy, Balancing::powerOfTwo);
    b.network.sources[b.at({0}, b.in)].batch = b.constant(20, Purpose::batchSize);
    PLAY(b, 60);
    CHECK(t.handlers[b.h].flow.throughput == 20);
    CHECK(t.handlers[b.h].flow.dropped == 0);
    CHECK(sum(t.handlers[b.h].flow.waiting) == Approx(0).margin(1e-12));
}

TEST_CASE("Who stands before one full replica is in nobody's way to another", "[engine]") {
    Blocking b(1, 2);
    b.serviceOf(b.h).balancing = Balancing::roundRobin;
    const Index slow = b.message();
    b.receive(slow, b.h);
    b.network.perRules.push_back({.subject = slow, .time = b.constant(5, Purpose::handling)});
    b.of(b.h).per = {0, 1};
    for (const double at : {0.1, 0.2, 0.3}) {
        b.at({at}, b.in);
    }
    b.at({0}, slow);
    PLAY(b, 60);
    // The slow one on the first replica to 5, one at once on the second; the next for the first is taken at 5, the one
    // after it for the second already at 1.1.
    CHECK(t.handlers[b.h].flow.time.moments().max() == Approx(5));
    CHECK(t.handlers[b.h].load.active.integral == Approx(5 + 3));
    CHECK(t.handlers[b.h].load.workers.max == Approx(2));
    CHECK(t.handlers[b.h].flow.throughput == 4);
    Replication early(played_, 1, 0);
    early.runUntil(2.2);
    CHECK(early.tallies().handlers[b.h].flow.throughput == 2);
}

TEST_CASE("Who finds no token and no room to wait for one stands before the door until it comes", "[engine]") {
    Blocking b(1);
    b.of(b.h).rateLimit = {.rate = 0.1, .burst = 1};
    b.network.sources[b.at({0}, b.in)].batch = b.constant(3, Purpose::batchSize);
    PLAY(b, 60);
    // Handled 0-1, 10-11, 20-21.
    CHECK(t.handlers[b.h].flow.throughput == 3);
    CHECK(sum(t.handlers[b.h].flow.waiting) == Approx(0).margin(1e-9));
    Replication early(played_, 1, 0);
    early.runUntil(20.5);
    CHECK(early.tallies().handlers[b.h].flow.arrivals == 3);
}

TEST_CASE("Who finds its key taken and no room to wait stands before the door until it is free", "[engine]") {
    Blocking b(2);
    b.serviceOf(b.h).concurrency = 2;
    b.of(b.h).exclusivePerKey = true;
    const Index keys = b.keys(1, 0);
    const Index source = b.at({0}, b.in);
    b.network.sources[source].keys = keys;
    b.network.sources[source].batch = b.constant(3, Purpose::batchSize);
    PLAY(b, 60);
    CHECK(t.handlers[b.h].flow.throughput == 3);
    CHECK(t.handlers[b.h].load.workers.max == Approx(1));
    CHECK(t.handlers[b.h].load.workers.integral == Approx(6));
}

TEST_CASE("A place that impatience frees is taken by who stands before the door", "[engine]") {
    Blocking b(10);
    b.serviceOf(b.h).queueLimit = 1;
    b.of(b.h).patience = b.constant(3, Purpose::patience);
    for (const double at : {0.0, 1.0, 2.0}) {
        b.at({at}, b.in);
    }
    PLAY(b, 60);
    // The second waits from 1 to 4, then the third comes in, and waits to 7.
    CHECK(t.handlers[b.h].flow.expired == 2);
    CHECK(sum(t.handlers[b.h].flow.waiting) == Approx(6));
}

TEST_CASE("What comes again while its first handling can't leave sends again", "[engine]") {
    Blocking b(10);
    const Index asked = b.message();
    const Index sender = b.handler(b.service(1, 2), constantOf(0.5));
    const Index queue = b.channel(false);
    b.network.channels[queue].visibility = 1;
    b.network.channels[queue].maxAttempts = 2;
    b.publish(asked, queue, {sender});
    b.send(sender, b.in);
    b.at({0, 0.1}, asked);
    PLAY(b, 60);
    // The second is blocked from 0.6 to 10.5 and comes again at 1.1: what that sends is blocked from 1.6 to 20.5.
    CHECK(t.handlers[b.h].flow.throughput == 3);
    CHECK(t.services[0].load.workers.integral == Approx(30));
    CHECK(sum(t.handlers[sender].flow.handling) == Approx(0.5 + 10.4 + 19.4));
}

TEST_CASE("Who is important enough to take another's worker does not stand before the door", "[engine]") {
    Trajectory b;
    const Index service = b.service();
    b.network.services[service].discipline = Discipline::preemptivePriority;
    b.network.services[service].queueLimit = 0;
    b.network.services[service].overflow = Overflow::block;
    b.network.services[service].balancing = GENERATE(Balancing::shared, Balancing::roundRobin);
    const Index low = b.message();
    const Index high = b.message();
    const Index slow = b.handler(service, constantOf(4));
    const Index quick = b.handler(service, constantOf(1));
    b.of(quick).priority = 1;
    b.receive(low, slow);
    b.receive(high, quick);
    const Index done = b.message();
    b.send(quick, done);
    const Index journey = b.journey(high, done);
    b.at({1}, low);
    b.at({1.5}, low); // before the door until 6
    b.at({2}, high);
    PLAY(b, 60);
    CHECK(t.journeys[journey].latency.moments().sum() == Approx(1));
    CHECK(sum(t.handlers[slow].flow.handling) == Approx(5 + 4));
}
