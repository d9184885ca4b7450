// SPDX-License-Identifier: Apache-2.0
#include "tests/simulator/engine/trajectories.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <utility>
#include <vector>

using namespace stormglass::sim;
using test::Trajectory;

namespace {

double sum(const Histogram& histogram) {
    return histogram.moments().sum();
}

} // namespace

TEST_CASE("Disciplines: the last, the shortest, the most important first", "[engine]") {
    // One worker; at 0 a message of 2 s, then at 0.1, 0.2, 0.3 messages of three handlers taking 3, 1 and 2 s.
    const auto play = [](Discipline discipline) {
        Trajectory b;
        const Index service = b.service();
        b.network.services[service].discipline = discipline;
        std::vector<Index> handlers;
        const double times[] = {2, 3, 1, 2};
        for (int i = 0; i < 4; ++i) {
            const Index message = b.message();
            handlers.push_back(b.handler(service, constantOf(times[i])));
            b.receive(message, handlers.back());
            b.of(handlers.back()).priority = i == 3 ? 1 : 0;
            b.at({0.1 * i}, message);
        }
        PLAY(b, 30);
        std::vector<double> waits;
        waits.reserve(handlers.size());
        for (const Index handler : handlers) {
            waits.push_back(sum(t.handlers[handler].flow.waiting));
        }
        return waits;
    };
    const auto waits = [&](Discipline discipline, std::initializer_list<double> expected) {
        const std::vector<double> found = play(discipline);
        return std::equal(found.begin(), found.end(), expected.begin(), expected.end(),
                          [](double x, double y) { return x == Approx(y).margin(1e-9); });
    };
    CHECK(waits(Discipline::fifo, {0, 1.9, 4.8, 5.7}));
    CHECK(waits(Discipline::lifo, {0, 4.9, 3.8, 1.7}));
    CHECK(waits(Discipline::shortest, {0, 4.9, 1.8, 2.7}));
    CHECK(waits(Discipline::priority, {0, 3.9, 6.8, 1.7}));
    CHECK(waits(Discipline::preemptivePriority, {0, 3.9, 6.8, 0}));
    CHECK(waits(Discipline::processorSharing, {0, 0, 0, 0}));
}

TEST_CASE("What came by a partition and was pushed aside goes on where its partition is", "[engine]") {
    Trajectory b;
    const Index event = b.message();
    const Index usual = b.message();
    const Index urgent = b.message();
    const Index service = b.service(2, 1);
    b.network.services[service].discipline = Discipline::preemptivePriority;
    const Index h = b.handler(service, constantOf(4));
    b.publish(event, b.channel(true), {h});
    const Index other = b.handler(service, constantOf(1));
    b.receive(usual, other);
    b.of(other).priority = 1;
    const Index first = b.handler(service, constantOf(3));
    b.receive(urgent, first);
    b.of(first).priority = 2;
    b.at({0}, event);
    b.at({0.5}, usual);
    b.at({1}, urgent);
    PLAY(b, 20);
    // The partition is the first replica's, whose worker is the urgent one's from 1 to 4; the second is free from 1.5.
    CHECK(sum(t.handlers[h].flow.handling) == Approx(7));
}

TEST_CASE("Shared workers serve n jobs at rate min(1, c/n)", "[engine]") {
    Trajectory b;
    const Index ask = b.message();
    const Index h = b.one(ask, 2);
    b.serviceOf(h).discipline = Discipline::processorSharing;
    b.at({0, 1}, ask);
    PLAY(b, 30);
    // Alone to 1; both at half speed: the first ends at 3, the second at 4.
    CHECK(sum(t.handlers[h].flow.time) == Approx(3 + 3));
    CHECK(t.handlers[h].load.workers.integral == Approx(4));
    CHECK(t.handlers[h].flow.time.moments().max() == Approx(3));
}

TEST_CASE("Interrupted work is resumed where it was", "[engine]") {
    Trajectory b;
    const Index service = b.service();
    b.network.services[service].discipline = Discipline::preemptivePriority;
    const Index low = b.message();
    const Index high = b.message();
    const Index slow = b.handler(service, constantOf(4));
    const Index fast = b.handler(service, constantOf(1));
    b.receive(low, slow);
    b.receive(high, fast);
    b.of(fast).priority = 5;
    b.at({0}, low);
    b.at({1, 3}, high);
    PLAY(b, 30);
    CHECK(sum(t.handlers[slow].flow.handling) == Approx(6));
    CHECK(sum(t.handlers[slow].flow.waiting) == Approx(0).margin(1e-12));
    CHECK(sum(t.handlers[fast].flow.time) == Approx(2));
    CHECK(t.services[service].load.workers.integral == Approx(6));
}

TEST_CASE("A full receiver that blocks holds its sender's worker", "[engine]") {
    Trajectory b;
    const Index in = b.message();
    const Index next = b.message();
    const Index first = b.one(in, 1);
    const Index second = b.one(next, 5);
    b.send(first, next);
    b.serviceOf(second).queueLimit = 0;
    b.serviceOf(second).overflow = Overflow::block;
    b.at({0, 0, 0}, in);
    PLAY(b, 60);
    // First: 0-1, 1-2 blocked to 6, 6-7 blocked to 11.
    CHECK(sum(t.handlers[first].flow.handling) == Approx(1 + 5 + 5));
    CHECK(t.handlers[first].load.blocked.integral == Approx(4 + 4));
    CHECK(sum(t.handlers[second].flow.waiting) == Approx(0).margin(1e-12));
    CHECK(t.handlers[second].flow.throughput == 3);
}

TEST_CASE("A blocked source begins its next interval when its message was taken", "[engine]") {
    Trajectory b;
    const Index in = b.message();
    const Index h = b.one(in, 5);
    b.serviceOf(h).queueLimit = 0;
    b.serviceOf(h).overflow = Overflow::block;
    b.emit(b.source(ArrivalKind::constant, 1), in);
    PLAY(b, 20.5);
    // 1 to 6; emitted at 2, taken at 6; the next at 7, taken at 11; 12, 16; 17.
    CHECK(t.handlers[h].flow.arrivals == 4);
    CHECK(t.messages[in].emitted == 5);
}

TEST_CASE("Blocked workers that wait for each other end the run with the circle", "[engine]") {
    Trajectory b;
    const Index there = b.message();
    const Index back = b.message();
    const Index one = b.one(there, 1);
    const Index other = b.one(back, 1);
    b.send(one, back);
    b.send(other, there);
    for (const Index h : {one, other}) {
        b.serviceOf(h).queueLimit = 0;
        b.serviceOf(h).overflow = Overflow::block;
    }
    b.at({0}, there);
    b.at({0}, back);
    PLAY(b, 60);
    REQUIRE(t.ended.has_value());
    CHECK(t.ended->by == EndedBy::deadlock);
    CHECK(t.ended->at == Approx(1));
    CHECK(t.ended->services.size() == 2);
}

TEST_CASE("A full queue drops or rejects, and tells those who follow", "[engine]") {
    for (const Overflow overflow : {Overflow::drop, Overflow::reject}) {
        Trajectory b;
        const Index in = b.message();
        const Index no = b.message();
        const Index h = b.one(in, 10);
        b.serviceOf(h).queueLimit = 1;
        b.serviceOf(h).overflow = overflow;
        b.send(h, no).onOutcomes = maskOf(overflow == Overflow::drop ? Outcome::dropped : Outcome::rejected);
        b.at({0, 1, 2, 3}, in);
        PLAY(b, 60);
        CHECK(t.handlers[h].flow.throughput == 2);
        CHECK((overflow == Overflow::drop ? t.handlers[h].flow.dropped : t.handlers[h].flow.rejected) == 2);
        CHECK(t.messages[no].emitted == 2);
    }
}

TEST_CASE("Balanced messages wait before their replica", "[engine]") {
    Trajectory b;
    const Index in = b.message();
    const Index h = b.handler(b.service(2, 1), constantOf(4));
    b.receive(in, h);
    b.serviceOf(h).balancing = Balancing::roundRobin;
    b.at({0, 1, 2, 3}, in);
    PLAY(b, 60);
    CHECK(sum(t.handlers[h].flow.waiting) == Approx(0 + 0 + 2 + 2));
}

TEST_CASE("The least busy replica is chosen", "[engine]") {
    Trajectory b;
    const Index in = b.message();
    const Index h = b.handler(b.service(3, 1), constantOf(4));
    b.receive(in, h);
    b.serviceOf(h).balancing = Balancing::leastBusy;
    b.at({0, 1, 2, 5}, in);
    PLAY(b, 60);
    CHECK(sum(t.handlers[h].flow.waiting) == Approx(0).margin(1e-12));
}

TEST_CASE("What a breakdown interrupts is resumed, begun anew or failed", "[engine]") {
    const auto play = [](Interrupted how) {
        Trajectory b;
        const Index in = b.message();
        const Index h = b.one(in, 4);
        b.serviceOf(h).breakdowns.every = b.constant(3, Purpose::breakdown);
        b.serviceOf(h).breakdowns.repair = b.constant(2, Purpose::repair);
        b.serviceOf(h).breakdowns.interrupted = how;
        b.at({1}, in);
        PLAY(b, 7.5); // down from 3 to 5, up to 8
        return std::pair{t.handlers[h].flow.throughput, t.handlers[h].flow.failures};
    };
    CHECK(play(Interrupted::resume) == std::pair<std::uint64_t, std::uint64_t>{1, 0}); // 1-3, 5-7
    CHECK(play(Interrupted::restart) == std::pair<std::uint64_t, std::uint64_t>{0, 0});
    CHECK(play(Interrupted::redeliver) == std::pair<std::uint64_t, std::uint64_t>{0, 0});
    CHECK(play(Interrupted::byDefault) == std::pair<std::uint64_t, std::uint64_t>{0, 1});
}

TEST_CASE("Work that a breakdown interrupts and a timeout cuts off begins anew", "[engine]") {
    Trajectory b;
    const Index ask = b.message();
    const Index h = b.one(ask, 2);
    b.of(h).timeout = 3;
    b.of(h).retry.attempts = 2;
    b.of(h).retry.backoff = b.constant(1, Purpose::backoff);
    b.serviceOf(h).breakdowns = {.every = b.constant(5, Purpose::breakdown),
                                 .repair = b.constant(4, Purpose::repair),
                                 .interrupted = Interrupted::resume};
    b.at({4}, ask);
    PLAY(b, 13);
    // Begun at 4, interrupted at 5, cut off at 7; it waits from 8 to 9 and is handled to 11.
    CHECK(t.handlers[h].flow.throughput == 1);
    CHECK(sum(t.handlers[h].flow.handling) == Approx(3 + 2));
}

TEST_CASE("What a breakdown gives back has its old place, though nobody may wait", "[engine]") {
    Trajectory b;
    const Index ask = b.message();
    const Index h = b.one(ask, 4);
    b.serviceOf(h).queueLimit = 0;
    b.serviceOf(h).breakdowns = {.every = b.constant(5, Purpose::breakdown),
                                 .repair = b.constant(1, Purpose::repair),
                                 .interrupted = Interrupted::redeliver};
    b.at({2, 5.5}, ask);
    PLAY(b, 10.5);
    // From 2 to 5, and again from 6 to 10; that of 5.5 finds no room.
    CHECK(t.handlers[h].flow.throughput == 1);
    CHECK(t.handlers[h].flow.dropped == 1);
    CHECK(sum(t.handlers[h].flow.handling) == Approx(3 + 4));
    CHECK(sum(t.handlers[h].flow.waiting) == Approx(1));
}

TEST_CASE("A service down for a while takes nothing, and sync calls are rejected at once", "[engine]") {
    Trajectory b;
    const Index in = b.message();
    const Index call = b.message();
    const Index h = b.one(in, 1);
    const Index caller = b.message();
    const Index asks = b.one(caller, 1);
    b.receive(call, h);
    b.send(asks, call).sync = true;
    b.network.faults.push_back({.at = 2,
                                .duration = 5,
                                .target = FaultTarget::service,
                                .subject = b.network.handlers[h].service,
                                .effect = FaultEffect::down});
    b.at({0, 3}, in);
    b.at({2}, caller);
    PLAY(b, 30);
    CHECK(t.handlers[h].flow.throughput == 2);
    CHECK(sum(t.handlers[h].flow.waiting) == Approx(4));
    CHECK(t.handlers[asks].flow.failures == 1);
    CHECK(t.handlers[asks].flow.time.moments().max() == Approx(1));
    CHECK(t.services[0].replicasUp.mean() == Approx(25.0 / 30));
}

TEST_CASE("A slow handler takes longer while the fault holds", "[engine]") {
    Trajectory b;
    const Index in = b.message();
    const Index h = b.one(in, 1);
    b.network.faults.push_back({.at = 2, .duration = 5, .subject = h, .effect = FaultEffect::slow, .amount = 3});
    b.at({0, 3, 10}, in);
    PLAY(b, 30);
    CHECK(sum(t.handlers[h].flow.handling) == Approx(1 + 3 + 1));
}

TEST_CASE("A service grows with its queue, after its start-up, and shrinks again", "[engine]") {
    Trajectory b;
    const Index in = b.message();
    const Index h = b.one(in, 10);
    Autoscale& rule = b.serviceOf(h).autoscale;
    rule = {.metric = AutoscaleMetric::queue, .target = 1, .min = 1, .max = 3, .every = 5, .cooldown = 0, .idleFor = 5};
    b.serviceOf(h).startup = b.constant(2, Purpose::startup);
    b.at({0, 1, 2}, in);
    PLAY(b, 40);
    // At 5 two wait: desired 2, ready at 7. The second is served 7-17, the third 10-20.
    CHECK(sum(t.handlers[h].flow.waiting) == Approx(0 + 6 + 8));
    CHECK(t.services[0].replicasPaid.max == 2);
    CHECK(t.services[0].replicasUp.max == 2);
}

TEST_CASE("A service at zero starts with its first message and stops when idle", "[engine]") {
    Trajectory b;
    const Index in = b.message();
    const Index h = b.one(in, 1);
    Autoscale& rule = b.serviceOf(h).autoscale;
    rule = {
        .metric = AutoscaleMetric::queue, .target = 1, .min = 0, .max = 1, .every = 100, .cooldown = 0, .idleFor = 5};
    b.serviceOf(h).startup = b.constant(2, Purpose::startup);
    b.at({10, 11, 30}, in);
    PLAY(b, 50);
    // Idle from 0: gone at 5. 10: ready at 12, served to 14, gone at 19. 30: ready at 32.
    CHECK(sum(t.handlers[h].flow.waiting) == Approx(2 + 2 + 2));
    CHECK(t.services[0].replicasPaid.integral == Approx(5 + 9 + 8));
    CHECK(t.services[0].replicasUp.integral == Approx(5 + 7 + 6));
}

TEST_CASE("What is refused as soon as a channel shows it does not keep a service from being idle", "[engine]") {
    Trajectory b;
    const Index in = b.message();
    const Index h = b.handler(b.service(), constantOf(1));
    const Index topic = b.channel(true);
    b.network.channels[topic].retention = GENERATE(50.0, kNever);
    b.publish(in, topic, {h});
    b.of(h).rateLimit = {.rate = 0.01, .burst = 1, .rejects = true};
    b.serviceOf(h).autoscale = {
        .metric = AutoscaleMetric::queue, .target = 1, .min = 0, .max = 1, .every = 100, .cooldown = 0, .idleFor = 5};
    b.at({1, 3, 5}, in);
    PLAY(b, 20);
    CHECK(t.handlers[h].flow.rejected == 2);
    CHECK(t.services[0].replicasUp.integral == Approx(2 + 5));
}

TEST_CASE("A backlog waits at the start, and recovery is the time until nothing is left", "[engine]") {
    Trajectory b;
    const Index in = b.message();
    const Index h = b.one(in, 2);
    b.network.backlogs.push_back({.handler = h, .message = in, .count = 5});
    b.network.recoveryFrom = 0;
    PLAY(b, 50);
    CHECK(t.handlers[h].flow.throughput == 5);
    CHECK(sum(t.handlers[h].flow.waiting) == Approx(0 + 2 + 4 + 6 + 8));
    CHECK(t.handlers[h].recovery.time.mean() == Approx(10));
    CHECK(t.messages[in].emitted == 5);
}

TEST_CASE("A profile warps the clock of its source", "[engine]") {
    Trajectory b;
    const Index in = b.message();
    b.one(in, 0.1);
    const Index source = b.source(ArrivalKind::constant, 1);
    b.emit(source, in);
    b.network.profilePieces = {{.begin = 0, .from = 1}, {.begin = 10, .from = 3}, {.begin = 20, .from = 1}};
    b.network.profiles = {{.pieces = {0, 3}}};
    b.network.sources[source].profiles = {0, 1};
    PLAY(b, 30.5);
    CHECK(t.messages[in].emitted == 10 + 30 + 10);
}

TEST_CASE("Of shared workers each handler keeps its part busy, moment by moment", "[engine]") {
    Trajectory b;
    const Index service = b.service();
    b.network.services[service].discipline = Discipline::processorSharing;
    const Index small = b.message();
    const Index large = b.message();
    const Index quick = b.handler(service, constantOf(1));
    const Index slow = b.handler(service, constantOf(4));
    b.receive(small, quick);
    b.receive(large, slow);
    b.at({0}, large);
    b.at({0, 0, 5}, small);
    PLAY(b, 30);
    // Each has done its work in the end.
    CHECK(t.handlers[quick].load.workers.integral == Approx(3));
    CHECK(t.handlers[slow].load.workers.integral == Approx(4));
    Replication run(played_, 1, 0);
    run.runUntil(1.5);
    run.resetStatistics();
    run.runUntil(3);
    const Tallies window = run.tallies(); // three jobs at a third of the speed
    CHECK(window.handlers[quick].load.workers.integral == Approx(1));
    CHECK(window.handlers[slow].load.workers.integral == Approx(0.5));
}

TEST_CASE("Scaling by how busy the workers were since the last look", "[engine]") {
    Trajectory b;
    const Index ask = b.message();
    const Index h = b.one(ask, 5);
    b.serviceOf(h).autoscale = {
        .metric = AutoscaleMetric::busy, .target = 0.5, .min = 1, .max = 5, .every = 10, .cooldown = 0, .idleFor = 10};
    b.at({1, 1, 1, 1, 1, 1}, ask);
    PLAY(b, 60);
    // Nine of ten seconds: ceil(0.9 / 0.5) = 2 from 10 on; both all the time: ceil(2 / 0.5) = 4 at 20; one of forty: 1
    // at 30. Begun at 1, 6, 10, 11, 15, 16.
    CHECK(sum(t.handlers[h].flow.waiting) == Approx(5 + 9 + 10 + 14 + 15));
    CHECK(t.services[0].replicasUp.integral == Approx(60 + 20 + 10 + 10));
    CHECK(t.services[0].replicasUp.max == Approx(4));
    CHECK(t.handlers[h].load.workers.integral == Approx(30));
}

TEST_CASE("Scaling by what a channel holds that is not handled", "[engine]") {
    Trajectory b;
    const Index placed = b.message();
    const Index h = b.handler(b.service(), constantOf(5));
    b.publish(placed, b.channel(false), {h});
    b.serviceOf(h).startup = b.constant(1, Purpose::startup);
    b.serviceOf(h).autoscale = {
        .metric = AutoscaleMetric::lag, .target = 2, .min = 1, .max = 5, .every = 3, .cooldown = 0, .idleFor = 3};
    b.at({1, 1, 1, 1, 1, 1}, placed);
    PLAY(b, 60);
    // Six at 3: three replicas from 4 on; three at 9: two, the youngest stops and finishes at 14; two at 12: one.
    // Begun at 1, 4, 4, 6, 9, 9.
    CHECK(sum(t.handlers[h].flow.waiting) == Approx(3 + 3 + 5 + 8 + 8));
    CHECK(t.services[0].replicasUp.integral == Approx(60 + 10 + 10));
    CHECK(t.services[0].replicasPaid.integral == Approx(60 + 11 + 11));
}

TEST_CASE("A hedged copy that a broken worker gives back has no patience of its own", "[engine]") {
    Trajectory b;
    const Index in = b.message();
    const Index h = b.one(in, 10);
    b.of(h).hedge = {.copies = 2, .after = 100};
    b.of(h).patience = b.constant(3, Purpose::patience);
    b.serviceOf(h).breakdowns.interrupted = Interrupted::redeliver;
    b.network.faults.push_back({.at = 1,
                                .duration = 10,
                                .target = FaultTarget::service,
                                .subject = b.of(h).service,
                                .effect = FaultEffect::down});
    b.at({0}, in);
    PLAY(b, 50);
    // Its message is handled from 0 on: the copy waits from 1 to 11 and is done at 21.
    CHECK(t.handlers[h].flow.throughput == 1);
    CHECK(sum(t.handlers[h].flow.handling) == Approx(21));
}

TEST_CASE("What waits for its key before a replica that stops goes to another", "[engine]") {
    Trajectory b;
    const Index in = b.message();
    const Index h = b.handler(b.service(2), constantOf(10));
    b.receive(in, h);
    b.of(h).exclusivePerKey = true;
    b.serviceOf(h).balancing = Balancing::roundRobin;
    b.serviceOf(h).queueLimit = 1;
    b.serviceOf(h).overflow = Overflow::reject;
    b.serviceOf(h).autoscale = {
        .metric = AutoscaleMetric::queue, .target = 100, .min = 1, .max = 2, .every = 2, .cooldown = 0, .idleFor = 100};
    b.network.sources[b.at({0, 1, 3}, in)].keys = b.keys(1, 0);
    PLAY(b, 50);
    // At 2 the second, which waits for its key before the younger replica, takes the one place before the older.
    CHECK(t.handlers[h].flow.rejected == 1);
    CHECK(t.handlers[h].flow.throughput == 2);
    CHECK(sum(t.handlers[h].flow.waiting) == Approx(9));
}
