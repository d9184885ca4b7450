// SPDX-License-Identifier: Apache-2.0
#include "simulator/statistics/correlation.hpp"
#include "simulator/statistics/packed_histogram.hpp"
#include "simulator/statistics/sample_spread.hpp"
#include "simulator/statistics/sections.hpp"
#include "simulator/statistics/student_t.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <random>

using namespace stormglass::sim;

namespace {

/// A sum of twelve uniforms less six: normal enough, and the same on every machine.
double nearlyNormal(std::mt19937_64& random) {
    double sum = -6;
    for (int i = 0; i < 12; ++i) {
        sum += static_cast<double>(random() >> 11U) * 0x1p-53;
    }
    return sum;
}

} // namespace

SCENARIO("Student's t has the textbook's quantiles", "[statistics]") {
    CHECK(studentT(3) == Approx(3.182446).epsilon(1e-6));
    CHECK(studentT(19) == Approx(2.093024).epsilon(1e-6));
    CHECK(normalQuantile(0.975) == Approx(1.959964).epsilon(1e-6));
}

SCENARIO("an interval of a ratio comes from the sections' residuals", "[statistics]") {
    GIVEN("three sections worked by hand") {
        RatioSections sections;
        sections.add({2, 1});
        sections.add({6, 2});
        sections.add({10, 3});
        THEN("the value is 18/6 and the error sqrt(2 * 3/2) / 6") {
            const Estimate estimate = sections.estimate();
            CHECK(estimate.value == Approx(3));
            CHECK(estimate.standardError == Approx(std::sqrt(2.0 * 3 / 2) / 6));
            CHECK(estimate.halfWidth() == Approx(studentT(2) * estimate.standardError));
        }
    }
    GIVEN("large figures that hardly differ") {
        RatioSections sections;
        for (int i = 0; i < 100; ++i) {
            sections.add({1e9 + i % 2, 1});
        }
        THEN("their spread survives") {
            CHECK(sections.estimate().standardError == Approx(0.5 / std::sqrt(99)).epsilon(1e-9));
        }
    }
    GIVEN("a single section") {
        RatioSections sections;
        sections.add({3, 2});
        THEN("there is a value and no interval") {
            CHECK(sections.estimate().value == 1.5);
            CHECK_FALSE(sections.estimate().hasInterval());
        }
    }
    GIVEN("nothing observed") {
        RatioSections sections;
        sections.add({0, 0});
        CHECK(sections.estimate().withheld());
    }
}

SCENARIO("95 % intervals hold the truth 95 times of a hundred", "[statistics]") {
    // 4,000 intervals of 10 sections each, seed 3; the share held is binomial: 0.95 ± 0.0113 at the 99.9 % level.
    std::mt19937_64 random(3);
    int held = 0;
    int heldByValue = 0;
    for (int trial = 0; trial < 4000; ++trial) {
        RatioSections sections;
        ValueSections values;
        double sum = 0;
        for (int i = 0; i < 10; ++i) {
            const double x = 5 + nearlyNormal(random);
            sections.add({x * 7, 7});
            values.add(x);
            sum += x / 10;
        }
        const auto holds = [](const Estimate& estimate) { return estimate.low <= 5 && 5 <= estimate.high; };
        held += holds(sections.estimate()) ? 1 : 0;
        heldByValue += holds(values.estimateAround(sum)) ? 1 : 0;
    }
    CHECK(std::abs(held / 4000.0 - 0.95) < 0.0113);
    CHECK(std::abs(heldByValue / 4000.0 - 0.95) < 0.0113);
}

SCENARIO("the test for correlation tells noise from a drifting series", "[statistics]") {
    // 1,000 series of 4 runs with 8 values, seed 5; false alarms are binomial with p near 0.2: ± 0.042 at 99.9 %.
    std::mt19937_64 random(5);
    int alarms = 0;
    int found = 0;
    for (int trial = 0; trial < 1000; ++trial) {
        std::vector<std::vector<double>> noise(4, std::vector<double>(8));
        std::vector<std::vector<double>> drift = noise;
        for (std::size_t run = 0; run < 4; ++run) {
            double last = 0;
            for (std::size_t i = 0; i < 8; ++i) {
                noise[run][i] = nearlyNormal(random);
                last = drift[run][i] = 0.7 * last + noise[run][i];
            }
        }
        alarms += looksUncorrelated(noise) ? 0 : 1;
        found += looksUncorrelated(drift) ? 0 : 1;
    }
    CHECK(std::abs(alarms / 1000.0 - 0.2) < 0.042);
    CHECK(found > 900);
}

SCENARIO("a histogram put away comes back as it was", "[statistics]") {
    std::mt19937_64 random(9);
    Histogram original;
    for (int i = 0; i < 30'000; ++i) {
        original.record(i % 10 == 0 ? 0 : std::exp(nearlyNormal(random) * 3));
    }
    const PackedHistogram packed(original);
    Histogram back;
    back.record(1e-9);
    Histogram expected = back;
    packed.mergeInto(back);
    expected.merge(original);

    CHECK(packed.bytes() < 6000);
    CHECK(back.count() == expected.count());
    CHECK(back.moments() == expected.moments());
    for (const double p : {0.01, 0.1, 0.5, 0.99, 0.9999}) {
        CHECK(back.quantile(p) == expected.quantile(p));
    }
}

SCENARIO("histograms put away are joined as if one had seen everything", "[statistics]") {
    std::mt19937_64 random(10);
    Histogram low;
    Histogram high;
    for (int i = 0; i < 40'000; ++i) {
        low.record(std::exp(nearlyNormal(random)));
        high.record(std::exp(9 + nearlyNormal(random) / 10));
        high.record(3); // more than fit into two bytes, in an octave both have
        high.record(3);
    }
    Histogram expected = low;
    expected.merge(high);
    const bool lowFirst = GENERATE(true, false);
    PackedHistogram joined(lowFirst ? low : high);
    joined.append(PackedHistogram(lowFirst ? high : low));
    joined.append(PackedHistogram(Histogram()));
    Histogram back;
    joined.mergeInto(back);

    CHECK(back.count() == expected.count());
    CHECK(back.moments().sum() == Approx(expected.moments().sum()));
    for (const double p : {0.001, 0.2, 0.5, 0.6, 0.9, 0.9999}) {
        CHECK(back.quantile(p) == expected.quantile(p));
    }
}

SCENARIO("the interval of a spread contains the true one as often as it says", "[statistics]") {
    // 95 %, 1000 samples of 60, seed 14: of a normal and of a skewed distribution (exponential, sd 1).
    std::mt19937_64 random(14);
    int normal = 0;
    int skewed = 0;
    for (int trial = 0; trial < 1000; ++trial) {
        SampleSpread ofNormal;
        SampleSpread ofSkewed;
        for (int i = 0; i < 60; ++i) {
            ofNormal.add(nearlyNormal(random));
            ofSkewed.add(-std::log(1 - static_cast<double>(random() >> 11U) * 0x1p-53));
        }
        const auto contains = [](const Estimate& estimate) { return estimate.low <= 1 && 1 <= estimate.high; };
        normal += contains(ofNormal.sd()) ? 1 : 0;
        skewed += contains(ofSkewed.sd()) ? 1 : 0;
    }
    CHECK(normal > 900);
    CHECK(skewed > 820); // a sample of 60 rarely shows how long the tail is
    CHECK(std::isnan(SampleSpread().sd().value));
}
