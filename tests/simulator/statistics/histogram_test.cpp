// SPDX-License-Identifier: Apache-2.0
#include "simulator/statistics/histogram.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using stormglass::sim::Histogram;

namespace {

/// Spread over twelve octaves, some noughts among them; seed 11.
std::vector<double> manySizes(std::size_t n) {
    std::mt19937_64 random(11);
    std::vector<double> sample(n);
    for (double& x : sample) {
        const auto u = static_cast<double>(random() >> 11U) * 0x1p-53;
        x = u < 0.1 ? 0 : std::exp2(12 * u - 8);
    }
    return sample;
}

} // namespace

SCENARIO("a histogram knows any quantile to within one per cent", "[statistics]") {
    GIVEN("100,000 times over twelve octaves") {
        std::vector<double> sample = manySizes(100'000);
        Histogram histogram;
        for (const double x : sample) {
            histogram.record(x);
        }
        std::ranges::sort(sample);
        const double p = GENERATE(0.0, 0.05, 0.1, 0.2, 0.5, 0.9, 0.95, 0.99, 0.999, 1.0);
        const auto rank = static_cast<std::size_t>(std::ceil(p * static_cast<double>(sample.size())));
        const double exact = sample[rank == 0 ? 0 : rank - 1];

        THEN("each lies within 0.8 % of the sorted sample's") {
            CHECK(std::abs(histogram.quantile(p) - exact) <= 0.008 * exact);
        }
        THEN("the share up to it is that share") {
            CHECK(histogram.shareUpTo(histogram.quantile(p)) == Approx(std::max(p, 0.1)).epsilon(0.02));
        }
    }
}

SCENARIO("a histogram knows the mean of the slowest", "[statistics]") {
    std::vector<double> sample = manySizes(50'000);
    Histogram histogram;
    for (const double x : sample) {
        histogram.record(x);
    }
    std::ranges::sort(sample, std::greater<>{});
    for (const double share : {0.001, 0.01, 0.3, 1.0}) {
        const auto n = static_cast<std::ptrdiff_t>(share * static_cast<double>(sample.size()));
        double sum = 0;
        std::for_each(sample.begin(), sample.begin() + n, [&](double x) { sum += x; });
        CHECK(histogram.meanOfSlowest(share) == Approx(sum / static_cast<double>(n)).epsilon(0.005));
    }
}

SCENARIO("a constant is told exactly", "[statistics]") {
    Histogram histogram;
    for (int i = 0; i < 1000; ++i) {
        histogram.record(0.3);
    }
    CHECK(histogram.quantile(0.01) == 0.3);
    CHECK(histogram.quantile(0.999) == 0.3);
    CHECK(histogram.moments().mean() == 0.3);
    CHECK(histogram.moments().sd() == 0.0);
    CHECK(histogram.meanOfSlowest(0.01) == Approx(0.3).epsilon(1e-12));
}

SCENARIO("merged histograms equal one that saw everything", "[statistics]") {
    const std::vector<double> sample = manySizes(20'000);
    Histogram whole;
    Histogram left;
    Histogram right;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        whole.record(sample[i]);
        (sample[i] < 0.01 ? left : right).record(sample[i]);
    }
    WHEN("the upper half is merged into the lower, and the other way round") {
        Histogram upward = left;
        upward.merge(right);
        right.merge(left);
        THEN("counts, moments and quantiles are the same") {
            for (const Histogram* merged : {&upward, &right}) {
                CHECK(merged->count() == whole.count());
                CHECK(merged->moments().sum() == Approx(whole.moments().sum()).epsilon(1e-12));
                CHECK(merged->moments().variance() == Approx(whole.moments().variance()).epsilon(1e-9));
                CHECK(merged->moments().max() == whole.moments().max());
                for (const double p : {0.01, 0.5, 0.99}) {
                    CHECK(merged->quantile(p) == whole.quantile(p));
                }
            }
        }
    }
    WHEN("a histogram is reset") {
        whole.reset();
        THEN("it has seen nothing") {
            CHECK(whole.count() == 0);
            CHECK(std::isnan(whole.quantile(0.5)));
            CHECK(std::isnan(whole.shareUpTo(1)));
        }
    }
}

SCENARIO("a histogram takes times that no clock would show", "[statistics]") {
    Histogram histogram;
    for (const double x : {0.0, -1e-18, 1e-300, 1e18, 1e300}) {
        histogram.record(x);
    }
    CHECK(histogram.count() == 5);
    CHECK(histogram.quantile(0.6) == 0.0);
    CHECK(histogram.quantile(1.0) == 0x1p63 * (1 + 1.0 / 128));
}
