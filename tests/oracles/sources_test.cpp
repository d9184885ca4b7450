// SPDX-License-Identifier: Apache-2.0
#include "tests/oracles/formulas.hpp"
#include "tests/oracles/oracle.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <string>
#include <vector>

using namespace stormglass::oracles;

namespace {

const std::string kExponential = R"({"time": {"exponential": {"mean": 1}}})";

} // namespace

TEST_CASE("G/M/1: regular and irregular arrivals", "[oracle][gm1]") {
    // 20 replications of 20,000 s, lambda 0.8, mu 1. sigma is the root of sigma = A*(mu - mu sigma); a message waits
    // with probability sigma and on average sigma / (mu (1 - sigma)) (Kleinrock 1, 6.4).
    struct Row {
        const char* arrivals;
        double (*transform)(double); ///< Laplace transform of the interval, mean 1.25
    };

    const Row row =
        GENERATE(Row{R"({"constant": {"rate": 0.8}})", [](double s) { return std::exp(-1.25 * s); }},
                 Row{R"({"renewal": {"interval": {"erlang": {"k": 2, "mean": 1.25}}}})",
                     [](double s) { return std::pow(1 / (1 + 0.625 * s), 2); }},
                 Row{R"({"renewal": {"interval": {"hyperexponential": {"mean": 1.25, "cv": 2}}}})", [](double s) {
                         const double p = (1 + std::sqrt(3.0 / 5)) / 2; // balanced means, cv^2 = 4
                         return p * (2 * p / 1.25) / (2 * p / 1.25 + s) +
                                (1 - p) * (2 * (1 - p) / 1.25) / (2 * (1 - p) / 1.25 + s);
                     }});
    INFO(row.arrivals);
    double sigma = 0.5;
    for (int i = 0; i < 10'000; ++i) {
        sigma = row.transform(1 - sigma);
    }
    const auto report = run(textOf({.arrivals = row.arrivals, .handling = kExponential}));
    CHECK(agrees(report, "elements.work.waited", sigma));
    CHECK(agrees(report, "elements.work.waiting.mean", sigma / (1 - sigma)));
    CHECK(agrees(report, "journeys.visit.mean", 1 / (1 - sigma)));
    CHECK(agreesWithin(report, "journeys.visit.p99", std::log(100.0) / (1 - sigma), 0.008));
}

TEST_CASE("MMPP/M/1: bursts", "[oracle][mmpp]") {
    // 20 replications of 50,000 s: 0.3/s, in bursts 1.5/s; quiet 40 s, bursts 20 s; mu 1 (matrix-geometric).
    const auto report =
        run(textOf({.arrivals = R"({"bursty": {"rate": 0.3, "burstRate": 1.5, "burstEvery": 40, "burstLength": 20}})",
                    .handling = kExponential,
                    .scenario = R"({"duration": 50000, "warmUp": 2000, "replications": 20})"}));
    const double number = meanNumberModulated({0.3, 1.5}, {1, 1}, {1.0 / 40, 1.0 / 20});
    CHECK(agrees(report, "elements.work.arrivals", 0.7));
    CHECK(agrees(report, "journeys.visit.mean", number / 0.7));
    CHECK(agrees(report, "elements.work.queue.mean", number - 0.7));
}

TEST_CASE("batch arrivals: M^X/M/1", "[oracle][batch-arrivals]") {
    // 20 replications of 20,000 s: 0.25 batches per second of 1, 1, 2 or 6 (mean 2.5, second moment 10.5), mu 1:
    // L = rho (1 + E X^2 / E X) / (2 (1 - rho)) (Gross and Harris, 3.1).
    const auto report =
        run(textOf({.arrivals = R"({"poisson": {"rate": 0.25}, "batch": {"empirical": {"values": [1, 1, 2, 6]}}})",
                    .handling = kExponential}));
    const double rho = 0.625;
    const double number = rho * (1 + 10.5 / 2.5) / (2 * (1 - rho));
    CHECK(agrees(report, "elements.work.arrivals", rho));
    CHECK(agrees(report, "journeys.visit.mean", number / rho));
    CHECK(agrees(report, "elements.work.busy", rho));
}

TEST_CASE("closed users: exact mean value analysis, one class", "[oracle][closed]") {
    // 20 replications of 20,000 s: 12 users think 10 s and ask for 1 s of the one worker (machine repair; Kleinrock 1,
    // 3.8).
    const auto report = run(textOf(
        {.arrivals = R"({"users": {"count": 12, "think": {"exponential": {"mean": 10}}}})", .handling = kExponential}));
    const double throughput = closedThroughput({12}, {10}, {1})[0];
    CHECK(agrees(report, "elements.work.throughput", throughput));
    CHECK(agrees(report, "elements.work.busy", throughput));
    CHECK(agrees(report, "journeys.visit.mean", 12 / throughput - 10));
}

TEST_CASE("closed users: exact mean value analysis, two classes at one station", "[oracle][closed]") {
    // 20 replications of 20,000 s: 5 users thinking 4 s and 3 thinking 12 s share one worker of 1 s.
    const std::string elements =
        R"({"id":"eager","kind":"actor","arrivals":{"users":{"count":5,"think":{"exponential":{"mean":4}}}}},
        {"id":"calm","kind":"actor","arrivals":{"users":{"count":3,"think":{"exponential":{"mean":12}}}}},
        {"id":"ask","kind":"command"},{"id":"look","kind":"command"},
        {"id":"work","kind":"aggregate","handling":{"time":{"exponential":{"mean":1}}}})";
    const std::string flows =
        R"({"from":"eager","to":"ask"},{"from":"calm","to":"look"},{"from":"ask","to":"work"},{"from":"look","to":"work"})";
    const auto report =
        run(document(elements, flows, R"({"duration": 20000, "warmUp": 1000, "replications": 20})",
                     R"({"id":"asking","from":"ask","to":"work"},{"id":"looking","from":"look","to":"work"})"));
    const auto throughput = closedThroughput({5, 3}, {4, 12}, {1});
    CHECK(agrees(report, "elements.work.throughput", throughput[0] + throughput[1]));
    CHECK(agrees(report, "journeys.asking.mean", 5 / throughput[0] - 4));
    CHECK(agrees(report, "journeys.looking.mean", 3 / throughput[1] - 12));
}

TEST_CASE("M/G/infinity: an external in parallel holds a Poisson number", "[oracle][mg-inf]") {
    // 20 replications of 20,000 s, lambda 5, lognormal with mean 2 and sd 3: the number has mean and variance 10
    // (Takacs 1962).
    const std::string elements = R"({"id":"clients","kind":"actor","arrivals":{"poisson":{"rate":5}}},
        {"id":"request","kind":"command"},{"id":"gateway","kind":"external","handling":{"time":{"lognormal":{"mean":2,"sd":3}}}},
        {"id":"done","kind":"event"})";
    const std::string flows =
        R"({"from":"clients","to":"request"},{"from":"request","to":"gateway"},{"from":"gateway","to":"done"})";
    const auto report = run(document(elements, flows, R"({"duration": 20000, "warmUp": 1000, "replications": 20,
        "measures": [{"id":"ten","of":"gateway","what":"inside","as":{"share":{"op":"<=","value":10}}}]})"));
    double below = 0;
    double p = std::exp(-10.0);
    for (int n = 0; n <= 10; ++n) {
        below += p;
        p *= 10.0 / (n + 1);
    }
    CHECK(agrees(report, "elements.gateway.active.mean", 10));
    CHECK(agrees(report, "measures.ten", below));
    CHECK(figure(report, "elements.gateway.waiting.mean").value == 0);
}

TEST_CASE("M/M/1 from empty: the content after t seconds is the transient probability's mean", "[oracle][mm1]") {
    // 4,000 replications of 8 s, lambda 0.9, mu 1. E[N(t)] by uniformisation of the birth and death chain (Gross and
    // Miller, Oper. Res. 32, 1984).
    struct Content {
        double mean = 0;
        double empty = 0;
    };

    const auto exactContent = [](double time) {
        constexpr double kLambda = 0.9;
        constexpr double kMu = 1;
        constexpr int kStates = 200;
        std::vector<double> now(kStates);
        now[0] = 1;
        const double rate = kLambda + kMu;
        double weight = std::exp(-rate * time);
        Content content;
        for (int step = 0; step < 200; ++step) {
            content.empty += weight * now[0];
            for (int n = 0; n < kStates; ++n) {
                content.mean += weight * n * now[static_cast<std::size_t>(n)];
            }
            std::vector<double> next(kStates);
            for (std::size_t n = 0; n + 1 < kStates; ++n) {
                next[n + 1] += now[n] * kLambda / rate;
                next[n > 0 ? n - 1 : 0] += now[n] * kMu / rate;
            }
            now = next;
            weight *= rate * time / (step + 1);
        }
        return content;
    };
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 0.9}})",
                                    .handling = R"({"time": {"exponential": {"mean": 1}}})",
                                    .scenario = R"({"duration": 8, "warmUp": 0, "replications": 4000, "measures": [
                                        {"id": "at-2", "of": "work", "what": "inside", "as": "mean", "at": 2},
                                        {"id": "at-8", "of": "work", "what": "inside", "as": "mean", "at": 8},
                                        {"id": "empty-at-8", "of": "work", "what": "inside", "as": {"share": {"op": "==", "value": 0}}, "at": 8}]})"}));
    CHECK(agrees(report, "measures.at-2", exactContent(2).mean));
    CHECK(agrees(report, "measures.at-8", exactContent(8).mean));
    CHECK(agrees(report, "measures.empty-at-8", exactContent(8).empty));
}

TEST_CASE("M(t)/M/infinity: a sine of arrivals", "[oracle][sine]") {
    // 2,000 replications of 30 s: rate 20 (1 + 0.6 sin(2 pi t / 20)), stay 2 s. The number at t is Poisson with mean m,
    // m' = lambda(t) - m / 2 (Eick, Massey and Whitt 1993), integrated here.
    const auto mean = [](double until) {
        double m = 0;
        constexpr int kSteps = 200'000;
        const double h = until / kSteps;
        for (int i = 0; i < kSteps; ++i) {
            const double t = (i + 0.5) * h;
            m += h * (20 * (1 + 0.6 * std::sin(2 * M_PI * t / 20)) - m / 2);
        }
        return m;
    };
    const std::string elements = R"({"id":"source","kind":"external","arrivals":{"poisson":{"rate":20},
        "profile":{"sine":{"amplitude":0.6,"period":20,"phase":0}}}},{"id":"happened","kind":"event"},
        {"id":"stay","kind":"external","handling":{"time":{"exponential":{"mean":2}}}})";
    const std::string flows = R"({"from":"source","to":"happened"},{"from":"happened","to":"stay"})";
    const auto report =
        run(document(elements, flows, R"({"duration": 30, "warmUp": 0, "replications": 2000, "measures": [
        {"id":"at-7","of":"stay","what":"inside","as":"mean","at":7},
        {"id":"at-17","of":"stay","what":"inside","as":"mean","at":17},
        {"id":"at-30","of":"stay","what":"inside","as":"mean","at":30}]})"));
    CHECK(agrees(report, "measures.at-7", mean(7)));
    CHECK(agrees(report, "measures.at-17", mean(17)));
    CHECK(agrees(report, "measures.at-30", mean(30)));
}

TEST_CASE("a backlog drains in n busy periods", "[oracle][backlog]") {
    // 1,000 replications of 400 s: 100 waiting at the start, lambda 0.5, mu 1. The time until empty is the sum of 100
    // busy periods: mean n / (mu - lambda), variance n (1 + rho) / (mu^2 (1 - rho)^3) (Kleinrock 1, 5.8).
    const auto report =
        run(textOf({.arrivals = R"({"poisson": {"rate": 0.5}})",
                    .handling = kExponential,
                    .scenario = R"({"duration": 800, "warmUp": 0, "replications": 1000, "backlog": {"work": 100}})"}));
    CHECK(agrees(report, "elements.work.recovery.mean", 200));
    CHECK(figure(report, "elements.work.recovery.sd").value == Approx(std::sqrt(100 * 1.5 / 0.125)).epsilon(0.1));
    CHECK(figure(report, "elements.work.recovery.unrecovered").value == 0);
}
