// SPDX-License-Identifier: Apache-2.0
#include "simulator/statistics/mser.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <random>
#include <vector>

using stormglass::sim::mser5;

namespace {

/// Uniform noise around 1, seed 21, plus `bump` · exp(-i / `length`).
std::vector<double> settling(double bump, double length) {
    std::mt19937_64 random(21);
    std::vector<double> series(1000);
    for (std::size_t i = 0; i < series.size(); ++i) {
        series[i] =
            0.5 + static_cast<double>(random() >> 11U) * 0x1p-53 + bump * std::exp(-static_cast<double>(i) / length);
    }
    return series;
}

} // namespace

SCENARIO("the warm-up is cut where the series has settled", "[statistics]") {
    WHEN("there is none") {
        THEN("little or nothing is cut") {
            CHECK(mser5(settling(0, 1)).cells <= 50);
        }
    }
    WHEN("a constant is given") {
        THEN("nothing is cut") {
            CHECK(mser5(std::vector<double>(100, 3.0)).cells == 0);
        }
    }
    WHEN("the start decays over fifty cells") {
        const auto cut = mser5(settling(5, 50));
        THEN("the cut lies where the bump has sunk into the noise") {
            CHECK(cut.cells >= 100);
            CHECK(cut.cells <= 350);
            CHECK_FALSE(cut.atCap);
        }
    }
    WHEN("the series never settles") {
        std::vector<double> growing(1000);
        for (std::size_t i = 0; i < growing.size(); ++i) {
            growing[i] = static_cast<double>(i);
        }
        THEN("the cut stands at its cap") {
            CHECK(mser5(growing).cells == 500);
            CHECK(mser5(growing).atCap);
        }
    }
    WHEN("the series is too short to say") {
        CHECK(mser5(std::vector<double>{1, 2, 3}).cells == 0);
    }
}
