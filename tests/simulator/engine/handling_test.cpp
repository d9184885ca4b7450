// SPDX-License-Identifier: Apache-2.0
#include "tests/simulator/engine/trajectories.hpp"
#include "tests/support/catch.hpp"

#include <array>

using namespace stormglass::sim;
using test::Trajectory;

namespace {

double mean(const Histogram& histogram) {
    return histogram.moments().mean();
}

double sum(const Histogram& histogram) {
    return histogram.moments().sum();
}

} // namespace

TEST_CASE("A sync caller's worker is held until the answer is there", "[engine]") {
    Trajectory b;
    const Index ask = b.message();
    const Index call = b.message();
    const Index done = b.message();
    const Index caller = b.one(ask, 1);
    const Index callee = b.one(call, 2);
    OutFlow& flow = b.send(caller, call);
    flow.sync = true;
    flow.latency = b.constant(0.25, Purpose::latency);
    b.send(caller, done);
    b.at({0, 0.5}, ask);
    PLAY(b, 20);
    // The first: own time to 1, there at 1.25, handled to 3.25, back at 3.5. The second follows: 3.5 to 7.
    CHECK(t.handlers[caller].flow.throughput == 2);
    CHECK(mean(t.handlers[caller].flow.handling) == Approx(3.5));
    CHECK(sum(t.handlers[caller].flow.waiting) == Approx(3));
    CHECK(t.handlers[callee].flow.throughput == 2);
    CHECK(t.messages[done].handled == 2);
}

TEST_CASE("A sync call that takes too long gives the caller a timeout, the called work goes on", "[engine]") {
    Trajectory b;
    const Index ask = b.message();
    const Index call = b.message();
    const Index late = b.message();
    const Index caller = b.one(ask, 1);
    const Index callee = b.one(call, 5);
    OutFlow& flow = b.send(caller, call);
    flow.sync = true;
    flow.timeout = 2;
    OutFlow& sorry = b.send(caller, late);
    sorry.onOutcomes = maskOf(Outcome::timeout);
    b.at({0}, ask);
    PLAY(b, 20);
    CHECK(t.handlers[caller].flow.failures == 1);
    CHECK(t.handlers[caller].flow.deadLettered == 1);
    CHECK(mean(t.handlers[caller].flow.handling) == Approx(3));
    CHECK(t.handlers[callee].flow.throughput == 1);
    CHECK(t.messages[late].emitted == 1);
}

TEST_CASE("Two callers that call each other's pool with all workers held stand still", "[engine]") {
    Trajectory b;
    const Index ask = b.message();
    const Index call = b.message();
    const Index service = b.service(1, 1);
    const Index caller = b.handler(service, constantOf(1));
    const Index callee = b.handler(service, constantOf(1));
    b.receive(ask, caller);
    b.receive(call, callee);
    b.send(caller, call).sync = true;
    b.at({0}, ask);
    PLAY(b, 50);
    CHECK(t.handlers[caller].flow.throughput == 0);
    CHECK(t.services[service].load.workers.mean() == Approx(1));
    CHECK(t.handlers[callee].load.queue.integral == Approx(49));
}

TEST_CASE("A handler's timeout cuts the work and frees the worker", "[engine]") {
    Trajectory b;
    const Index ask = b.message();
    const Index h = b.one(ask, 5);
    b.of(h).timeout = 2;
    b.of(h).retry.attempts = 2;
    b.of(h).retry.backoff = b.constant(1, Purpose::backoff);
    b.at({0}, ask);
    PLAY(b, 20);
    // 0 to 2, again 3 to 5.
    CHECK(t.handlers[h].flow.failures == 2);
    CHECK(mean(t.handlers[h].flow.time) == Approx(5));
    CHECK(mean(t.handlers[h].flow.handling) == Approx(4));
    CHECK(t.handlers[h].load.workers.integral == Approx(4));
}

TEST_CASE("Who waits longer than its patience expires, and its wait counts", "[engine]") {
    Trajectory b;
    const Index ask = b.message();
    const Index h = b.one(ask, 3);
    b.of(h).patience = b.constant(2, Purpose::patience);
    b.at({0, 0.5, 1.5}, ask);
    PLAY(b, 20);
    // The second gives up at 2.5, the third waits from 1.5 to 3.
    CHECK(t.handlers[h].flow.throughput == 2);
    CHECK(t.handlers[h].flow.expired == 1);
    CHECK(sum(t.handlers[h].flow.waiting) == Approx(3.5));
    CHECK(t.handlers[h].load.queue.integral == Approx(3.5));
}

TEST_CASE("One message of a key at a time; others pass", "[engine]") {
    Trajectory b;
    const Index ask = b.message();
    const Index h = b.one(ask, 2, 3);
    b.of(h).exclusivePerKey = true;
    const Index source = b.at({0, 0.5, 1}, ask);
    b.network.sources[source].keys = b.keys(1, 0);
    const Index other = b.at({0.75}, ask);
    (void)other;
    PLAY(b, 20);
    // The source's key three times: 0-2, 2-4, 4-6; an instance of its own key at once.
    CHECK(t.handlers[h].flow.throughput == 4);
    CHECK(sum(t.handlers[h].flow.waiting) == Approx(1.5 + 3));
}

TEST_CASE("A message that only waits does not hold its key", "[engine]") {
    Trajectory b;
    const Index slow = b.message();
    const Index quick = b.message();
    const Index service = b.service(2, 1);
    b.network.services[service].balancing = Balancing::roundRobin;
    b.receive(slow, b.handler(service, constantOf(10)));
    const Index h = b.handler(service, constantOf(1));
    b.receive(quick, h);
    b.of(h).exclusivePerKey = true;
    b.at({0}, slow);
    b.network.sources[b.at({1, 3, 4}, quick)].keys = b.keys(1, 0);
    PLAY(b, 20);
    // The slow one at the first replica to 10; 1-2 at the second; that of 3 waits at the first, that of 4 is handled.
    CHECK(t.handlers[h].flow.throughput == 3);
    CHECK(sum(t.handlers[h].flow.waiting) == Approx(7));
}

TEST_CASE("Of those that wait for a key the shortest goes first where the shortest goes first", "[engine]") {
    Trajectory b;
    const Index other = b.message();
    const Index large = b.message();
    const Index small = b.message();
    const Index h = b.one(other, 2);
    b.receive(large, h);
    b.receive(small, h);
    b.network.perRules.push_back({.subject = large, .time = b.constant(3, Purpose::handling)});
    b.network.perRules.push_back({.subject = small, .time = b.constant(1, Purpose::handling)});
    b.of(h).per = {0, 2};
    b.of(h).exclusivePerKey = true;
    b.serviceOf(h).discipline = Discipline::shortest;
    for (const auto& [at, message] : {std::pair{0.0, other}, {0.5, large}, {1.0, small}}) {
        b.network.sources[b.at({at}, message)].keys = b.keys(1, 0);
    }
    PLAY(b, 20);
    // 0-2, the small one 2-3, the large one 3-6.
    CHECK(sum(t.handlers[h].flow.waiting) == Approx(1 + 2.5));
}

TEST_CASE("Who gives up waiting for a key leaves it to the next", "[engine]") {
    Trajectory b;
    const Index slow = b.message();
    const Index quick = b.message();
    const Index service = b.service(1, 1);
    b.receive(slow, b.handler(service, constantOf(4)));
    const Index h = b.handler(service, constantOf(1));
    b.receive(quick, h);
    b.of(h).exclusivePerKey = true;
    b.of(h).patience = b.constant(2.5, Purpose::patience);
    b.at({0.6}, slow);
    b.network.sources[b.at({0, 0.5, 0.7, 3.6}, quick)].keys = b.keys(1, 0);
    PLAY(b, 20);
    // 0-1; the one of 0.5 1-2; the slow one 2-6; that of 0.7 gives up at 3.2, that of 3.6 is handled.
    CHECK(t.handlers[h].flow.throughput == 3);
    CHECK(t.handlers[h].flow.expired == 1);
}

TEST_CASE("Tokens come at their rate, and waiting for one holds no worker", "[engine]") {
    Trajectory b;
    const Index ask = b.message();
    const Index h = b.one(ask, 0.1, 5);
    b.of(h).rateLimit = {.rate = 1, .burst = 2, .rejects = false};
    b.at({0, 0, 0, 0}, ask);
    PLAY(b, 20);
    CHECK(t.handlers[h].flow.throughput == 4);
    CHECK(sum(t.handlers[h].flow.waiting) == Approx(1 + 2));
    CHECK(t.handlers[h].load.workers.integral == Approx(0.4));
}

TEST_CASE("Who waited for a token has its place in the line by when it came, not by when the token did", "[engine]") {
    Trajectory b;
    const Index first = b.message();
    const Index second = b.message();
    const Index service = b.service(1, 1);
    const Index limited = b.handler(service, constantOf(2));
    const Index other = b.handler(service, constantOf(2));
    b.receive(first, limited);
    b.receive(second, other);
    b.of(limited).rateLimit = {.rate = 1, .burst = 1};
    b.at({0, 0.1}, first);
    b.at({0.2}, second);
    PLAY(b, 10);
    // The one of 0.1 has its token at 1 and its worker at 2, before the one of 0.2.
    CHECK(t.handlers[limited].flow.waiting.moments().max() == Approx(1.9));
    CHECK(t.handlers[other].flow.waiting.moments().max() == Approx(3.8));
}

TEST_CASE("A batch that lingered stands in the line where its first message came", "[engine]") {
    Trajectory b;
    const Index first = b.message();
    const Index second = b.message();
    const Index service = b.service(1, 1);
    const Index batched = b.handler(service, constantOf(2));
    const Index other = b.handler(service, constantOf(2));
    b.receive(first, batched);
    b.receive(second, other);
    b.of(batched).batch.present = true;
    b.of(batched).batch.linger = 1;
    b.at({0.1, 0.3}, first);
    b.at({0, 0.2}, second);
    PLAY(b, 10);
    // The worker is free at 2: the batch of 0.1, then at 4 the one of 0.2.
    CHECK(t.handlers[batched].flow.waiting.moments().max() == Approx(1.9));
    CHECK(t.handlers[other].flow.waiting.moments().max() == Approx(3.8));
}

TEST_CASE("A read model has one rate limit, also where another service answers its queries", "[engine]") {
    Trajectory b;
    const Index event = b.message();
    const Index ask = b.message();
    b.network.messages[ask].query = true;
    const Index h = b.one(event, 0.1);
    b.receive(ask, h);
    b.of(h).readModel = true;
    b.of(h).queryService = b.service();
    b.of(h).rateLimit = {.rate = 1, .burst = 1};
    b.at({0}, event);
    b.at({0.2}, ask);
    PLAY(b, 20);
    CHECK(sum(t.handlers[h].flow.waiting) == Approx(0.8));
}

TEST_CASE("Excess over the rate may be rejected", "[engine]") {
    Trajectory b;
    const Index ask = b.message();
    const Index no = b.message();
    const Index h = b.one(ask, 0.1);
    b.of(h).rateLimit = {.rate = 1, .burst = 1, .rejects = true};
    b.send(h, no).onOutcomes = maskOf(Outcome::rejected);
    b.at({0, 0.5, 1}, ask);
    PLAY(b, 20);
    CHECK(t.handlers[h].flow.throughput == 2);
    CHECK(t.handlers[h].flow.rejected == 1);
    CHECK(t.messages[no].emitted == 1);
}

TEST_CASE("A breaker opens after failures in a row and closes after a probe", "[engine]") {
    Trajectory b;
    const Index ask = b.message();
    const Index h = b.one(ask, 0.1);
    b.of(h).circuitBreaker = {.present = true, .consecutive = 2, .openFor = 5};
    b.network.faults.push_back({.at = 0,
                                .duration = 3,
                                .subject = h,
                                .effect = FaultEffect::fail,
                                .amount = 1,
                                .stream = b.stream(Purpose::fault)});
    b.at({1, 2, 4, 8, 9}, ask);
    PLAY(b, 20);
    // Opens at 2.1; 4 is refused; 8 is the probe and closes it at 8.1.
    CHECK(t.handlers[h].flow.rejected == 1);
    CHECK(t.handlers[h].flow.throughput == 2);
    CHECK(t.handlers[h].circuitOpened == 1);
    CHECK(t.handlers[h].circuitOpen.integral == Approx(6));
}

TEST_CASE("The first success of hedged copies wins, the others' work goes on", "[engine]") {
    Trajectory b;
    const Index ask = b.message();
    const Index out = b.message();
    const Index h = b.handler(b.service(1, 2), constantOf(3));
    b.receive(ask, h);
    b.of(h).hedge = {.copies = 2, .after = 1};
    b.send(h, out);
    b.at({0}, ask);
    PLAY(b, 20);
    CHECK(t.handlers[h].flow.throughput == 1);
    CHECK(mean(t.handlers[h].flow.time) == Approx(3));
    CHECK(t.handlers[h].load.workers.integral == Approx(6));
    CHECK(t.messages[ask].emitted == 1);
    CHECK(t.messages[out].emitted == 1);
}

TEST_CASE("Hedged copies wait like any message, where there is room", "[engine]") {
    Trajectory b;
    const Index ask = b.message();
    const Index other = b.message();
    const Index service = b.service(1, 1);
    b.network.services[service].queueLimit = 1;
    const Index h = b.handler(service, constantOf(5));
    b.receive(ask, h);
    b.of(h).hedge = {.copies = 2, .after = 1};
    const Index o = b.handler(service, constantOf(1));
    b.receive(other, o);
    b.at({0, 2.5}, ask);
    b.at({2}, other);
    PLAY(b, 20);
    // The first copy is handled from 0 to 5, the second waits from 1 on: no room for others, nor for the second
    // message.
    CHECK(t.handlers[h].flow.throughput == 1);
    CHECK(t.handlers[h].flow.dropped == 1);
    CHECK(t.handlers[o].flow.dropped == 1);
    CHECK(t.handlers[h].load.workers.integral == Approx(10));
}

TEST_CASE("A waitFor holds what came first, without a worker, and is one handling", "[engine]") {
    Trajectory b;
    const Index one = b.message();
    const Index two = b.message();
    const Index out = b.message();
    const Index h = b.handler(b.service(), constantOf(1));
    b.receive(one, h);
    Receiver& slow = b.receive(two, h);
    slow.latency = b.constant(4, Purpose::latency);
    b.of(h).join = {.kind = JoinKind::all, .messages = b.messages({one, two})};
    b.send(h, out);
    const Index source = b.at({0, 10}, one);
    b.emit(source, two);
    PLAY(b, 30);
    CHECK(t.handlers[h].flow.throughput == 2);
    CHECK(mean(t.handlers[h].joining) == Approx(4));
    CHECK(t.handlers[h].load.workers.integral == Approx(2));
    CHECK(t.messages[one].handled == 2);
    CHECK(t.messages[two].handled == 2);
    CHECK(t.messages[out].emitted == 2);
}

TEST_CASE("A waitFor that times out expires what it held and fires on timeout", "[engine]") {
    Trajectory b;
    const Index one = b.message();
    const Index two = b.message();
    const Index late = b.message();
    const Index h = b.handler(b.service(), constantOf(1));
    b.receive(one, h);
    b.receive(two, h);
    b.of(h).join = {.kind = JoinKind::all, .messages = b.messages({one, two}), .timeout = 3};
    b.send(h, late).onOutcomes = maskOf(Outcome::timeout);
    b.at({0}, one);
    PLAY(b, 30);
    CHECK(t.messages[one].expired == 1);
    CHECK(t.messages[late].emitted == 1);
    CHECK(t.handlers[h].flow.throughput == 0);
}

TEST_CASE("A quorum is there with the second of three, the third is ignored", "[engine]") {
    Trajectory b;
    const Index go = b.message();
    const Index answer = b.message();
    const Index done = b.message();
    const Index h = b.handler(b.service(), constantOf(0.5));
    std::array<Index, 3> answers{};
    for (Index& each : answers) {
        each = b.message();
    }
    const Index source = b.at({0}, go);
    for (std::size_t i = 0; i < 3; ++i) {
        Receiver& receiver = b.receive(answers[i], h);
        receiver.latency = b.constant(1.0 + static_cast<double>(i), Purpose::latency);
        b.emit(source, answers[i]);
    }
    b.of(h).join = {
        .kind = JoinKind::atLeast, .atLeast = 2, .messages = b.messages({answers[0], answers[1], answers[2]})};
    b.send(h, done);
    b.journey(go, done);
    (void)answer;
    PLAY(b, 30);
    CHECK(t.journeys[0].latency.moments().mean() == Approx(2.5));
    CHECK(t.messages[done].emitted == 1);
    CHECK(t.messages[answers[2]].handled == 1);
}

TEST_CASE("A split waits for as many as there were", "[engine]") {
    Trajectory b;
    const Index order = b.message();
    const Index line = b.message();
    const Index packed = b.message();
    const Index shipped = b.message();
    const Index splitter = b.one(order, 1);
    OutFlow& many = b.send(splitter, line);
    many.count = b.constant(3, Purpose::count);
    const Index packer = b.one(line, 2);
    b.send(packer, packed);
    const Index h = b.handler(b.service(), constantOf(0.5));
    b.receive(packed, h);
    b.of(h).join.kind = JoinKind::each;
    b.of(h).join.eachMessage = packed;
    b.of(h).join.asManyAs = line;
    b.send(h, shipped);
    b.journey(order, shipped);
    b.at({0, 100}, order);
    PLAY(b, 300);
    // 1, then packed at 3, 5, 7, shipped at 7.5.
    CHECK(t.journeys[0].latency.count() == 2);
    CHECK(t.journeys[0].latency.moments().mean() == Approx(7.5));
    CHECK(mean(t.handlers[h].joining) == Approx(4));
}

TEST_CASE("A batch without linger takes what waits when a worker is free", "[engine]") {
    Trajectory b;
    const Index ask = b.message();
    const Index h = b.one(ask, 1);
    b.of(h).batch = {.present = true, .max = 3, .perMessage = b.constant(0.1, Purpose::count)};
    b.at({0, 0.2, 0.3, 0.4, 0.5}, ask);
    PLAY(b, 20);
    // One to 1.1; three from 1.1 to 2.4; one to 3.5.
    CHECK(t.handlers[h].batchSize.count() == 3);
    CHECK(t.handlers[h].batchSize.max() == 3);
    CHECK(sum(t.handlers[h].flow.handling) == Approx(1.1 + 3 * 1.3 + 1.1));
    CHECK(t.handlers[h].load.workers.integral == Approx(3.5));
}

TEST_CASE("A lingering batch leaves when its time is over or it is full", "[engine]") {
    Trajectory b;
    const Index ask = b.message();
    const Index h = b.one(ask, 1);
    b.of(h).batch.present = true;
    b.of(h).batch.max = 2;
    b.of(h).batch.linger = 4;
    b.at({0, 1, 10}, ask);
    PLAY(b, 30);
    // Two leave at 1, one at 14.
    CHECK(sum(t.handlers[h].flow.waiting) == Approx(1 + 0 + 4));
    CHECK(t.handlers[h].batchSize.mean() == Approx(1.5));
}

TEST_CASE("A batch takes along the most important of what waits", "[engine]") {
    Trajectory b;
    const Index usual = b.message();
    const Index urgent = b.message();
    const Index h = b.one(usual, 2);
    b.receive(urgent, h);
    b.network.perRules.push_back({.subject = urgent, .time = {}, .priority = 1});
    b.of(h).per = {0, 1};
    b.of(h).batch.present = true;
    b.of(h).batch.max = 2;
    b.serviceOf(h).discipline = Discipline::priority;
    b.at({0, 0.1, 0.2}, usual);
    b.at({0.5, 1}, urgent);
    PLAY(b, 20);
    // One from 0 to 2, the two urgent ones from 2 to 4, the others from 4 to 6.
    CHECK(sum(t.handlers[h].flow.waiting) == Approx(1.5 + 1 + 3.9 + 3.8));
    CHECK(t.handlers[h].batchSize.count() == 3);
}

TEST_CASE("A batch holds what waits at one replica", "[engine]") {
    Trajectory b;
    const Index ask = b.message();
    const Index h = b.handler(b.service(2, 1), constantOf(2));
    b.receive(ask, h);
    b.of(h).batch.present = true;
    b.serviceOf(h).balancing = Balancing::roundRobin;
    b.at({0, 0.5, 1, 1.1, 1.2}, ask);
    PLAY(b, 20);
    // The first replica from 0 to 2 one, then those of 1 and 1.2; the second from 0.5 to 2.5 one, then that of 1.1.
    CHECK(sum(t.handlers[h].flow.waiting) == Approx(1 + 0.8 + 1.4));
    CHECK(t.handlers[h].batchSize.count() == 4);
}

TEST_CASE("Who waits in a batch that has left may still lose its patience", "[engine]") {
    Trajectory b;
    const Index other = b.message();
    const Index ask = b.message();
    const Index service = b.service(1, 1);
    b.receive(other, b.handler(service, constantOf(6)));
    const Index h = b.handler(service, constantOf(1));
    b.receive(ask, h);
    b.of(h).batch.present = true;
    b.of(h).batch.max = 3;
    b.of(h).batch.linger = 2;
    b.of(h).patience = b.constant(5, Purpose::patience);
    b.at({0}, other);
    b.at({0.5, 0.7, 1.5}, ask);
    PLAY(b, 20);
    // They leave for the line at 1.5; the first gives up at 5.5, the second at 5.7, the third is handled from 6 on.
    CHECK(t.handlers[h].flow.expired == 2);
    CHECK(t.handlers[h].flow.throughput == 1);
    CHECK(sum(t.handlers[h].flow.waiting) == Approx(5 + 5 + 4.5));
}

TEST_CASE("A batch waits for the keys of all its messages", "[engine]") {
    Trajectory b;
    const Index ask = b.message();
    const Index h = b.one(ask, 3, 2);
    b.of(h).batch.present = true;
    b.of(h).batch.max = 2;
    b.of(h).batch.linger = 1;
    b.of(h).exclusivePerKey = true;
    b.network.sources[b.at({0, 2.5}, ask)].keys = b.keys(1, 0);
    b.at({2}, ask);
    b.at({3.2}, ask);
    PLAY(b, 20);
    // Key 0 from 1 to 4. That of 2 and the next of key 0 leave at 2.5, are handled from 4 to 7; that of 3.2 from 4.2.
    CHECK(sum(t.handlers[h].flow.waiting) == Approx(1 + 2 + 1.5 + 1));
    CHECK(t.handlers[h].flow.throughput == 4);
}

TEST_CASE("Without linger a batch takes one message of each key", "[engine]") {
    Trajectory b;
    const Index ask = b.message();
    const Index h = b.one(ask, 2, 2);
    b.of(h).batch.present = true;
    b.of(h).exclusivePerKey = true;
    b.network.sources[b.at({0.2, 0.3}, ask)].keys = b.keys(1, 0);
    b.at({0, 0.1, 0.4}, ask);
    PLAY(b, 20);
    // Two workers to 2 and 2.1. At 2 key 0 once and that of 0.4; the other of key 0 at 4, though a worker is free
    // at 2.1.
    CHECK(sum(t.handlers[h].flow.waiting) == Approx(1.8 + 1.6 + 3.7));
}

TEST_CASE("An idempotent handler leaves out of a batch what it has or is about to handle", "[engine]") {
    Trajectory b;
    const Index ask = b.message();
    const Index h = b.handler(b.service(1, 1), constantOf(1));
    b.of(h).batch.present = true;
    b.of(h).idempotent = true;
    const Index channel = b.channel(false);
    b.network.channels[channel].visibility = 0.5;
    b.network.channels[channel].maxAttempts = 2;
    b.publish(ask, channel, {h});
    b.at({0, 0.2}, ask);
    PLAY(b, 20);
    // The first from 0 to 1; its redelivery of 0.5 is recognised at 1. The second from 1 to 2; its own of 1.5 at 2.
    CHECK(t.handlers[h].batchSize.count() == 2);
    CHECK(t.handlers[h].batchSize.max() == 1);
    CHECK(t.handlers[h].flow.throughput == 4);
    CHECK(t.handlers[h].load.workers.integral == Approx(2));
}

TEST_CASE("A delay follows the handling and holds no worker", "[engine]") {
    Trajectory b;
    const Index ask = b.message();
    const Index out = b.message();
    const Index h = b.one(ask, 1);
    b.of(h).delay = b.constant(5, Purpose::delay);
    b.send(h, out);
    b.journey(ask, out);
    b.at({0, 0}, ask);
    PLAY(b, 20);
    CHECK(sum(t.handlers[h].flow.time) == Approx(6 + 7));
    CHECK(t.handlers[h].load.workers.integral == Approx(2));
    CHECK(t.journeys[0].latency.moments().max() == Approx(7));
}

TEST_CASE("An aggregate's time grows with its key's events until the snapshot", "[engine]") {
    Trajectory b;
    const Index ask = b.message();
    const Index h = b.one(ask, 1);
    b.of(h).eventSourced = true;
    b.of(h).perEvent = 0.5;
    b.of(h).snapshotEvery = 3;
    const Index source = b.at({0, 10, 20, 30}, ask);
    b.network.sources[source].keys = b.keys(1, 0);
    PLAY(b, 50);
    CHECK(sum(t.handlers[h].flow.handling) == Approx(1 + 1.5 + 2 + 1));
}

TEST_CASE("Another value for one kind of message", "[engine]") {
    Trajectory b;
    const Index small = b.message();
    const Index large = b.message();
    const Index h = b.one(small, 1);
    b.receive(large, h);
    b.network.perRules.push_back({.subject = large, .time = b.constant(3, Purpose::handling)});
    b.of(h).per = {0, 1};
    b.at({0, 10}, small);
    b.at({5}, large);
    PLAY(b, 50);
    CHECK(sum(t.handlers[h].flow.handling) == Approx(5));
}

TEST_CASE("Users think, ask, wait for the answer and think again", "[engine]") {
    Trajectory b;
    const Index ask = b.message();
    const Index h = b.one(ask, 2);
    const Index source = b.source(ArrivalKind::users, 0);
    b.network.sources[source].users = 2;
    b.network.sources[source].think = b.constant(3, Purpose::think);
    b.emit(source, ask);
    (void)h;
    PLAY(b, 17);
    // Both ask at 3; served 3-5 and 5-7; ask at 8 and 10, served 8-10, 10-12; at 13 and 15, served 13-15, 15-17.
    CHECK(t.handlers[0].flow.throughput == 6);
    CHECK(sum(t.handlers[0].flow.waiting) == Approx(2));
}

TEST_CASE("A user waits for all that one of its emissions brings", "[engine]") {
    Trajectory b;
    const Index ask = b.message();
    const Index h = b.one(ask, 2);
    const Index source = b.source(ArrivalKind::users, 0);
    b.network.sources[source].users = 1;
    b.network.sources[source].think = b.constant(3, Purpose::think);
    b.network.sources[source].batch = b.constant(2, Purpose::batchSize);
    b.emit(source, ask);
    PLAY(b, 17.5);
    // Asks twice at 3, has both answers at 7; 10 to 14; at 17.
    CHECK(t.handlers[h].flow.throughput == 4);
    CHECK(t.handlers[h].flow.arrivals == 6);
    CHECK(sum(t.handlers[h].flow.waiting) == Approx(4));
}

TEST_CASE("A user who chooses among messages waits for the journey of the one it sends", "[engine]") {
    Trajectory b;
    const Index browse = b.message();
    const Index buy = b.message();
    const Index browsed = b.message();
    const Index bought = b.message();
    const Index shop = b.one(browse, 1);
    b.receive(buy, shop);
    b.send(shop, browsed).onMessages = b.messages({browse});
    b.send(shop, bought).onMessages = b.messages({buy});
    b.one(bought, 10, 10); // nobody waits for it
    const Index source = b.source(ArrivalKind::users, 0);
    b.network.sources[source].users = 1;
    b.network.sources[source].think = b.constant(3, Purpose::think);
    for (const auto& [message, weight] : {std::pair{browse, 0.0}, std::pair{buy, 1.0}}) {
        OutFlow& flow = b.emit(source, message);
        flow.choiceGroup = 0;
        flow.choiceWeight = weight;
    }
    const Index looking = b.journey(browse, browsed);
    const Index buying = b.journey(buy, bought);
    b.network.sources[source].writtenJourneys = {0, 2};
    b.network.journeyRefs = {looking, buying};
    PLAY(b, 20.5);
    // Asks at 3, 7, 11, 15 and 19, answered a second later.
    CHECK(t.handlers[shop].flow.throughput == 5);
}

TEST_CASE("Users of a silent source think anew, or ask when it speaks again", "[engine]") {
    const auto play = [](double think) {
        Trajectory b;
        const Index ask = b.message();
        b.one(ask, 2);
        const Index source = b.source(ArrivalKind::users, 0);
        b.network.sources[source].users = 1;
        b.network.sources[source].think = b.constant(think, Purpose::think);
        b.emit(source, ask);
        b.network.faults.push_back({.at = 1, .duration = 6, .target = FaultTarget::source, .subject = source});
        PLAY(b, 10.5);
        return t.handlers[0].flow.arrivals;
    };
    CHECK(play(3) == 1); // would ask at 3 and 6; asks at 9
    CHECK(play(0) == 3); // at 0, is answered at 2; at 7 and 9
}

TEST_CASE("More users than there is room for end the run at its start", "[engine]") {
    Trajectory b;
    const Index ask = b.message();
    b.one(ask, 2);
    const Index source = b.source(ArrivalKind::users, 0);
    b.network.sources[source].users = 1'000'000'000;
    b.emit(source, ask);
    PLAY(b, 10);
    REQUIRE(t.ended.has_value());
    CHECK(t.ended->by == EndedBy::memory);
    CHECK(t.ended->at == 0);
}

TEST_CASE("A profile warps the time in which users think", "[engine]") {
    Trajectory b;
    const Index ask = b.message();
    const Index h = b.one(ask, 1);
    const Index source = b.source(ArrivalKind::users, 0);
    b.network.sources[source].users = 1;
    b.network.sources[source].think = b.constant(4, Purpose::think);
    b.emit(source, ask);
    b.network.profilePieces = {{.begin = 0, .from = 1, .slope = 0}, {.begin = 6, .from = 4, .slope = 0}};
    b.network.profiles = {{.pieces = {0, 2}}};
    b.network.sources[source].profiles = {0, 1};
    PLAY(b, 12.5);
    // Asks at 4, answered at 5; thinks 1 s and 3/4 s, asks at 6.75; then every two seconds: 8.75, 10.75.
    CHECK(t.handlers[h].flow.arrivals == 4);
}

TEST_CASE("A hedged message is handled from its first copy on, whichever wins", "[engine]") {
    Trajectory b;
    const Index ask = b.message();
    const Index h = b.one(ask, 3);
    b.of(h).hedge = {.copies = 2, .after = 1};
    b.of(h).failure = 1;
    b.at({0}, ask);
    PLAY(b, 20);
    // The copies are handled 0-3 and 3-6; both fail.
    CHECK(sum(t.handlers[h].flow.handling) == Approx(6));
    CHECK(sum(t.handlers[h].flow.waiting) == Approx(0).margin(1e-12));
    CHECK(t.handlers[h].load.active.integral == Approx(6));
    CHECK(t.handlers[h].load.active.max == Approx(1));
    CHECK(t.handlers[h].load.queue.integral == Approx(0).margin(1e-12));
}

TEST_CASE("A hedged message waits while no copy is begun, and no longer than its patience", "[engine]") {
    Trajectory b;
    const Index ask = b.message();
    const Index h = b.one(ask, 5);
    b.of(h).hedge = {.copies = 2, .after = 1};
    b.of(h).patience = b.constant(3.5, Purpose::patience);
    b.at({0, 1.5}, ask);
    PLAY(b, 30);
    // The first is handled 0-5, its second copy 5-10. The second one gives up at 5 with both of its copies.
    CHECK(t.handlers[h].flow.throughput == 1);
    CHECK(t.handlers[h].flow.expired == 1);
    CHECK(sum(t.handlers[h].flow.waiting) == Approx(3.5));
    CHECK(t.handlers[h].load.queue.integral == Approx(3.5));
    CHECK(t.handlers[h].load.workers.integral == Approx(10));
}

TEST_CASE("A breaker with a window opens as soon as enough of enough calls have failed", "[engine]") {
    Trajectory b;
    const Index ask = b.message();
    const Index h = b.one(ask, 0);
    b.of(h).circuitBreaker = {.present = true, .window = 20, .threshold = 0.5, .minCalls = 4, .openFor = 100};
    b.network.faults.push_back({.at = 0,
                                .duration = 2.5,
                                .target = FaultTarget::handler,
                                .subject = h,
                                .effect = FaultEffect::fail,
                                .amount = 1,
                                .stream = b.stream(Purpose::fault)});
    b.at({1, 2, 3, 4, 5}, ask);
    PLAY(b, 30);
    // Two of four have failed at 4: the success that is the fourth call opens it.
    CHECK(t.handlers[h].flow.throughput == 2);
    CHECK(t.handlers[h].flow.rejected == 1);
    CHECK(t.handlers[h].circuitOpen.integral == Approx(26));
}

TEST_CASE("Calls before a breaker's window count no more", "[engine]") {
    Trajectory b;
    const Index ask = b.message();
    const Index h = b.one(ask, 0);
    b.of(h).circuitBreaker = {.present = true, .window = 5, .threshold = 0.5, .minCalls = 4, .openFor = 100};
    b.of(h).failure = 1;
    b.at({1, 2, 8, 9, 10, 11, 12}, ask);
    PLAY(b, 30);
    CHECK(t.handlers[h].flow.failures == 6);
    CHECK(t.handlers[h].flow.rejected == 1);
    CHECK(t.handlers[h].circuitOpened == 1);
}
