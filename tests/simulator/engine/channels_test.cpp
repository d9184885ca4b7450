// SPDX-License-Identifier: Apache-2.0
#include "tests/simulator/engine/trajectories.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <vector>

using namespace stormglass::sim;
using test::Trajectory;

namespace {

double sum(const Histogram& histogram) {
    return histogram.moments().sum();
}

/// Messages emitted at the times go through a channel to one handler.
struct Line : Trajectory {
    Index in = message();
    Index channelRow;
    Index h;

    Line(bool topic, double time, std::initializer_list<double> times, std::uint32_t partitions = 1,
         std::uint32_t replicas = 1, std::uint32_t workers = 1)
        : channelRow(channel(topic, partitions)), h(handler(service(replicas, workers), constantOf(time))) {
        publish(in, channelRow, {h});
        at(times, in);
    }

    Channel& spec() { return network.channels[channelRow]; }
};

} // namespace

TEST_CASE("A topic's partition holds while its message backs off", "[engine]") {
    Line b(true, 1, {0, 0.5});
    b.of(b.h).failure = 1;
    b.of(b.h).retry.attempts = 2;
    b.of(b.h).retry.backoff = b.constant(3, Purpose::backoff);
    PLAY(b, 50);
    // First: 0-1, 4-5. Second: 5-6, 9-10.
    CHECK(t.handlers[b.h].flow.deadLettered == 2);
    CHECK(t.handlers[b.h].flow.time.moments().max() == Approx(9.5));
    CHECK(t.channels[b.channelRow].lag.integral == Approx(5 + 9.5));
}

TEST_CASE("A queue is read by all workers at once", "[engine]") {
    Line b(false, 4, {0, 1, 2}, 1, 1, 2);
    PLAY(b, 50);
    CHECK(sum(t.handlers[b.h].flow.waiting) == Approx(0 + 0 + 2));
    CHECK(t.channels[0].depth.integral == Approx(2));
}

TEST_CASE("Latency keeps the order of publication", "[engine]") {
    Line b(true, 0.5, {0, 1});
    b.spec().latency = b.constant(3, Purpose::latency);
    PLAY(b, 50);
    CHECK(sum(t.handlers[b.h].flow.waiting) == Approx(0).margin(1e-12));
    CHECK(sum(t.channels[0].flow.time) == Approx(3.5 + 3.5));
}

TEST_CASE("What an arrow through a channel takes is over before its reader may have the message", "[engine]") {
    Trajectory b;
    const Index placed = b.message();
    const Index near = b.handler(b.service(), constantOf(1));
    const Index far = b.handler(b.service(), constantOf(1));
    const Index line = b.channel(true);
    b.network.channels[line].latency = b.constant(2, Purpose::latency);
    b.publish(placed, line, {near, far});
    b.subscribers(placed)[1].latency = b.constant(3, Purpose::latency);
    b.at({1, 1.5}, placed);
    PLAY(b, 50);
    // Visible at 3 and 3.5: near has the first from 3 to 4, the second from 4 to 5; far from 6 to 7 and 7 to 8.
    CHECK(t.handlers[near].flow.waiting.moments().sum() == Approx(0.5));
    CHECK(t.handlers[far].flow.waiting.moments().sum() == Approx(0.5));
    CHECK(t.channels[line].lag.integral == Approx((7 - 1) + (8 - 1.5)));
}

TEST_CASE("Who waits in a channel may lose its patience there", "[engine]") {
    const bool topic = GENERATE(true, false);
    Line b(topic, 5, {1, 1.5, 2});
    b.of(b.h).patience = b.constant(3, Purpose::patience);
    PLAY(b, 50);
    // The first is handled from 1 to 6; the others wait until 4.5 and 5.
    CHECK(t.handlers[b.h].flow.throughput == 1);
    CHECK(t.handlers[b.h].flow.expired == 2);
    CHECK(t.handlers[b.h].flow.waiting.moments().sum() == Approx(6));
    CHECK(t.channels[b.channelRow].lag.integral == Approx(5 + 3 + 3));
}

TEST_CASE("A queue's message loses its patience, whoever of several might take it", "[engine]") {
    Trajectory b;
    const Index placed = b.message();
    const Index one = b.handler(b.service(), constantOf(5));
    const Index other = b.handler(b.service(), constantOf(5));
    const Index line = b.channel(false);
    b.publish(placed, line, {one, other});
    b.of(one).patience = b.constant(3, Purpose::patience);
    b.of(other).patience = b.constant(3, Purpose::patience);
    b.at({1, 1.5, 2}, placed);
    PLAY(b, 50);
    CHECK(t.handlers[one].flow.expired + t.handlers[other].flow.expired == 1);
    CHECK(t.channels[line].lag.integral == Approx(5 + 5 + 3));
}

TEST_CASE("An outbox shows its messages at its ticks", "[engine]") {
    Line b(false, 0.1, {0.2, 0.9, 1.1});
    b.spec().publishEvery = 1;
    PLAY(b, 50);
    CHECK(sum(t.channels[0].flow.time) == Approx((1.1 - 0.2) + (1.2 - 0.9) + (2.1 - 1.1)));
}

TEST_CASE("A poller takes one after another until it finds nothing, then looks later", "[engine]") {
    Line b(false, 1, {0.5, 0.6, 4.5});
    b.spec().pollEvery = 2;
    PLAY(b, 50);
    // Looks at 0 and 2: serves 2-3 and 3-4, finds nothing at 4, looks at 6.
    CHECK(sum(t.handlers[b.h].flow.waiting) == Approx(1.5 + 2.4 + 1.5));
}

TEST_CASE("A poller that sleeps takes at once what comes to it directly, whatever it has not looked for", "[engine]") {
    for (const bool topic : {false, true}) {
        Line b(topic, 1, {0.5});
        b.spec().pollEvery = 4;
        const Index direct = b.handler(b.network.handlers[b.h].service, constantOf(1));
        const Index call = b.message();
        b.receive(call, direct);
        b.at({1}, call);
        PLAY(b, 50);
        CHECK(sum(t.handlers[direct].flow.waiting) == 0);
        // It looks when it has done that, at 2.
        CHECK(sum(t.handlers[b.h].flow.waiting) == Approx(1.5));
    }
}

TEST_CASE("A message unread for its time to live expires", "[engine]") {
    Line b(true, 3, {0, 1, 2});
    b.spec().ttl = 2;
    PLAY(b, 50);
    // The second would be handed over at 3, just when its life ends; the third at 3.
    CHECK(t.handlers[b.h].flow.throughput + t.handlers[b.h].flow.expired == 3);
    CHECK(t.handlers[b.h].flow.expired >= 1);
    CHECK(t.channels[0].flow.expired == t.handlers[b.h].flow.expired);
}

TEST_CASE("What is not acknowledged in time comes again, and counts once more", "[engine]") {
    Line b(false, 5, {0}, 1, 1, 2);
    b.spec().visibility = 2;
    b.spec().maxAttempts = 2;
    PLAY(b, 50);
    CHECK(t.handlers[b.h].flow.throughput == 2);
    CHECK(t.handlers[b.h].flow.duplicates == 1);
    CHECK(t.messages[b.in].emitted == 2);
    CHECK(t.handlers[b.h].load.workers.integral == Approx(10));
}

TEST_CASE("An idempotent handler recognises it at no cost", "[engine]") {
    Line b(false, 5, {0}, 1, 1, 2);
    b.spec().visibility = 2;
    b.spec().maxAttempts = 2;
    b.of(b.h).idempotent = true;
    PLAY(b, 50);
    CHECK(t.messages[b.in].emitted == 2);
    CHECK(t.messages[b.in].handled == 2);
    CHECK(t.handlers[b.h].load.workers.integral == Approx(5));
}

TEST_CASE("What another handler has failed at is not recognised", "[engine]") {
    Trajectory b;
    const Index placed = b.message();
    const Index plain = b.handler(b.service(), constantOf(3));
    const Index careful = b.handler(b.service(), constantOf(1));
    const Index line = b.channel(false);
    b.network.channels[line].duplicates = 0.9;
    b.publish(placed, line, {plain, careful});
    b.of(careful).idempotent = true;
    b.of(plain).failure = 1;
    b.serviceOf(plain).discipline = Discipline::lifo;
    const Index other = b.message();
    const Index more = b.message();
    b.receive(other, careful);
    b.receive(more, plain);
    b.at({0.5, 0.6, 0.7, 0.8}, other); // the careful one is busy until 4.5
    b.at({1}, placed);
    b.at({1.1}, more);
    PLAY(b, 50);
    // The plain one fails at the first copy at 4 and has something else to do then; the next is handled at 4.5.
    REQUIRE(t.channels[line].flow.duplicates > 0);
    CHECK(t.handlers[careful].load.workers.integral == Approx(5));
}

TEST_CASE("Hand-overs are counted, each with all its attempts", "[engine]") {
    Line b(false, 1, {0});
    b.spec().maxAttempts = 3;
    b.of(b.h).failure = 1;
    const Index dead = b.channel(false);
    const Index reader = b.handler(b.service(), constantOf(1));
    b.readDeadLetters(dead, reader);
    b.spec().deadLetter = dead;
    PLAY(b, 50);
    CHECK(t.handlers[b.h].flow.failures == 3);
    CHECK(t.handlers[b.h].flow.deadLettered == 1);
    CHECK(t.handlers[reader].flow.throughput == 1);
    CHECK(t.messages[b.in].emitted == 2);
}

TEST_CASE("A channel that is full drops, rejects or blocks", "[engine]") {
    for (const Overflow overflow : {Overflow::drop, Overflow::reject, Overflow::block}) {
        Trajectory b;
        const Index ask = b.message();
        const Index in = b.message();
        const Index sender = b.one(ask, 1);
        const Index channel = b.channel(false);
        const Index h = b.handler(b.service(), constantOf(10));
        b.publish(in, channel, {h});
        b.send(sender, in);
        b.network.channels[channel].capacity = 1;
        b.network.channels[channel].overflow = overflow;
        b.at({0, 0, 0}, ask);
        PLAY(b, 100);
        // Handed over at 1; held from 2; the third stands at 3 until 11.
        CHECK(t.handlers[h].flow.throughput == (overflow == Overflow::block ? 3 : 2));
        CHECK(t.channels[channel].flow.dropped == (overflow == Overflow::drop ? 1 : 0));
        CHECK(t.channels[channel].flow.rejected == (overflow == Overflow::reject ? 1 : 0));
        CHECK(t.handlers[sender].load.blocked.integral == Approx(overflow == Overflow::block ? 8 : 0).margin(1e-9));
    }
}

TEST_CASE("A broken consumer's message is given back and handled again", "[engine]") {
    Line b(true, 4, {1});
    b.serviceOf(b.h).breakdowns.every = b.constant(3, Purpose::breakdown);
    b.serviceOf(b.h).breakdowns.repair = b.constant(2, Purpose::repair);
    b.at({}, b.in);
    PLAY(b, 30);
    // Up 0-3, 5-8, ...: never four seconds on end.
    CHECK(t.handlers[b.h].flow.throughput == 0);
    CHECK(t.messages[b.in].emitted == 1);
    CHECK(t.handlers[b.h].flow.failures == 0);
}

TEST_CASE("Replayed events stand before the live ones and fire nothing", "[engine]") {
    Line b(true, 1, {10, 10.5});
    const Index out = b.message();
    b.send(b.h, out);
    b.of(b.h).readModel = true;
    b.network.replays.push_back({.at = 10, .channel = 0, .handler = b.h, .events = 3});
    PLAY(b, 60);
    CHECK(t.handlers[b.h].flow.throughput == 5);
    CHECK(t.messages[out].emitted == 2);
    CHECK(t.handlers[b.h].staleness.count() == 2);
    CHECK(t.messages[b.in].emitted == 5);
}

TEST_CASE("A query may be answered before its instance's event is shown", "[engine]") {
    Trajectory b;
    const Index event = b.message();
    const Index query = b.message();
    const Index view = b.handler(b.service(1, 5), constantOf(1));
    b.of(view).readModel = true;
    b.network.messages[query].query = true;
    b.receive(event, view).latency = b.constant(3, Purpose::latency);
    b.receive(query, view);
    const Index source = b.at({0, 20}, event);
    b.emit(source, query).latency = b.constant(1, Purpose::latency);
    PLAY(b, 60);
    CHECK(t.handlers[view].answers == 2);
    CHECK(t.handlers[view].staleAnswers == 0); // emitted at the same moment, not before
    CHECK(t.handlers[view].staleness.moments().mean() == Approx(4));
    CHECK(t.handlers[view].age.max == Approx(40));
    CHECK(t.handlers[view].peakAge.mean() == Approx(24));
}

TEST_CASE("An event that another read model took from their queue is not waited for", "[engine]") {
    Trajectory b;
    const Index event = b.message();
    const Index query = b.message();
    const Index other = b.message();
    const Index view = b.handler(b.service(1, 1), constantOf(1));
    const Index another = b.handler(b.service(1, 1), constantOf(1));
    b.of(view).readModel = b.of(another).readModel = true;
    b.network.messages[query].query = true;
    b.publish(event, b.channel(false), {view, another});
    b.receive(other, view);
    b.receive(query, view);
    b.at({0}, other); // keeps it busy
    for (const Index source : {b.at({0.5}, event), b.at({10}, query)}) {
        b.network.sources[source].keys = b.keys(1, 0);
    }
    PLAY(b, 20);
    CHECK(t.handlers[another].flow.throughput == 1);
    CHECK(t.handlers[view].answers == 1);
    CHECK(t.handlers[view].staleAnswers == 0);
}

TEST_CASE("Keys keep their partition for every seed", "[engine]") {
    Line b(true, 0.1, {}, 8);
    const Index source = b.source(ArrivalKind::constant, 10);
    b.network.sources[source].keys = b.keys(1, 0);
    b.emit(source, b.in);
    const Network network = b.build();
    std::vector<std::uint64_t> arrivals;
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        Replication run(network, seed, 0);
        run.runUntil(10.05);
        const Tallies tallies = run.tallies();
        for (const PartitionTallies& partition : tallies.channels[0].partitions) {
            arrivals.push_back(partition.arrivals);
        }
    }
    CHECK(std::count(arrivals.begin(), arrivals.end(), 100) == 3);
    CHECK(std::count(arrivals.begin(), arrivals.end(), 0) == 21);
    CHECK(std::equal(arrivals.begin(), arrivals.begin() + 8, arrivals.begin() + 8));
}

TEST_CASE("A batch of a partition goes as one", "[engine]") {
    Line b(true, 1, {0, 0.1, 0.2, 0.3});
    b.of(b.h).batch.present = true;
    b.of(b.h).batch.max = 3;
    PLAY(b, 60);
    CHECK(t.handlers[b.h].batchSize.count() == 2);
    CHECK(t.handlers[b.h].batchSize.max() == 3);
    CHECK(t.handlers[b.h].flow.throughput == 4);
}

TEST_CASE("A batch of a partition holds one handler's messages", "[engine]") {
    Trajectory b;
    const Index first = b.message();
    const Index second = b.message();
    const Index service = b.service();
    const Index channel = b.channel(true);
    const Index h = b.handler(service, constantOf(1));
    b.of(h).batch.present = true;
    b.publish(first, channel, {h});
    const Index o = b.handler(service, constantOf(1));
    b.publish(second, channel, {o});
    b.at({0, 0.1, 0.3}, first);
    b.at({0.2}, second);
    PLAY(b, 20);
    // One after another: between the second and the third comes one that is the other handler's.
    CHECK(t.handlers[h].batchSize.count() == 3);
    CHECK(t.handlers[o].flow.throughput == 1);
    CHECK(t.handlers[h].flow.waiting.moments().sum() == Approx(0.9 + 2.7));
}

TEST_CASE("A replica more takes partitions over after the rebalance", "[engine]") {
    Line b(true, 1, {}, 2);
    b.spec().rebalance = b.constant(3, Purpose::rebalance);
    b.serviceOf(b.h).autoscale = {
        .metric = AutoscaleMetric::lag, .target = 4, .min = 1, .max = 2, .every = 5, .idleFor = 5};
    b.network.backlogs.push_back({.channel = 0, .message = b.in, .count = 12});
    PLAY(b, 60);
    // One worker: five by 5; 7 lag: desired 2; pause to 8; then 2 at a time.
    CHECK(t.handlers[b.h].flow.throughput == 12);
    CHECK(t.services[0].replicasUp.max == 2);
}

TEST_CASE("A fault that loses messages at a handler loses what a channel hands over to it", "[engine]") {
    Trajectory b;
    const Index placed = b.message();
    const Index h = b.handler(b.service(), constantOf(1));
    b.publish(placed, b.channel(GENERATE(true, false)), {h});
    b.network.faults.push_back({.at = 10,
                                .duration = 10,
                                .target = GENERATE(FaultTarget::handler, FaultTarget::service),
                                .subject = 0,
                                .effect = FaultEffect::lose,
                                .amount = 1,
                                .stream = b.stream(Purpose::fault)});
    b.at({1, 12, 13, 14, 25}, placed);
    PLAY(b, 50);
    CHECK(t.handlers[h].flow.throughput == 2);
    CHECK(t.handlers[h].flow.dropped == 3);
    CHECK(t.handlers[h].flow.arrivals == 5);
    CHECK(t.channels[0].lag.integral == Approx(2));
    CHECK(t.channels[0].flow.dropped == 3);
}

TEST_CASE("Of a partition's batch those that a fault loses don't go along", "[engine]") {
    Trajectory b;
    const Index placed = b.message();
    const Index h = b.handler(b.service(), constantOf(1));
    b.of(h).batch = {.present = true, .linger = 5, .perMessage = {}};
    b.publish(placed, b.channel(true), {h});
    b.network.faults.push_back({.at = 0,
                                .duration = 10,
                                .target = FaultTarget::handler,
                                .subject = h,
                                .effect = FaultEffect::lose,
                                .amount = 1,
                                .stream = b.stream(Purpose::fault)});
    b.at({1, 2, 3, 20, 21}, placed);
    PLAY(b, 50);
    CHECK(t.handlers[h].flow.dropped == 3);
    CHECK(t.handlers[h].flow.throughput == 2);
    CHECK(t.handlers[h].batchSize.count() == 1);
}

TEST_CASE("A message to two handlers of a group is one in its lag, until both have handled it", "[engine]") {
    Trajectory b;
    const Index placed = b.message();
    const Index service = b.service(1, 2);
    const Index quick = b.handler(service, constantOf(1));
    const Index slow = b.handler(service, constantOf(2));
    const Index log = b.channel(true);
    b.network.channels[log].capacity = 2;
    b.publish(placed, log, {quick, slow});
    b.at({1, 1.5, 1.6, 1.7}, placed);
    PLAY(b, 50);
    // Handled 1-3, 3-5, 5-7; while one is handled two more have room, the fourth has not.
    CHECK(t.channels[log].flow.dropped == 1);
    CHECK(t.channels[log].lag.integral == Approx(2 + 3.5 + 5.4));
    CHECK(t.channels[log].lag.max == Approx(3));
    CHECK(t.handlers[quick].flow.throughput == 3);
    CHECK(t.handlers[slow].flow.throughput == 3);
    CHECK(t.handlers[quick].flow.dropped + t.handlers[slow].flow.dropped == 2);
}

TEST_CASE("What a channel shows later than it may live expires when it is shown", "[engine]") {
    Trajectory b;
    const Index placed = b.message();
    const Index h = b.handler(b.service(), constantOf(1));
    const Index line = b.channel(GENERATE(true, false));
    b.network.channels[line].latency = b.constant(5, Purpose::latency);
    b.network.channels[line].ttl = 2;
    b.publish(placed, line, {h});
    b.at({1, 2}, placed);
    PLAY(b, 50);
    CHECK(t.handlers[h].flow.expired == 2);
    CHECK(t.channels[line].depth.integral == Approx(10));
}

TEST_CASE("A channel that never stops doubling a message ends the run by the bound of messages", "[engine]") {
    Line b(false, 1, {1});
    b.spec().duplicates = 1;
    b.network.bounds.messagesInFlight = 1000;
    PLAY(b, 50);
    REQUIRE(t.ended.has_value());
    CHECK(t.ended->by == EndedBy::messages);
    CHECK(t.ended->at == Approx(1));
}

TEST_CASE("What is replayed to a handler that is not asked for side effects sends nothing", "[engine]") {
    const bool sideEffects = GENERATE(true, false);
    Trajectory b;
    const Index placed = b.message();
    const Index sent = b.message();
    const Index h = b.handler(b.service(), constantOf(1));
    b.send(h, sent);
    const Index log = b.channel(GENERATE(true, false));
    b.publish(placed, log, {h});
    b.network.replays.push_back({.at = 10, .channel = log, .handler = h, .events = 5, .sideEffects = sideEffects});
    b.at({1, 2}, placed);
    PLAY(b, 50);
    CHECK(t.handlers[h].flow.throughput == 7);
    CHECK(t.messages[sent].emitted == (sideEffects ? 7 : 2));
}

TEST_CASE("What a channel loses counts there once, whoever reads it", "[engine]") {
    Trajectory b;
    const Index placed = b.message();
    const Index log = b.channel(true);
    const Index one = b.handler(b.service(), constantOf(1));
    const Index other = b.handler(b.service(), constantOf(1));
    const Index arrow = b.publish(placed, log, {one, other}).flow;
    const bool atChannel = GENERATE(true, false);
    b.network.faults.push_back({.at = 10,
                                .duration = 10,
                                .target = atChannel ? FaultTarget::channel : FaultTarget::flow,
                                .subject = atChannel ? log : arrow,
                                .effect = FaultEffect::lose,
                                .amount = 1,
                                .stream = b.stream(Purpose::fault)});
    b.at({1, 12, 13, 25}, placed);
    PLAY(b, 50);
    for (const Index handler : {one, other}) {
        CHECK(t.handlers[handler].flow.dropped == 2);
        CHECK(t.handlers[handler].flow.throughput == 2);
    }
    CHECK(t.channels[log].flow.arrivals == (atChannel ? 4 : 2)); // what the arrow loses never came
    CHECK(t.channels[log].flow.dropped == (atChannel ? 2 : 0));
    CHECK(t.channels[log].flow.throughput == 4);
}

TEST_CASE("Of what the end of its work lets through a worker takes the most important first", "[engine]") {
    Trajectory b;
    const Index in = b.message();
    const Index service = b.service();
    b.network.services[service].discipline = Discipline::priority;
    const Index low = b.handler(service, constantOf(1));
    const Index high = b.handler(service, constantOf(1));
    b.of(high).priority = 1;
    b.publish(in, b.channel(true), {low, high});
    b.at({0, 0.5}, in);
    PLAY(b, 50);
    // The first to the free worker 0-1, then to the other 1-2; that lets the second publication through: 2-3 and 3-4.
    CHECK(sum(t.handlers[high].flow.waiting) == Approx(1 + 1.5));
    CHECK(sum(t.handlers[low].flow.waiting) == Approx(0 + 2.5));
}

TEST_CASE("What is published where nobody reads is handled at once, and its channel has seen it", "[engine]") {
    Trajectory b;
    const Index placed = b.message();
    const Index log = b.channel(true, 2);
    b.publish(placed, log, {});
    const bool isFollowed = GENERATE(false, true);
    if (isFollowed) {
        b.one(placed, 1);
    }
    b.at({1, 2, 3}, placed);
    PLAY(b, 50);
    CHECK(t.messages[placed].emitted == 3);
    CHECK(t.messages[placed].handled == 3);
    CHECK(t.channels[log].flow.arrivals == 3);
    CHECK(t.channels[log].partitions[0].arrivals == 2);
    CHECK(t.channels[log].lag.max == Approx(0));
}
