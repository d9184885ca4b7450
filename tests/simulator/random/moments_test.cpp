// SPDX-License-Identifier: Apache-2.0
#include "simulator/random/distribution.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <string>

using namespace stormglass::sim;

namespace {

struct Case {
    std::string name;
    Distribution distribution;
};

std::vector<Case> casesWith(DistributionTable& table) {
    const std::vector<double> values{1, 2, 2, 7};
    const std::vector<double> p{0, 0.5, 1};
    const std::vector<double> q{1, 2, 6};
    return {{"constant", constantOf(3)},
            {"exponential", exponentialOf(0.2)},
            {"uniform", uniformOf(1, 4)},
            {"normal", normalOf(1, 0.8)},
            {"lognormal", lognormalOf(0.008, 0.005)},
            {"gamma", gammaOf(2, 1.5)},
            {"erlang", erlangOf(4, 2)},
            {"hyperexponential", hyperexponentialOf(1, 3)},
            {"weibull", weibullOf(0.8, 1)},
            {"pareto", paretoOf(6, 1)},
            {"triangular", triangularOf(0, 1, 4)},
            {"geometric", geometricOf(3)},
            {"values", empiricalOf(values, table)},
            {"quantiles", empiricalQuantilesOf(p, q, table)},
            {"discrete", discreteOf(values, std::vector<double>{1, 2, 3, 4}, table)}};
}

} // namespace

SCENARIO("stated means and variances are those of the draws", "[random]") {
    DistributionTable table;
    for (const Case& c : casesWith(table)) {
        GIVEN("the distribution " + c.name) {
            // 400,000 draws, seed 5; the mean within 3.9 standard errors (level 1e-4), the variance within 5 %.
            constexpr int kDraws = 400000;
            RandomStream stream(5, 0, c.name, Purpose::handling);
            double sum = 0;
            double squares = 0;
            const double mean = meanOf(c.distribution, table);
            const double variance = varianceOf(c.distribution, table);
            for (int i = 0; i < kDraws; ++i) {
                const double off = draw(c.distribution, table, stream) - mean;
                sum += off;
                squares += off * off;
            }
            CHECK(std::abs(sum / kDraws) <= 3.9 * std::sqrt(variance / kDraws));
            CHECK(squares / kDraws == Approx(variance).epsilon(0.05).margin(1e-12));
        }
    }
}

SCENARIO("stated parameters come back as moments", "[random]") {
    CHECK(meanOf(lognormalOf(2, 3), {}) == Approx(2));
    CHECK(varianceOf(lognormalOf(2, 3), {}) == Approx(9));
    CHECK(squaredCvOf(gammaOf(5, 1.7), {}) == Approx(1.7 * 1.7));
    CHECK(squaredCvOf(hyperexponentialOf(5, 4), {}) == Approx(16));
    CHECK(squaredCvOf(erlangOf(4, 5), {}) == Approx(0.25));
    CHECK(std::isinf(meanOf(paretoOf(1, 1), {})));
    CHECK(std::isinf(varianceOf(paretoOf(2, 1), {})));
    CHECK(meanOf(paretoOf(1.5, 1), {}) == Approx(3));
}

SCENARIO("degenerate parameters become the plain distribution they stand for", "[random]") {
    CHECK(erlangOf(1, 2).kind == DistributionKind::exponential);
    CHECK(hyperexponentialOf(2, 1).kind == DistributionKind::exponential);
    CHECK(normalOf(2, 0).kind == DistributionKind::constant);
    CHECK(gammaOf(2, 0).kind == DistributionKind::constant);
    CHECK(uniformOf(2, 2).kind == DistributionKind::constant);
    CHECK(triangularOf(2, 2, 2).kind == DistributionKind::constant);
    CHECK(exponentialOf(0).kind == DistributionKind::constant);
    CHECK(geometricOf(1).kind == DistributionKind::constant);
}

SCENARIO("scaling a distribution scales its mean and spread", "[random]") {
    DistributionTable table;
    for (const Case& c : casesWith(table)) {
        const Distribution twice = scaled(c.distribution, 2, table);
        INFO(c.name);
        CHECK(meanOf(twice, table) == Approx(2 * meanOf(c.distribution, table)));
        CHECK(varianceOf(twice, table) == Approx(4 * varianceOf(c.distribution, table)).margin(1e-12));
    }
}
