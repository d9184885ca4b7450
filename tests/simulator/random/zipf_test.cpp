// SPDX-License-Identifier: Apache-2.0
#include "simulator/random/zipf.hpp"
#include "tests/simulator/random/goodness_of_fit.hpp"
#include "tests/support/catch.hpp"

#include <cmath>

using namespace stormglass::sim;
using namespace stormglass::test;

SCENARIO("Zipf keys are drawn in proportion to 1 / rank^skew", "[random]") {
    // Level 0.001 per case, 300,000 draws, seed 11.
    const double skew = GENERATE(0.0, 0.3, 0.9, 1.0, 1.7);
    const std::uint64_t population = GENERATE(1U, 2U, 7U, 50U);
    if (population == 1) {
        RandomStream stream(11, 0, "keys", Purpose::key);
        CHECK(ZipfSampler(1, skew).draw(stream) == 0);
        return;
    }
    constexpr int kDraws = 300000;
    RandomStream stream(11, 0, "keys", Purpose::key);
    const ZipfSampler sampler(population, skew);
    std::vector<double> counts(population);
    std::vector<double> expected(population);
    for (int i = 0; i < kDraws; ++i) {
        ++counts.at(sampler.draw(stream));
    }
    double total = 0;
    for (std::size_t k = 0; k < population; ++k) {
        expected[k] = std::pow(static_cast<double>(k + 1), -skew);
        total += expected[k];
    }
    for (double& e : expected) {
        e *= kDraws / total;
    }
    CHECK(chiSquareTail(counts, expected) > 0.001);
}

SCENARIO("a population of a hundred million keys costs no more than a small one", "[random]") {
    RandomStream stream(11, 0, "keys", Purpose::key);
    const ZipfSampler sampler(100000000, 0.99);
    std::uint64_t largest = 0;
    for (int i = 0; i < 10000; ++i) {
        largest = std::max(largest, sampler.draw(stream));
    }
    CHECK(largest < 100000000);
    CHECK(largest > 10000000);
}
