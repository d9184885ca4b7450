// SPDX-License-Identifier: Apache-2.0
#include "tests/simulator/engine/trajectories.hpp"
#include "tests/support/catch.hpp"

#include <tuple>

using namespace stormglass::sim;
using test::Trajectory;

namespace {

double sum(const Histogram& histogram) {
    return histogram.moments().sum();
}

Breakdowns restartAt(Trajectory& b, double every, double repair) {
    return {.every = b.constant(every, Purpose::breakdown),
            .repair = b.constant(repair, Purpose::repair),
            .interrupted = Interrupted::restart};
}

} // namespace

TEST_CASE("Who is interrupted while it waits for an answer begins anew, and asks again", "[engine]") {
    Trajectory b;
    const Index ask = b.message();
    const Index call = b.message();
    const Index caller = b.one(ask, 0.25);
    const Index callee = b.one(call, 0.5);
    b.send(caller, call).sync = true;
    b.serviceOf(caller).breakdowns = restartAt(b, 2, 3);
    b.at({1.5}, ask);
    PLAY(b, 20);
    // Asks at 1.75, is down from 2 to 5, asks again at 5.25.
    CHECK(t.handlers[caller].flow.throughput == 1);
    CHECK(sum(t.handlers[caller].flow.handling) == Approx(4.25));
    CHECK(t.handlers[callee].flow.throughput == 2);
}

TEST_CASE("A batch that begins anew takes as long for each of its messages again", "[engine]") {
    Trajectory b;
    const Index in = b.message();
    const Index h = b.one(in, 1);
    b.of(h).batch = {.present = true, .max = 2, .linger = 10, .perMessage = b.constant(0.5, Purpose::count)};
    b.serviceOf(h).breakdowns = restartAt(b, 2.5, 2);
    b.at({1, 1}, in);
    PLAY(b, 20);
    // Begun at 1, and again at 4.5 for two seconds.
    CHECK(t.handlers[h].flow.throughput == 2);
    CHECK(sum(t.handlers[h].flow.handling) == Approx(2 * 5.5));
}

TEST_CASE("What a handler had in hand when it went down begins anew where its service says so", "[engine]") {
    Trajectory b;
    const Index in = b.message();
    const Index h = b.one(in, 4);
    b.serviceOf(h).breakdowns.interrupted = Interrupted::restart;
    b.network.faults.push_back({.at = 2, .duration = 3, .subject = h, .effect = FaultEffect::down});
    b.at({1}, in);
    PLAY(b, 20);
    CHECK(sum(t.handlers[h].flow.handling) == Approx(8));
}

TEST_CASE("Where the shortest goes first a handling is as slow as it is when it begins", "[engine]") {
    Trajectory b;
    const Index in = b.message();
    const Index h = b.one(in, 1);
    b.serviceOf(h).discipline = Discipline::shortest;
    b.network.faults.push_back({.at = 1.5, .duration = 2, .subject = h, .effect = FaultEffect::slow, .amount = 3});
    b.at({1, 1.2, 1.6}, in);
    PLAY(b, 20);
    // 1-2; 2-5, begun while the fault holds; 5-6, though it came then.
    CHECK(sum(t.handlers[h].flow.handling) == Approx(1 + 3 + 1));
}

TEST_CASE("Who shares workers is interrupted when the last of them breaks down", "[engine]") {
    const auto play = [](Interrupted how, Balancing balancing, bool handlerAlone) {
        Trajectory b;
        const Index in = b.message();
        const Index h = b.one(in, 2);
        Service& service = b.serviceOf(h);
        service.discipline = Discipline::processorSharing;
        service.balancing = balancing;
        service.breakdowns.interrupted = how;
        b.network.faults.push_back({.at = 2,
                                    .duration = 3,
                                    .target = handlerAlone ? FaultTarget::handler : FaultTarget::service,
                                    .subject = 0,
                                    .effect = FaultEffect::down});
        b.at({1, 1}, in);
        PLAY(b, 20);
        CHECK(t.handlers[h].load.workers.max == Approx(1));
        return std::tuple{sum(t.handlers[h].flow.handling), sum(t.handlers[h].flow.waiting),
                          t.handlers[h].flow.failures};
    };
    const auto balancing = GENERATE(Balancing::shared, Balancing::random);
    const bool handlerAlone = GENERATE(false, true);
    // Each half a second of two done at 2.
    using Told = std::tuple<double, double, std::uint64_t>;
    CHECK(play(Interrupted::resume, balancing, handlerAlone) == Told{2 * 7, 0, 0});
    CHECK(play(Interrupted::restart, balancing, handlerAlone) == Told{2 * 8, 0, 0});
    CHECK(play(Interrupted::byDefault, balancing, handlerAlone) == Told{2 * 1, 0, 2});
    CHECK(play(Interrupted::redeliver, balancing, handlerAlone) == Told{2 * (1 + 4), 2 * 3, 0});
}

TEST_CASE("Who shares workers goes on, slower, while one of them is up", "[engine]") {
    Trajectory b;
    const Index in = b.message();
    const Index h = b.one(in, 2);
    b.serviceOf(h).replicas = 2;
    b.serviceOf(h).discipline = Discipline::processorSharing;
    b.network.faults.push_back({.at = 2,
                                .duration = 10,
                                .target = FaultTarget::service,
                                .subject = 0,
                                .effect = FaultEffect::down,
                                .replicas = 1});
    b.at({1, 1}, in);
    PLAY(b, 20);
    CHECK(sum(t.handlers[h].flow.handling) == Approx(2 * 3)); // one second alone, then one shared
    CHECK(t.handlers[h].flow.failures == 0);
}
