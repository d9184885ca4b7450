// SPDX-License-Identifier: Apache-2.0
#include "tests/simulator/engine/trajectories.hpp"
#include "tests/support/catch.hpp"

using namespace stormglass::sim;
using test::Trajectory;

namespace {

double sum(const Histogram& histogram) {
    return histogram.moments().sum();
}

/// Three messages at 0, one batch of 1 s of one worker from `linger` 1 on, then a call of 2 s for each of them.
struct CallingBatch : Trajectory {
    CallingBatch() {
        const Index in = message();
        const Index call = message();
        caller = one(in, 1);
        of(caller).batch = {.present = true, .linger = 1, .perMessage = {}};
        called = one(call, 2, kUnlimited);
        send(caller, call).sync = true;
        at({0, 0, 0}, in);
    }

    Index caller = kNone;
    Index called = kNone;
};

} // namespace

TEST_CASE("The calls of a batch's messages are made one after another while its worker is held", "[engine]") {
    CallingBatch b;
    const Index done = b.message();
    b.send(b.caller, done);
    PLAY(b, 30);
    // 1-2 the batch itself, 2-4, 4-6, 6-8 the calls.
    CHECK(t.handlers[b.caller].load.workers.integral == Approx(7));
    CHECK(sum(t.handlers[b.caller].flow.handling) == Approx(3 * 7));
    CHECK(t.handlers[b.called].load.active.max == Approx(1));
    CHECK(t.messages[done].emitted == 3);
}

TEST_CASE("A call that fails fails its message of a batch, not the others", "[engine]") {
    CallingBatch b;
    b.of(b.called).failure = 0.5;
    PLAY(b, 30);
    CHECK(t.handlers[b.called].flow.throughput + t.handlers[b.called].flow.failures == 3);
    CHECK(t.handlers[b.caller].flow.failures == t.handlers[b.called].flow.failures);
    CHECK(t.handlers[b.caller].flow.throughput == t.handlers[b.called].flow.throughput);
    CHECK(t.handlers[b.caller].load.workers.integral == Approx(7));
}

TEST_CASE("A timeout cuts a batch in the middle of its calls", "[engine]") {
    CallingBatch b;
    b.of(b.caller).timeout = 4;
    PLAY(b, 30);
    // From 1 to 5: the second call is out, the third is never made.
    CHECK(t.handlers[b.caller].flow.failures == 3);
    CHECK(t.handlers[b.caller].load.workers.integral == Approx(4));
    CHECK(t.handlers[b.called].flow.throughput == 2);
}

TEST_CASE("A batch holds its worker until full receivers have taken all it sends", "[engine]") {
    Trajectory b;
    const Index in = b.message();
    const Index next = b.message();
    const Index first = b.one(in, 1);
    b.of(first).batch = {.present = true, .linger = 1, .perMessage = {}};
    const Index second = b.one(next, 3);
    b.send(first, next);
    b.serviceOf(second).queueLimit = 0;
    b.serviceOf(second).overflow = Overflow::block;
    b.at({0, 0, 0}, in);
    PLAY(b, 30);
    // Handled 1-2; taken at 2, 5 and 8.
    CHECK(sum(t.handlers[first].flow.handling) == Approx(3 * 7));
    CHECK(t.handlers[first].load.blocked.integral == Approx(6));
    CHECK(t.handlers[second].flow.throughput == 3);
    CHECK(t.handlers[second].flow.dropped == 0);
}

TEST_CASE("A batch that all have left is none: the next message opens another", "[engine]") {
    Trajectory b;
    const Index in = b.message();
    const Index h = b.one(in, 1);
    b.of(h).batch = {.present = true, .max = 10, .linger = 5, .perMessage = {}};
    b.of(h).patience = b.constant(4, Purpose::patience);
    b.at({0, 4.5}, in);
    PLAY(b, 20);
    // The first gives up at 4; the second's batch would leave at 9.5, it waits to 8.5.
    CHECK(t.handlers[h].flow.expired == 2);
}

TEST_CASE("A partition's batch that is not acknowledged in time comes again in its order", "[engine]") {
    Trajectory b;
    const Index topic = b.channel(true);
    b.network.channels[topic].visibility = 2;
    b.network.channels[topic].maxAttempts = 2;
    const Index h = b.handler(b.service(), constantOf(5));
    b.of(h).batch = {.present = true, .max = 2, .linger = 1, .perMessage = {}};
    Index kinds[3] = {};
    for (int i = 0; i < 3; ++i) {
        kinds[i] = b.message();
        b.publish(kinds[i], topic, {h});
        b.at({0.4 * i}, kinds[i]);
    }
    PLAY(b, 12);
    // Both of the first batch come again at 2.4, behind the third: that and the first go from 5.4 to 10.4.
    CHECK(t.messages[kinds[0]].handled == 2);
    CHECK(t.messages[kinds[1]].handled == 1);
    CHECK(t.messages[kinds[2]].handled == 1);
}

TEST_CASE("Another handler's message in a partition does not fill a batch", "[engine]") {
    Trajectory b;
    const Index topic = b.channel(true);
    const Index service = b.service();
    Index handlers[2] = {};
    for (int i = 0; i < 2; ++i) {
        const Index kind = b.message();
        handlers[i] = b.handler(service, constantOf(1));
        b.of(handlers[i]).batch = {.present = true, .max = 2, .linger = 5, .perMessage = {}};
        b.publish(kind, topic, {handlers[i]});
        b.at({1.0 * i}, kind);
    }
    PLAY(b, 20);
    // The first leaves alone at 5, the second at 6, when it is next.
    CHECK(sum(t.handlers[handlers[0]].flow.waiting) == Approx(5));
    CHECK(sum(t.handlers[handlers[1]].flow.waiting) == Approx(5));
}
