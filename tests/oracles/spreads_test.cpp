// SPDX-License-Identifier: Apache-2.0
#include "tests/oracles/formulas.hpp"
#include "tests/oracles/oracle.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <string>

// Beyond the mean: spreads and quantiles of single stations, 20 replications of 20,000 s each unless stated.
using namespace stormglass::oracles;

namespace {

std::string timeOf(const std::string& time) {
    return R"({"time": )" + time + "}";
}

std::string discipline(const std::string& name) {
    return R"({"discipline": ")" + name + "\"}";
}

/// Second moment of the wait of M/G/1 first come first served (Takacs 1962; K 5.113), from three moments of the time.
double squareWaitMG1(double arrivals, double mean, double second, double third) {
    const double wait = meanWaitMG1(arrivals, mean, second);
    return 2 * wait * wait + arrivals * third / (3 * (1 - arrivals * mean));
}

} // namespace

TEST_CASE("M/G/1: the spread of the wait follows from three moments", "[oracle][mg1]") {
    struct Row {
        const char* time;
        double second;
        double third;
    };

    const double p = (1 + std::sqrt(0.6)) / 2; // hyperexponential of cv 2, balanced means
    const Row row = GENERATE_COPY(
        Row{R"({"constant": {"value": 1}})", 1, 1}, Row{R"({"uniform": {"min": 0.5, "max": 1.5}})", 1 + 1.0 / 12, 1.25},
        Row{R"({"erlang": {"k": 3, "mean": 1}})", 4.0 / 3, 20.0 / 9},
        Row{R"({"hyperexponential": {"mean": 1, "cv": 2}})", 5, 6 * (1 / (8 * p * p) + 1 / (8 * (1 - p) * (1 - p)))},
        Row{R"({"weibull": {"shape": 2, "scale": 1}})", 1, std::tgamma(2.5)},
        Row{R"({"triangular": {"min": 0, "mode": 1, "max": 2}})", 7.0 / 6, 1.5});
    INFO(row.time);
    const double mean = std::string(row.time).find("weibull") == std::string::npos ? 1 : std::tgamma(1.5);
    const double wait = meanWaitMG1(0.6, mean, row.second);
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 0.6}})", .handling = timeOf(row.time)}));
    CHECK(agrees(report, "elements.work.waiting.mean", wait));
    CHECK(agrees(report, "elements.work.waiting.sd",
                 std::sqrt(squareWaitMG1(0.6, mean, row.second, row.third) - wait * wait)));
}

TEST_CASE("M/G/1 out of order: last come and random", "[oracle][order]") {
    // Erlang of 2, lambda 0.6: the second moment of the wait is that of first come first served over 1 - rho for last
    // come, over 1 - rho / 2 for random order (Conway, Maxwell and Miller 1967, 8.4 and 8.5).
    const bool isLast = GENERATE(true, false);
    const double wait = meanWaitMG1(0.6, 1, 1.5);
    const double square = squareWaitMG1(0.6, 1, 1.5, 3) / (isLast ? 0.4 : 0.7);
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 0.6}})",
                                    .handling = timeOf(R"({"erlang": {"k": 2, "mean": 1}})"),
                                    .service = discipline(isLast ? "lifo" : "random"),
                                    .scenario = R"({"duration": 50000, "warmUp": 1000, "replications": 20})"}));
    CHECK(agrees(report, "elements.work.waiting.mean", wait));
    CHECK(agrees(report, "elements.work.waiting.sd", std::sqrt(square - wait * wait)));
}

TEST_CASE("M/D/1: the distribution of the wait", "[oracle][md1]") {
    // Lambda 0.8, service 1: Erlang's sum, at the quantiles and at a given wait.
    double p90 = 0;
    while (waitWithinMD1(0.8, p90) < 0.9) {
        p90 += 1e-4;
    }
    const auto report = run(textOf(
        {.arrivals = R"({"poisson": {"rate": 0.8}})",
         .handling = timeOf(R"({"constant": {"value": 1}})"),
         .scenario =
             R"({"duration": 20000, "warmUp": 1000, "replications": 20, "measures": [{"id": "late", "of": "work", "what": "waiting", "as": {"share": {"op": ">", "value": 2.5}}}]})"}));
    CHECK(agreesWithin(report, "elements.work.waiting.p90", p90, 0.008));
    CHECK(agrees(report, "measures.late", 1 - waitWithinMD1(0.8, 2.5)));
}

TEST_CASE("M/H2/1: the wait is a mixture of two exponentials", "[oracle][mg1]") {
    // Lambda 0.6, cv 2. From Pollaczek and Khinchine's transform: W*(s) = (1 - rho)(s + m1)(s + m2) / ((s + a)(s + b)).
    const double p = (1 + std::sqrt(0.6)) / 2;
    const double m1 = 2 * p;
    const double m2 = 2 * (1 - p);
    // s^2 + s (m1 + m2 - lambda) + m1 m2 (1 - rho) = 0 at -a and -b.
    const double half = (m1 + m2 - 0.6) / 2;
    const double root = std::sqrt(half * half - m1 * m2 * 0.4);
    const double a = half + root;
    const double b = half - root;
    const double ofA = 0.4 * (m1 - a) * (m2 - a) / (a * (b - a));
    const double ofB = 0.4 * (m1 - b) * (m2 - b) / (b * (a - b));
    const auto beyond = [&](double t) { return ofA * std::exp(-a * t) + ofB * std::exp(-b * t); };
    CHECK(beyond(0) == Approx(0.6));
    double p95 = 0;
    while (beyond(p95) > 0.05) {
        p95 += 1e-4;
    }
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 0.6}})",
                                    .handling = timeOf(R"({"hyperexponential": {"mean": 1, "cv": 2}})"),
                                    .scenario = R"({"duration": 50000, "warmUp": 1000, "replications": 20})"}));
    CHECK(agreesWithin(report, "elements.work.waiting.p95", p95, 0.008));
    CHECK(agrees(report, "elements.work.waited", 0.6));
}

TEST_CASE("M/M/c: the time is a sum of an exponential and a wait that may be nought", "[oracle][mmc]") {
    // Four workers, lambda 3.2: P(T > t) = (1 + C / (1 - d)) exp(-t) - C / (1 - d) exp(-d t) with d = c - lambda
    // (Gross and Harris 2.31).
    const double c = erlangC(3.2, 4);
    const double d = 0.8;
    const auto beyond = [&](double t) { return (1 - c / (1 - d)) * std::exp(-t) + c / (1 - d) * std::exp(-d * t); };
    double p99 = 0;
    while (beyond(p99) > 0.01) {
        p99 += 1e-4;
    }
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 3.2}})",
                                    .handling = timeOf(R"({"exponential": {"mean": 1}})"),
                                    .service = R"({"concurrency": 4})"}));
    CHECK(agreesWithin(report, "elements.work.time.p99", p99, 0.008));
    const double square = 2 * (1 - c / (1 - d)) + 2 * c / (1 - d) / (d * d);
    CHECK(agrees(report, "elements.work.time.sd", std::sqrt(square - std::pow(1 + c / d, 2))));
}

TEST_CASE("processor sharing: the spread in M/M/1", "[oracle][ps]") {
    // Var T = (2 + rho) / ((2 - rho) (1 - rho)^2) (Coffman, Muntz and Trotter 1970), lambda 0.6.
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 0.6}})",
                                    .handling = timeOf(R"({"exponential": {"mean": 1}})"),
                                    .service = discipline("processorSharing"),
                                    .scenario = R"({"duration": 50000, "warmUp": 1000, "replications": 20})"}));
    CHECK(agrees(report, "elements.work.time.mean", 2.5));
    CHECK(agrees(report, "elements.work.time.sd", std::sqrt(2.6 / 1.4) / 0.4));
}

TEST_CASE("processor sharing: who needs more takes longer in proportion", "[oracle][ps]") {
    // Two handlers of one service, constant 0.5 s at 0.6/s and lognormal 2 s at 0.2/s: E T = E S / (1 - rho).
    const std::string elements =
        R"({"id":"a","kind":"actor","arrivals":{"poisson":{"rate":0.6}}},{"id":"b","kind":"actor","arrivals":{"poisson":{"rate":0.2}}},
        {"id":"ask","kind":"command"},{"id":"look","kind":"command"},{"id":"desk","kind":"service","discipline":"processorSharing"},
        {"id":"short","kind":"aggregate","service":"desk","handling":{"time":{"constant":{"value":0.5}}}},
        {"id":"long","kind":"aggregate","service":"desk","handling":{"time":{"lognormal":{"mean":2,"sd":3}}}})";
    const std::string flows =
        R"({"from":"a","to":"ask"},{"from":"b","to":"look"},{"from":"ask","to":"short"},{"from":"look","to":"long"})";
    const auto report = run(document(elements, flows, R"({"duration": 50000, "warmUp": 1000, "replications": 20})"));
    CHECK(agrees(report, "elements.short.time.mean", 0.5 / 0.3));
    CHECK(agrees(report, "elements.long.time.mean", 2 / 0.3));
    CHECK(agrees(report, "services.desk.busy", 0.7));
}

TEST_CASE("processor sharing by three workers is M/M/3 in the mean, whatever the distribution", "[oracle][ps]") {
    const std::string time = GENERATE(R"({"exponential": {"mean": 1}})", R"({"uniform": {"min": 0, "max": 2}})",
                                      R"({"hyperexponential": {"mean": 1, "cv": 2}})");
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 2.4}})",
                                    .handling = timeOf(time),
                                    .service = R"({"concurrency": 3, "discipline": "processorSharing"})",
                                    .scenario = R"({"duration": 30000, "warmUp": 1000, "replications": 20})"}));
    CHECK(agrees(report, "elements.work.time.mean", 1 + meanWaitMMc(2.4, 1, 3)));
}

TEST_CASE("shortest first in M/M/1", "[oracle][sjf]") {
    // Lambda 0.8: W = integral of f(x) W0 / (1 - rho(x))^2 with rho(x) = lambda (1 - (1 + x) exp(-x)) (Phipps 1956).
    const double wait = integral(0, 40, 1e-4, [](double x) {
        const double load = 0.8 * (1 - (1 + x) * std::exp(-x));
        return std::exp(-x) * 0.8 / std::pow(1 - load, 2);
    });
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 0.8}})",
                                    .handling = timeOf(R"({"exponential": {"mean": 1}})"),
                                    .service = discipline("shortest"),
                                    .scenario = R"({"duration": 50000, "warmUp": 1000, "replications": 20})"}));
    CHECK(agrees(report, "elements.work.waiting.mean", wait));
}

TEST_CASE("priority without preemption: three classes on several workers", "[oracle][priority]") {
    // Three workers, 0.6/s, 0.9/s and 0.9/s, all exponential of mean 1: W_k = C / (c (1 - s_(k-1)) (1 - s_k)), s_k the
    // load of classes 1 to k (Cobham 1954; Davis 1966).
    const std::string elements =
        R"({"id":"source","kind":"actor","arrivals":{"poisson":{"rate":2.4},"classes":{"gold":2,"silver":3,"plain":3}}},
        {"id":"ask","kind":"command"},{"id":"desk","kind":"service","concurrency":3,"discipline":"priority"},
        {"id":"work","kind":"aggregate","service":"desk","handling":{"time":{"exponential":{"mean":1}},
            "per":{"gold":{"priority":2},"silver":{"priority":1}}}},{"id":"done","kind":"event"})";
    const std::string flows = R"({"from":"source","to":"ask"},{"from":"ask","to":"work"},{"from":"work","to":"done"})";
    const auto report = run(document(elements, flows, R"({"duration": 30000, "warmUp": 1000, "replications": 20})",
                                     R"({"id":"visit","from":"ask","to":"done"})"));
    const double scale = erlangC(2.4, 3) / 3;
    CHECK(agrees(report, "journeys.visit.classes.gold.mean", 1 + scale / 0.8));
    CHECK(agrees(report, "journeys.visit.classes.silver.mean", 1 + scale / (0.8 * 0.5)));
    CHECK(agrees(report, "journeys.visit.classes.plain.mean", 1 + scale / (0.5 * 0.2)));
}

TEST_CASE("M^X/D/1: batches of constant work", "[oracle][batch-arrivals]") {
    // 0.2 batches/s of 1 to 5 (equally likely), work 1: the wait for batches before plus that for one's own batch:
    // W = lambda E[X] E[S^2] / (2 (1 - rho)) + (E X^2 - E X) E S / (2 E X (1 - rho)) (Gross and Harris 5.1).
    const auto report = run(textOf(
        {.arrivals =
             R"({"poisson": {"rate": 0.2}, "batch": {"discrete": {"values": [1, 2, 3, 4, 5], "weights": [1, 1, 1, 1, 1]}}})",
         .handling = timeOf(R"({"constant": {"value": 1}})")}));
    CHECK(agrees(report, "elements.work.waiting.mean", 0.6 / (2 * 0.4) + (11.0 - 3) / (2 * 3 * 0.4)));
}
