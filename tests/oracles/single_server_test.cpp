// SPDX-License-Identifier: Apache-2.0
#include "tests/oracles/formulas.hpp"
#include "tests/oracles/oracle.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <string>
#include <vector>

using namespace stormglass::oracles;

namespace {

/// Quantile of an exponential time.
double quantile(double mean, double p) {
    return -mean * std::log(1 - p);
}

} // namespace

TEST_CASE("M/M/1: the time in the system is exponential with mean 1/(mu - lambda)", "[oracle][mm1]") {
    // 20 replications of 40,000 s, lambda 0.8, mu 1 (Kleinrock 1, 3.2).
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 0.8}})",
                                    .handling = R"({"time": {"exponential": {"mean": 1}}})",
                                    .scenario = R"({"duration": 40000, "warmUp": 1000, "replications": 20})"}));
    CHECK(agrees(report, "journeys.visit.mean", 5));
    CHECK(agrees(report, "journeys.visit.sd", 5));
    CHECK(agreesWithin(report, "journeys.visit.p50", quantile(5, 0.5), 0.008));
    CHECK(agreesWithin(report, "journeys.visit.p90", quantile(5, 0.9), 0.008));
    CHECK(agreesWithin(report, "journeys.visit.p99", quantile(5, 0.99), 0.008));
    CHECK(agrees(report, "elements.work.waiting.mean", 4));
    CHECK(agrees(report, "elements.work.handling.mean", 1));
    CHECK(agrees(report, "elements.work.busy", 0.8));
    CHECK(agrees(report, "elements.work.waited", 0.8));
    CHECK(agrees(report, "elements.work.queue.mean", 3.2));
    CHECK(agrees(report, "elements.work.active.mean", 0.8));
    CHECK(agrees(report, "elements.work.arrivals", 0.8));
    CHECK(agrees(report, "services.servers.busy", 0.8));
    // Var of the number waiting: rho^2 (1 + rho - rho^2) / (1 - rho)^2.
    CHECK(agrees(report, "elements.work.queue.sd", std::sqrt(0.64 * 1.16 / 0.04)));
}

TEST_CASE("M/G/1: the mean wait is Pollaczek and Khinchine's", "[oracle][mg1]") {
    // 20 replications of 20,000 s, lambda 0.7, mean service 1; the wait depends on the first two moments alone.
    struct Row {
        const char* time;
        double secondMoment;
    };

    const Row row = GENERATE(Row{R"({"constant": {"value": 1}})", 1}, //
                             Row{R"({"uniform": {"min": 0.5, "max": 1.5}})", 1 + 1.0 / 12},
                             Row{R"({"erlang": {"k": 3, "mean": 1}})", 1 + 1.0 / 3},
                             Row{R"({"lognormal": {"mean": 1, "sd": 1.5}})", 1 + 2.25},
                             Row{R"({"hyperexponential": {"mean": 1, "cv": 2}})", 1 + 4.0},
                             Row{R"({"gamma": {"mean": 1, "cv": 0.7}})", 1 + 0.49},
                             Row{R"({"empirical": {"values": [0.2, 0.4, 2.4]}})", (0.04 + 0.16 + 5.76) / 3});
    INFO(row.time);
    const auto report = run(textOf(
        {.arrivals = R"({"poisson": {"rate": 0.7}})", .handling = std::string(R"({"time": )") + row.time + "}"}));
    CHECK(agrees(report, "elements.work.waiting.mean", meanWaitMG1(0.7, 1, row.secondMoment)));
    CHECK(agrees(report, "elements.work.waited", 0.7));
    CHECK(agrees(report, "journeys.visit.mean", 1 + meanWaitMG1(0.7, 1, row.secondMoment)));
}

TEST_CASE("M/M/1/K: arrivals that find the place full are lost", "[oracle][mm1k]") {
    // 20 replications of 20,000 s, lambda 1, mu 1 and one, K = 4 + 1 in the system (Kleinrock 1, 3.6).
    const double lambda = GENERATE(0.8, 1.0, 1.5);
    constexpr int kRoom = 5;
    double total = 0;
    double mean = 0;
    for (int n = 0; n <= kRoom; ++n) {
        total += std::pow(lambda, n);
        mean += n * std::pow(lambda, n);
    }
    mean /= total;
    const double lost = std::pow(lambda, kRoom) / total;
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": )" + std::to_string(lambda) + "}}",
                                    .handling = R"({"time": {"exponential": {"mean": 1}}})",
                                    .service = R"({"queueLimit": 4})"}));
    CHECK(agrees(report, "elements.work.dropped", lambda * lost));
    CHECK(agrees(report, "elements.work.throughput", lambda * (1 - lost)));
    CHECK(agrees(report, "elements.work.busy", lambda * (1 - lost)));
    CHECK(agrees(report, "journeys.visit.mean", mean / (lambda * (1 - lost))));
}
