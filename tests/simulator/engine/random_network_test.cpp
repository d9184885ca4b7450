// SPDX-License-Identifier: Apache-2.0
#include "tests/simulator/engine/random_network.hpp"

#include "simulator/engine/replication.hpp"
#include "tests/support/catch.hpp"

using namespace stormglass::sim;

TEST_CASE("Accounts balance at every moment, whatever is mixed", "[engine]") {
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        INFO("seed " << seed);
        const Network network = test::RandomNetwork(seed).make();
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
        for (std::size_t i = 0; i < sum.messages.size(); ++i) {
            REQUIRE(sum.messages[i].balances());
        }
        for (const ServiceTallies& service : sum.services) {
            REQUIRE(service.load.workers.max < 1e9); // nothing was counted down that had not been counted up
            REQUIRE(service.load.queue.max < 1e9);
            REQUIRE(service.load.blocked.max < 1e9);
        }
        for (const ChannelTallies& channel : sum.channels) {
            REQUIRE(channel.depth.max < 1e9);
            REQUIRE(channel.lag.max < 1e9);
        }
    }
}

TEST_CASE("The same seed gives the same run whatever is mixed", "[engine]") {
    for (std::uint64_t seed = 1000; seed < 1050; ++seed) {
        INFO("seed " << seed);
        const Network network = test::RandomNetwork(seed).make();
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
