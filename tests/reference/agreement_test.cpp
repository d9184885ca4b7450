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
    for (const Feature feature : {anyOrder, queues, faults, replays, backlogs, hedges, batches}) {
        recipe.leaveOut(feature);
    }
    return recipe;
}

Recipe everythingBut(std::initializer_list<Feature> features) {
    Recipe recipe = everything();
    for (const Feature feature : features) {
        recipe.leaveOut(feature);
    }
    return recipe;
}

void requireAgreement(const Recipe& recipe, std::uint64_t usually) {
    const model::Catalogue catalogue;
    const std::uint64_t first = firstStorm();
    for (std::uint64_t seed = first; seed < first + stormCount(usually); ++seed) {
        INFO("storm " << seed);
        CHECK(differences(seed, catalogue, recipe, 30) == "");
    }
}

} // namespace

// No statistics: engine and reference must agree, sum for sum.

TEST_CASE("engine and reference tell the same story of replicas that scale and break down", "[reference][storms]") {
    using enum Feature;
    requireAgreement(everythingBut({exclusive, queries, joins, topics}), 300);
}

TEST_CASE("engine and reference tell the same story of what comes by topics", "[reference][storms]") {
    using enum Feature;
    requireAgreement(everythingBut({exclusive, queries, breakdowns, joins}), 300);
}

TEST_CASE("engine and reference tell the same story of what guards a handler", "[reference][storms]") {
    using enum Feature;
    requireAgreement(everythingBut({topics, disciplines, balancing, autoscale, breakdowns, sync, queries}), 300);
}
