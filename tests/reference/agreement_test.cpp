// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/replication.hpp"
#include "tests/reference/random_network.hpp"
#include "tests/reference/reference.hpp"
#include "tests/support/catch.hpp"

using namespace stormglass::sim;

namespace {

/// Sums that differ by no more than the order of adding.
bool isSame(double a, double b) {
    return std::abs(a - b) <= 1e-9 * (1 + std::abs(a) + std::abs(b));
}

void requireSame(const Moments& seen, const reference::Sums& told) {
    CHECK(seen.count() == told.count);
    if (told.count > 0) {
        CHECK(isSame(seen.sum(), told.sum));
        CHECK(isSame(seen.sumOfSquares(), told.squares));
        CHECK(isSame(seen.max(), told.max));
    }
}

void requireSameHandlers(const Tallies& tallies, const reference::Story& story) {
    for (std::size_t i = 0; i < story.handlers.size(); ++i) {
        INFO("handler " << i);
        const HandlerTallies& seen = tallies.handlers[i];
        const reference::HandlerStory& told = story.handlers[i];
        CHECK(seen.flow.arrivals == told.arrivals);
        CHECK(seen.flow.throughput == told.throughput);
        CHECK(seen.flow.failures == told.failures);
        CHECK(seen.flow.retries == told.retries);
        CHECK(seen.flow.deadLettered == told.deadLettered);
        CHECK(seen.flow.dropped == told.dropped);
        CHECK(seen.flow.rejected == told.rejected);
        requireSame(seen.flow.waiting.moments(), told.waiting);
        requireSame(seen.flow.handling.moments(), told.handling);
        requireSame(seen.flow.time.moments(), told.time);
        CHECK(isSame(seen.load.queue.integral, told.queue.integral));
        CHECK(isSame(seen.load.active.integral, told.active.integral));
    }
}

void requireSameAccounts(const Tallies& tallies, const reference::Story& story) {
    for (std::size_t i = 0; i < story.messages.size(); ++i) {
        INFO("message " << i);
        CHECK(tallies.messages[i].emitted == story.messages[i].emitted);
        CHECK(tallies.messages[i].handled == story.messages[i].handled);
        CHECK(tallies.messages[i].deadLettered == story.messages[i].deadLettered);
        CHECK(tallies.messages[i].dropped == story.messages[i].dropped);
        CHECK(tallies.messages[i].rejected == story.messages[i].rejected);
    }
    for (std::size_t i = 0; i < story.journeys.size(); ++i) {
        INFO("journey " << i);
        requireSame(tallies.journeys[i].latency.moments(), story.journeys[i].latency);
        CHECK(tallies.journeys[i].unfinished == story.journeys[i].unfinished);
    }
    for (std::size_t i = 0; i < story.published.size(); ++i) {
        INFO("channel " << i);
        CHECK(tallies.channels[i].flow.arrivals == story.published[i]);
    }
}

} // namespace

/// 400 random networks (seeds 1 to 400), 200 s each, compared sum for sum: no statistics, the two must agree.
TEST_CASE("engine and reference interpreter tell the same story of random networks", "[reference]") {
    for (std::uint32_t seed = 1; seed <= 400; ++seed) {
        INFO("network of seed " << seed);
        const Network network = test::RandomNetwork(seed).make();
        Replication replication(network, seed, 0);
        REQUIRE(replication.runUntil(200));
        REQUIRE(replication.accountsBalance());
        const Tallies tallies = replication.tallies();
        const reference::Story story = reference::run(network, seed, 0, 200);
        requireSameHandlers(tallies, story);
        requireSameAccounts(tallies, story);
    }
}
