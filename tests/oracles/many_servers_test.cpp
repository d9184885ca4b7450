// SPDX-License-Identifier: Apache-2.0
#include "tests/oracles/formulas.hpp"
#include "tests/oracles/oracle.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <vector>

using namespace stormglass::oracles;

TEST_CASE("M/M/c: waiting is Erlang C's", "[oracle][mmc]") {
    // 20 replications of 20,000 s, 4 workers, lambda 3.2, mu 1 (Kleinrock 1, 3.5).
    const std::string service = GENERATE(R"({"replicas": 1, "concurrency": 4})", R"({"replicas": 4, "concurrency": 1})",
                                         R"({"replicas": 2, "concurrency": 2})");
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 3.2}})",
                                    .handling = R"({"time": {"exponential": {"mean": 1}}})",
                                    .service = service}));
    const double wait = meanWaitMMc(3.2, 1, 4);
    CHECK(agrees(report, "elements.work.waiting.mean", wait));
    CHECK(agrees(report, "elements.work.waited", erlangC(3.2, 4)));
    CHECK(agrees(report, "elements.work.queue.mean", 3.2 * wait));
    CHECK(agrees(report, "elements.work.busy", 0.8));
    CHECK(agrees(report, "journeys.visit.mean", 1 + wait));
    // P(W > t) = C exp(-(c mu - lambda) t), so p99 of the wait is ln(100 C) / (c mu - lambda).
    CHECK(agreesWithin(report, "elements.work.waiting.p99", std::log(100 * erlangC(3.2, 4)) / 0.8, 0.008));
}

TEST_CASE("M/G/c/c: loss is Erlang B's, whatever the distribution", "[oracle][erlang-b]") {
    // 20 replications of 20,000 s, 5 workers, no room to wait, offered load 4 (Kleinrock 1, 3.7; insensitivity:
    // Sevastyanov 1957).
    const std::string time = GENERATE(R"({"exponential": {"mean": 1}})", R"({"constant": {"value": 1}})",
                                      R"({"lognormal": {"mean": 1, "sd": 2}})");
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 4}})",
                                    .handling = R"({"time": )" + time + "}",
                                    .service = R"({"concurrency": 5, "queueLimit": 0})"}));
    const double lost = erlangB(4, 5);
    CHECK(agrees(report, "elements.work.dropped", 4 * lost));
    CHECK(agrees(report, "elements.work.busy", 4 * (1 - lost) / 5));
    CHECK(figure(report, "elements.work.waiting.mean").value == 0);
}

TEST_CASE("M/M/c/K: loss and wait of a station with little room", "[oracle][mmck]") {
    // 20 replications of 20,000 s, 3 workers, 4 may wait, lambda 3, mu 1 (Kleinrock 1, 3.6, by the balance equations).
    constexpr int kWorkers = 3;
    constexpr int kRoom = 7;
    double p = 1;
    double total = 1;
    double waiting = 0;
    double last = 0;
    for (int n = 1; n <= kRoom; ++n) {
        p *= 3.0 / std::min(n, kWorkers);
        total += p;
        waiting += std::max(0, n - kWorkers) * p;
        last = p;
    }
    const double lost = last / total;
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 3}})",
                                    .handling = R"({"time": {"exponential": {"mean": 1}}})",
                                    .service = R"({"concurrency": 3, "queueLimit": 4})"}));
    CHECK(agrees(report, "elements.work.dropped", 3 * lost));
    CHECK(agrees(report, "elements.work.queue.mean", waiting / total));
    CHECK(agrees(report, "elements.work.waiting.mean", waiting / total / (3 * (1 - lost))));
}

TEST_CASE("M/D/c: constant handling on several workers", "[oracle][mdc]") {
    // 20 replications of 20,000 s, 3 workers, lambda 2.4, service 1. The number in the system one service time later is
    // what was beyond the workers plus a Poisson number of new ones (Crommelin 1932), solved here by iteration.
    constexpr std::size_t kStates = 150;
    constexpr std::size_t kWorkers = 3;
    constexpr double kLambda = 2.4;
    std::vector<double> poisson(kStates);
    poisson[0] = std::exp(-kLambda);
    for (std::size_t k = 1; k < kStates; ++k) {
        poisson[k] = poisson[k - 1] * kLambda / static_cast<double>(k);
    }
    std::vector<double> number(kStates);
    number[0] = 1;
    for (int round = 0; round < 400; ++round) {
        std::vector<double> next(kStates);
        for (std::size_t n = 0; n < kStates; ++n) {
            const std::size_t left = n > kWorkers ? n - kWorkers : 0;
            for (std::size_t k = 0; left + k < kStates; ++k) {
                next[left + k] += number[n] * poisson[k];
            }
        }
        number = next;
    }
    double mean = 0;
    for (std::size_t n = 0; n < kStates; ++n) {
        mean += static_cast<double>(n) * number[n];
    }
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 2.4}})",
                                    .handling = R"({"time": {"constant": {"value": 1}}})",
                                    .service = R"({"concurrency": 3})"}));
    CHECK(agrees(report, "journeys.visit.mean", mean / kLambda));
    CHECK(agrees(report, "elements.work.waiting.mean", mean / kLambda - 1));
}
