// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/pending_set.hpp"

#include "simulator/random/random_stream.hpp"
#include "tests/support/catch.hpp"

#include <map>
#include <utility>

using namespace stormglass::sim;
using detail::PendingSet;
using detail::Slot;

TEST_CASE("The pending set gives back events by time, and those of one instant as they were scheduled", "[engine]") {
    // Against a sorted map, with cancelling; 50 random histories.
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        RandomStream chance(seed, 0, "pending", Purpose::choice);
        PendingSet set;
        std::map<std::pair<double, std::uint64_t>, Slot> naive;
        std::uint64_t scheduled = 0;
        double now = 0;
        for (int step = 0; step < 3000; ++step) {
            const double choice = chance.uniform();
            if (choice < 0.52) {
                // Whole times make many ties.
                const double time = now + static_cast<double>(chance.next() % 8);
                naive[{time, scheduled}] = set.push(time, scheduled);
                ++scheduled;
            } else if (choice < 0.6 && !naive.empty()) {
                auto any = naive.begin();
                std::advance(any, static_cast<std::ptrdiff_t>(chance.next() % naive.size()));
                REQUIRE(set.timeOf(any->second) == any->first.first);
                set.cancel(any->second);
                naive.erase(any);
            } else {
                double time = 0;
                std::uint64_t payload = 0;
                const bool due = set.pop(now + 5, time, payload);
                REQUIRE(due == (!naive.empty() && naive.begin()->first.first <= now + 5));
                if (due) {
                    REQUIRE(time == naive.begin()->first.first);
                    REQUIRE(payload == naive.begin()->first.second);
                    naive.erase(naive.begin());
                    now = time;
                }
            }
        }
    }
}
