// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/replication.hpp"
#include "tests/reference/comparison.hpp"
#include "tests/reference/reference.hpp"
#include "tests/support/storms.hpp"

using namespace stormglass;
using namespace stormglass::sim;
using namespace stormglass::tests;

namespace {

std::string differences(std::uint64_t seed, const model::Catalogue& catalogue, const Recipe& recipe, double until) {
    Network network = stormNetwork(seed, catalogue, recipe);
    network.bounds.messagesInFlight = 20'000;
    Replication replication(network, seed, 0);
    if (!replication.runUntil(until)) {
        return {}; // it grew without bound, or stands still
    }
    return reference::differences(replication.tallies(), reference::run(network, seed, 0, until));
}

/// All that the interpreter understands; tests/reference/README.md says what it does not.
Recipe everything() {
    using enum Feature;
    Recipe recipe{.without = 0, .hasOnlyContinuous = true};
    for (const Feature feature : {anyOrder, queues, faults, replays, backlogs}) {
        recipe.leaveOut(feature);
    }
    return recipe;
}

void requireAgreement(const Recipe& recipe, std::uint64_t usually) {
    const model::Catalogue catalogue;
    const std::uint64_t first = firstStorm();
    for (std::uint64_t seed = first; seed < first + stormCount(usually); ++seed) {
        INFO("storm " << seed);
        const std::string apart = differences(seed, catalogue, recipe, 30);
        INFO(apart);
        CHECK(apart.empty());
    }
}

} // namespace

// No statistics: engine and reference must agree, sum for sum.

TEST_CASE("engine and reference tell the same story of random storms", "[reference][storms]") {
    requireAgreement(everything(), 600);
}

/// Without channels more of what happens is due to the services.
TEST_CASE("engine and reference tell the same story of services alone", "[reference][storms]") {
    using enum Feature;
    requireAgreement(everything().leaveOut(topics).leaveOut(deadLetters), 300);
}
