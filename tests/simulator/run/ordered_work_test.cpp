// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/detail/ordered_work.hpp"
#include "tests/support/catch.hpp"

#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

using stormglass::sim::OrderedWork;

SCENARIO("results made on several threads are taken in order", "[run][threads]") {
    const unsigned threads = GENERATE(1U, 2U, 7U);
    std::vector<std::uint64_t> taken;
    std::atomic<std::uint64_t> ahead = 0;
    std::atomic<std::uint64_t> most = 0;
    OrderedWork<std::uint64_t>::run(
        10, 210, threads,
        [&](std::uint64_t number) {
            most = std::max(most.load(), ++ahead);
            if (number % 17 == 0) {
                std::this_thread::yield();
            }
            return number * number;
        },
        [&](std::uint64_t number, std::uint64_t&& square) {
            --ahead;
            CHECK(square == number * number);
            taken.push_back(number);
            return true;
        },
        [] {});

    CHECK(taken.size() == 200);
    CHECK(std::ranges::is_sorted(taken));
    CHECK(most <= 5 * threads); // workers wait for the results to be taken: memory is bounded
}

SCENARIO("work ends when its results are no longer wanted, or fail", "[run][threads]") {
    std::uint64_t last = 0;
    OrderedWork<int>::run(
        0, 1'000'000, 2, [](std::uint64_t) { return 1; },
        [&](std::uint64_t number, int&&) {
            last = number;
            return number < 20;
        },
        [] {});
    CHECK(last == 20);

    const auto failing = [](std::uint64_t number) {
        if (number == 5) {
            throw std::runtime_error("no memory");
        }
        return 0;
    };
    const auto run = [&] {
        OrderedWork<int>::run(
            0, 100, 2, failing, [](std::uint64_t, int&&) { return true; }, [] {});
    };
    CHECK_THROWS_AS(run(), std::runtime_error);
}
