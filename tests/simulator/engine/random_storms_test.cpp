// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/replication.hpp"
#include "tests/support/storms.hpp"

using namespace stormglass;
using namespace stormglass::sim;
using namespace stormglass::tests;

namespace {

/// A storm that cannot take long, whatever it grows to.
Network boundedStorm(std::uint64_t seed, const model::Catalogue& catalogue) {
    Network network = stormNetwork(seed, catalogue);
    network.bounds.messagesInFlight = 3000;
    network.bounds.eventsAtOneInstant = 100'000;
    return network;
}

/// Nothing was counted down that had not been counted up.
bool isSane(const TimeAverage& level) {
    return level.max < 1e9;
}

void requireSane(const Tallies& sum) {
    for (const MessageAccount& message : sum.messages) {
        REQUIRE(message.balances());
    }
    for (const HandlerTallies& handler : sum.handlers) {
        REQUIRE((isSane(handler.load.queue) && isSane(handler.load.active) && isSane(handler.load.workers)));
        REQUIRE(isSane(handler.load.blocked));
    }
    for (const ServiceTallies& service : sum.services) {
        REQUIRE((isSane(service.load.queue) && isSane(service.load.active) && isSane(service.load.workers)));
        REQUIRE((isSane(service.load.blocked) && isSane(service.replicasUp) && isSane(service.replicasPaid)));
        REQUIRE(service.replicasUp.max <= service.replicasPaid.max);
    }
    for (const ChannelTallies& channel : sum.channels) {
        REQUIRE((isSane(channel.depth) && isSane(channel.lag)));
    }
}

} // namespace

TEST_CASE("Accounts balance at every moment, whatever is mixed", "[engine][storms]") {
    const model::Catalogue catalogue;
    const std::uint64_t first = firstStorm();
    for (std::uint64_t seed = first; seed < first + stormCount(400); ++seed) {
        INFO("storm " << seed);
        const Network network = boundedStorm(seed, catalogue);
        RandomStream moments(seed, 1, "moments", Purpose::choice);
        Replication run(network, seed, 0);
        Tallies sum;
        double time = 0;
        bool goesOn = true;
        while (time < 50 && goesOn) {
            time += 2 * moments.uniform();
            goesOn = run.runUntil(time);
            REQUIRE(run.accountsBalance());
            if (moments.uniform() < 0.3) {
                sum.merge(run.takeTallies());
            }
        }
        sum.merge(run.takeTallies());
        requireSane(sum);
    }
}

TEST_CASE("The same seed gives the same run whatever is mixed", "[engine][storms]") {
    const model::Catalogue catalogue;
    for (std::uint64_t seed = 1000; seed < 1050; ++seed) {
        INFO("storm " << seed);
        const Network network = boundedStorm(seed, catalogue);
        Replication one(network, seed, 0);
        Replication other(network, seed, 0);
        one.runUntil(30);
        for (int i = 1; i <= 30; ++i) {
            other.runUntil(i);
        }
        REQUIRE(one.eventsExecuted() == other.eventsExecuted());
        REQUIRE(one.tallies().messages == other.tallies().messages);
    }
}
