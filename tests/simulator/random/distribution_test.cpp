// SPDX-License-Identifier: Apache-2.0
#include "simulator/random/distribution.hpp"
#include "tests/simulator/random/goodness_of_fit.hpp"
#include "tests/support/catch.hpp"

#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/pareto.hpp>
#include <boost/math/distributions/triangular.hpp>
#include <boost/math/distributions/uniform.hpp>
#include <boost/math/distributions/weibull.hpp>

#include <functional>
#include <string>

using namespace stormglass::sim;
using namespace stormglass::test;

namespace {

constexpr std::uint64_t kSeed = 20240607;
constexpr int kDraws = 200000;

std::vector<double> sampleOf(const Distribution& distribution, const DistributionTable& table,
                             const std::string& place) {
    RandomStream stream(kSeed, 0, place, Purpose::handling);
    std::vector<double> sample(kDraws);
    for (double& x : sample) {
        x = draw(distribution, table, stream);
    }
    return sample;
}

struct Case {
    std::string name;
    Distribution distribution;
    std::function<double(double)> cdf;
};

template <class Law> std::function<double(double)> cdfOf(Law law) {
    return [law](double x) { return boost::math::cdf(law, x); };
}

double hyperexponentialCdf(double x) { // mean 2, cv 2, balanced means
    const double p = 0.5 * (1 + std::sqrt(3.0 / 5.0));
    return 1 - p * std::exp(-x * p) - (1 - p) * std::exp(-x * (1 - p));
}

double cutNormalCdf(double mean, double sd, double x) {
    const boost::math::normal law(mean, sd);
    const double below = boost::math::cdf(law, 0.0);
    return (boost::math::cdf(law, x) - below) / (1 - below);
}

std::vector<Case> continuousCases() {
    using namespace boost::math;
    const double sigma2 = std::log(1 + 0.25);
    return {
        {"exponential", exponentialOf(2), cdfOf(exponential(0.5))},
        {"uniform", uniformOf(1, 3), cdfOf(uniform(1, 3))},
        {"normal", normalOf(5, 1), [](double x) { return cutNormalCdf(5, 1, x); }},
        {"normal cut hard", normalOf(1, 1), [](double x) { return cutNormalCdf(1, 1, x); }},
        {"normal, mean below 0", normalOf(-2, 1), [](double x) { return cutNormalCdf(-2, 1, x); }},
        {"lognormal", lognormalOf(2, 1), cdfOf(lognormal(std::log(2.0) - sigma2 / 2, std::sqrt(sigma2)))},
        {"gamma, cv below 1", gammaOf(3, 0.5), cdfOf(gamma_distribution<>(4, 0.75))},
        {"gamma, cv above 1", gammaOf(3, 2), cdfOf(gamma_distribution<>(0.25, 12))},
        {"erlang of 3", erlangOf(3, 6), cdfOf(gamma_distribution<>(3, 2))},
        {"erlang of 20", erlangOf(20, 10), cdfOf(gamma_distribution<>(20, 0.5))},
        {"hyperexponential", hyperexponentialOf(2, 2), hyperexponentialCdf},
        {"weibull", weibullOf(1.5, 2), cdfOf(weibull(1.5, 2))},
        {"pareto", paretoOf(2.5, 3), cdfOf(pareto(3, 2.5))},
        {"triangular", triangularOf(1, 2, 5), cdfOf(triangular(1, 2, 5))},
    };
}

} // namespace

SCENARIO("continuous distributions draw what their names say", "[random]") {
    // Level 0.001 for each of 14 cases, 200,000 draws, seed 20240607.
    for (const Case& c : continuousCases()) {
        GIVEN("the distribution " + c.name) {
            const auto sample = sampleOf(c.distribution, {}, c.name);
            THEN("its sample is within the Kolmogorov-Smirnov bound of the exact law") {
                CHECK(kolmogorovDistance(sample, c.cdf) < kKolmogorovAtOnePerMille);
            }
        }
    }
}

SCENARIO("a lognormal given by median and p99 has that median and p99", "[random]") {
    const boost::math::normal standard;
    const double sigma = std::log(20.0) / boost::math::quantile(standard, 0.99);
    const boost::math::lognormal law(std::log(0.01), sigma);
    CHECK(boost::math::quantile(law, 0.99) == Approx(0.2));
    CHECK(kolmogorovDistance(sampleOf(lognormalOfMedian(0.01, 0.2), {}, "median"),
                             [&](double x) { return boost::math::cdf(law, x); }) < kKolmogorovAtOnePerMille);
}

SCENARIO("empirical values are drawn equally often and nothing between them", "[random]") {
    DistributionTable table{99, 98};
    const std::vector<double> values{3, 1, 4, 1.5};
    const Distribution d = empiricalOf(values, table);
    std::vector<double> counts(4);
    for (const double x : sampleOf(d, table, "values")) {
        const auto found = std::ranges::find(values, x);
        REQUIRE(found != values.end());
        ++counts[static_cast<std::size_t>(found - values.begin())];
    }
    CHECK(chiSquareTail(counts, std::vector<double>(4, kDraws / 4.0)) > 0.001); // seed 20240607
}

SCENARIO("empirical quantiles are joined by straight lines", "[random]") {
    DistributionTable table;
    const std::vector<double> p{0, 0.5, 0.9, 1};
    const std::vector<double> v{1, 2, 4, 10};
    const Distribution d = empiricalQuantilesOf(p, v, table);
    const auto cdf = [&](double x) {
        for (std::size_t i = 1; i < v.size(); ++i) {
            if (x <= v[i]) {
                return p[i - 1] + (x - v[i - 1]) / (v[i] - v[i - 1]) * (p[i] - p[i - 1]);
            }
        }
        return 1.0;
    };
    CHECK(kolmogorovDistance(sampleOf(d, table, "quantiles"), cdf) < kKolmogorovAtOnePerMille);
}

SCENARIO("a geometric counts the trials up to the first success", "[random]") {
    std::vector<double> counts(12);
    std::vector<double> expected(12);
    for (const double x : sampleOf(geometricOf(2.5), {}, "geometric")) {
        REQUIRE(x >= 1);
        ++counts[std::min<std::size_t>(static_cast<std::size_t>(x) - 1, 11)];
    }
    for (std::size_t k = 0; k < 12; ++k) {
        expected[k] = kDraws * (k < 11 ? 0.4 : 1.0) * std::pow(0.6, static_cast<double>(k));
    }
    CHECK(chiSquareTail(counts, expected) > 0.001);
}

SCENARIO("a discrete distribution follows its weights, zero ones included", "[random]") {
    DistributionTable table;
    const std::vector<double> values{10, 20, 30, 40};
    const Distribution d = discreteOf(values, std::vector<double>{5, 0, 1, 4}, table);
    std::vector<double> counts(4);
    for (const double x : sampleOf(d, table, "discrete")) {
        ++counts[static_cast<std::size_t>(x / 10) - 1];
    }
    CHECK(counts[1] == 0);
    CHECK(chiSquareTail({counts[0], counts[2], counts[3]}, {kDraws * 0.5, kDraws * 0.1, kDraws * 0.4}) > 0.001);
}

SCENARIO("one seed, replication, place and purpose give one sequence, and another when any of them differs",
         "[random]") {
    const auto first = [](std::uint64_t seed, std::uint64_t replication, const char* place, Purpose purpose) {
        RandomStream stream(seed, replication, place, purpose);
        return draw(gammaOf(1, 0.7), {}, stream);
    };
    const double x = first(1, 2, "order", Purpose::handling);
    CHECK(first(1, 2, "order", Purpose::handling) == x);
    CHECK(first(2, 2, "order", Purpose::handling) != x);
    CHECK(first(1, 3, "order", Purpose::handling) != x);
    CHECK(first(1, 2, "orders", Purpose::handling) != x);
    CHECK(first(1, 2, "order", Purpose::delay) != x);
}
