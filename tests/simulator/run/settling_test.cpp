// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/detail/camps.hpp"
#include "simulator/run/detail/growth.hpp"
#include "simulator/run/detail/settling.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <random>
#include <vector>

using namespace stormglass::sim;

namespace {

double uniform(std::mt19937_64& random) {
    return static_cast<double>(random() >> 11U) * 0x1p-53;
}

/// 256 values about 1 that remember their predecessor, seed 4, times `level(i)`.
template <class Level> std::vector<double> noisy(Level level) {
    std::mt19937_64 random(4);
    std::vector<double> series(256);
    double memory = 0;
    for (std::size_t i = 0; i < series.size(); ++i) {
        memory = 0.8 * memory + uniform(random) - 0.5;
        series[i] = (1 + 0.3 * memory) * level(static_cast<double>(i) / 256);
    }
    return series;
}

} // namespace

SCENARIO("a warm-up is cut off where there is one", "[run][warm-up]") {
    WHEN("the content fills from empty within an eighth of the run") {
        const Settling settling = findSettling(noisy([](double t) { return 1 - std::exp(-t / 0.04); }));
        THEN("about that is left out") {
            CHECK(settling.settled);
            CHECK(settling.cells >= 10);
            CHECK(settling.cells <= 64);
        }
    }
    WHEN("there is nothing but noise") {
        THEN("nothing is left out, whatever MSER-5 would prefer") {
            const Settling settling = findSettling(noisy([](double) { return 1.0; }));
            CHECK(settling.cells == 0);
            CHECK(settling.settled);
        }
    }
    WHEN("the content grows to the end") {
        CHECK_FALSE(findSettling(noisy([](double t) { return t; })).settled);
    }
    WHEN("there are too few values to say") {
        CHECK(findSettling(std::vector<double>{1, 2}).settled);
    }
}

SCENARIO("busy times that come early are not taken for a warm-up", "[run][warm-up]") {
    // 400 series, seeds 1 to 400, of 256 values exp(x), x remembering nine tenths of its predecessor: bursts, as queues
    // have them. Each series is as good from its beginning.
    int cut = 0;
    int cutWhenDraining = 0;
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        std::mt19937_64 random(seed);
        std::vector<double> series(256);
        double x = 0;
        for (int i = -100; i < 256; ++i) {
            x = 0.9 * x + uniform(random) - 0.5;
            if (i >= 0) {
                series[static_cast<std::size_t>(i)] = std::exp(x);
            }
        }
        cut += findSettling(series).cells > 0 ? 1 : 0;
        for (std::size_t i = 0; i < 25; ++i) {
            series[i] += 25 - static_cast<double>(i); // a backlog
        }
        cutWhenDraining += findSettling(series).cells > 0 ? 1 : 0;
    }
    CHECK(cut <= 8);
    CHECK(cutWhenDraining >= 390);
}

SCENARIO("growth without end is told from filling", "[run][verdict]") {
    const auto course = [](auto content) {
        std::vector<double> values;
        for (int k = 1; k <= 16; ++k) {
            values.push_back(content(k / 16.0));
        }
        return values;
    };
    CHECK(growsLinearly(course([](double t) { return 5000 * t; })));
    CHECK(growsLinearly(course([](double t) { return 5000 * t + 40 * std::sin(40 * t); })));
    CHECK_FALSE(growsLinearly(course([](double t) { return 50 * t; })));              // too little to say
    CHECK_FALSE(growsLinearly(course([](double t) { return 5000 * std::sqrt(t); }))); // load 1
    CHECK_FALSE(growsLinearly(course([](double t) { return 5000 * (1 - std::exp(-3 * t)); })));
    CHECK_FALSE(growsLinearly(course([](double t) { return 5000 * (1 - t); }))); // a backlog drains
    CHECK_FALSE(growsLinearly(course([](double t) { return t < 0.5 ? 10'000 * t : 10'000 * (1 - t); })));
}

SCENARIO("replications that fall into two camps are told", "[run][camps]") {
    std::mt19937_64 random(7);
    WHEN("a third of them stays saturated") {
        std::vector<double> values;
        values.reserve(90);
        for (int i = 0; i < 90; ++i) {
            values.push_back(i % 3 == 0 ? 900 + 200 * uniform(random) : 1 + uniform(random));
        }
        const auto camps = twoCamps(values);
        REQUIRE(camps);
        CHECK((*camps)[0].share == Approx(2.0 / 3));
        CHECK((*camps)[0].mean == Approx(1.5).margin(0.2));
        CHECK((*camps)[1].mean == Approx(1000).margin(30));
    }
    WHEN("they are uniform, exponential, or all the same") {
        std::vector<double> even;
        std::vector<double> skewed;
        for (int i = 0; i < 400; ++i) {
            even.push_back(uniform(random));
            skewed.push_back(-std::log(1 - uniform(random)));
        }
        CHECK_FALSE(twoCamps(even));
        CHECK_FALSE(twoCamps(skewed));
        CHECK_FALSE(twoCamps(std::vector<double>(50, 3.0)));
    }
    WHEN("one replication is far off") {
        std::vector<double> values(50, 1.0);
        values.back() = 1000;
        CHECK_FALSE(twoCamps(values));
    }
    WHEN("there are only a few") {
        CHECK_FALSE(twoCamps({1, 1, 1, 100, 100, 100}));
    }
}
