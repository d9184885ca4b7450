// SPDX-License-Identifier: Apache-2.0
#include "tests/simulator/engine/trajectories.hpp"
#include "tests/support/catch.hpp"

using namespace stormglass::sim;
using test::Trajectory;

namespace {

/// A view with a service for its events and another for its queries, 2 s each.
struct TwoServices : Trajectory {
    TwoServices() {
        event = message();
        query = message();
        network.messages[query].query = true;
        view = one(event, 2);
        receive(query, view);
        of(view).readModel = true;
        of(view).queryService = service();
    }

    Index event = kNone;
    Index query = kNone;
    Index view = kNone;
};

} // namespace

TEST_CASE("What waits and is handled at a view's two services counts at the view", "[engine]") {
    TwoServices b;
    b.at({0, 0, 0}, b.event);
    b.at({0, 0, 0}, b.query);
    PLAY(b, 20);
    const LoadTallies& load = t.handlers[b.view].load;
    CHECK(load.queue.duration == Approx(20));
    CHECK(load.queue.integral == Approx(2 * (4 + 2)));
    CHECK(load.queue.integralOfSquares == Approx(2 * (16 + 4)));
    CHECK(load.queue.max == Approx(4));
    CHECK(load.active.integral == Approx(12));
    CHECK(load.active.max == Approx(2));
    CHECK(load.workers.integral == Approx(6)); // of its own service
    CHECK(load.workersUp.integral == Approx(20));
}

TEST_CASE("A view has one breaker and one history for its events and its queries", "[engine]") {
    TwoServices b;
    b.of(b.view).circuitBreaker = {.present = true, .consecutive = 2, .openFor = 10};
    b.of(b.view).failure = 1;
    b.at({0}, b.event);
    b.at({1, 5}, b.query);
    PLAY(b, 20);
    // Both have failed at 3; the second query is refused; nobody tries after 13.
    CHECK(t.handlers[b.view].flow.rejected == 1);
    CHECK(t.handlers[b.view].circuitOpened == 1);
    CHECK(t.handlers[b.view].circuitOpen.duration == Approx(20));
    CHECK(t.handlers[b.view].circuitOpen.integral == Approx(17));
}

TEST_CASE("Queries are longer by the events of their key", "[engine]") {
    TwoServices b;
    b.of(b.view).eventSourced = true;
    b.of(b.view).perEvent = 1;
    const Index keys = b.keys(1, 0);
    b.network.sources[b.at({0, 10}, b.event)].keys = keys;
    b.network.sources[b.at({20}, b.query)].keys = keys;
    PLAY(b, 40);
    CHECK(t.handlers[b.view].flow.handling.moments().sum() == Approx(2 + 3 + 4));
}

TEST_CASE("A view's events and queries take tokens from one bucket", "[engine]") {
    TwoServices b;
    b.of(b.view).rateLimit = {.rate = 0.25, .burst = 1};
    b.at({0}, b.event);
    b.at({1}, b.query);
    PLAY(b, 20);
    CHECK(t.handlers[b.view].flow.waiting.moments().sum() == Approx(3));
}
