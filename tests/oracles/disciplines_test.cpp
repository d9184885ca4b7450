// SPDX-License-Identifier: Apache-2.0
#include "tests/oracles/formulas.hpp"
#include "tests/oracles/oracle.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <string>
#include <vector>

using namespace stormglass::oracles;

namespace {

/// Two handlers of one service, 0.3/s with mean 1 and 0.4/s with mean 1 (erlang of 2), the first more important.
std::string twoPriorities(const std::string& discipline) {
    const std::string elements =
        R"({"id":"gold","kind":"actor","arrivals":{"poisson":{"rate":0.3}}},{"id":"plain","kind":"actor","arrivals":{"poisson":{"rate":0.4}}},
        {"id":"ask","kind":"command"},{"id":"look","kind":"command"},
        {"id":"first","kind":"aggregate","service":"desk","handling":{"time":{"exponential":{"mean":1}},"priority":2}},
        {"id":"second","kind":"aggregate","service":"desk","handling":{"time":{"erlang":{"k":2,"mean":1}},"priority":1}},
        {"id":"desk","kind":"service","discipline":")" +
        discipline + R"("})";
    const std::string flows =
        R"({"from":"gold","to":"ask"},{"from":"plain","to":"look"},{"from":"ask","to":"first"},{"from":"look","to":"second"})";
    return document(elements, flows, R"({"duration": 20000, "warmUp": 1000, "replications": 20})");
}

} // namespace

TEST_CASE("priority without preemption: Cobham's waits", "[oracle][priority]") {
    // 20 replications of 20,000 s. W0 = sum lambda E S^2 / 2; W1 = W0 / (1 - rho1), W2 = W0 / ((1 - rho1)(1 - rho))
    // (Kleinrock 2, 3.3).
    const auto report = run(twoPriorities("priority"));
    const double residual = (0.3 * 2 + 0.4 * 1.5) / 2;
    CHECK(agrees(report, "elements.first.waiting.mean", residual / 0.7));
    CHECK(agrees(report, "elements.second.waiting.mean", residual / (0.7 * 0.3)));
}

TEST_CASE("preemptive priority resumes", "[oracle][priority]") {
    // T1 = E S1 + lambda1 E S1^2 / (2 (1 - rho1)); T2 = E S2 / (1 - rho1) + W0 / ((1 - rho1)(1 - rho)).
    const auto report = run(twoPriorities("preemptivePriority"));
    const double residual = (0.3 * 2 + 0.4 * 1.5) / 2;
    CHECK(agrees(report, "elements.first.time.mean", 1 + 0.3 * 2 / 2 / 0.7));
    CHECK(agrees(report, "elements.second.time.mean", 1 / 0.7 + residual / (0.7 * 0.3)));
}

TEST_CASE("processor sharing: the mean time does not see the distribution", "[oracle][ps]") {
    // 20 replications of 20,000 s, lambda 0.7: E T = E S / (1 - rho) (Kleinrock 2, 4.4).
    const std::string time = GENERATE(R"({"exponential": {"mean": 1}})", R"({"lognormal": {"mean": 1, "sd": 1.5}})",
                                      R"({"constant": {"value": 1}})");
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 0.7}})",
                                    .handling = R"({"time": )" + time + "}",
                                    .service = R"({"discipline": "processorSharing"})"}));
    CHECK(agrees(report, "journeys.visit.mean", 1 / 0.3));
    CHECK(agrees(report, "elements.work.busy", 0.7));
    CHECK(figure(report, "elements.work.waiting.mean").value == 0);
}

TEST_CASE("last come, random and first come: one mean wait, three spreads", "[oracle][order]") {
    // 20 replications of 50,000 s, M/M/1, lambda 0.6: E W^2 is 2 rho / (1 - rho)^2 for fifo, times 1 / (1 - rho / 2)
    // for random order, times 1 / (1 - rho) for lifo (Kingman 1962; Takacs 1963).
    const double rho = 0.6;
    const double mean = rho / (1 - rho);
    const double square = 2 * rho / std::pow(1 - rho, 2);

    struct Row {
        const char* discipline;
        double factor;
    };

    const Row row = GENERATE_COPY(Row{"fifo", 1}, Row{"random", 1 / (1 - 0.3)}, Row{"lifo", 1 / (1 - 0.6)});
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 0.6}})",
                                    .handling = R"({"time": {"exponential": {"mean": 1}}})",
                                    .service = std::string(R"({"discipline": ")") + row.discipline + "\"}",
                                    .scenario = R"({"duration": 50000, "warmUp": 1000, "replications": 20})"}));
    CHECK(agrees(report, "elements.work.waiting.mean", mean));
    CHECK(agrees(report, "elements.work.waiting.sd", std::sqrt(square * row.factor - mean * mean)));
}

TEST_CASE("shortest first: Phipps' mean wait", "[oracle][sjf]") {
    // 20 replications of 20,000 s, M/G/1 with times 0.5 or 2.5 (equally likely), lambda 0.5: two priority classes.
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 0.5}})",
                                    .handling = R"({"time": {"empirical": {"values": [0.5, 2.5]}}})",
                                    .service = R"({"discipline": "shortest"})"}));
    const double residual = 0.5 * (0.25 + 6.25) / 2 / 2;
    const double shortLoad = 0.25 * 0.5;
    const double wait = 0.5 * residual / (1 - shortLoad) + 0.5 * residual / ((1 - shortLoad) * (1 - 0.75));
    CHECK(agrees(report, "elements.work.waiting.mean", wait));
}

TEST_CASE("balancing at random: separate M/M/1 queues; in turn: Erlang arrivals", "[oracle][balancing]") {
    // 20 replications of 20,000 s, 4 replicas, lambda 3.2, mu 1.
    const std::string balancing = GENERATE("random", "roundRobin");
    double sigma = 0.5; // of E4/M/1
    for (int i = 0; i < 10'000; ++i) {
        sigma = std::pow(3.2 / (3.2 + 1 - sigma), 4);
    }
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 3.2}})",
                                    .handling = R"({"time": {"exponential": {"mean": 1}}})",
                                    .service = R"({"replicas": 4, "balancing": ")" + balancing + "\"}"}));
    CHECK(agrees(report, "journeys.visit.mean", balancing == "random" ? 5 : 1 / (1 - sigma)));
    CHECK(agrees(report, "elements.work.waited", balancing == "random" ? 0.8 : sigma));
}

TEST_CASE("two choices: the supermarket model", "[oracle][supermarket]") {
    // 20 replications of 300 s with 400 replicas, lambda 0.9 each: E T = sum rho^(2^i - 2) in the limit of many
    // (Mitzenmacher 1996; Vvedenskaya et al. 1996); 400 replicas are within 1 % of it.
    double time = 0;
    for (int i = 1; i < 12; ++i) {
        time += std::pow(0.9, std::pow(2, i) - 2);
    }
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 360}})",
                                    .handling = R"({"time": {"exponential": {"mean": 1}}})",
                                    .service = R"({"replicas": 400, "balancing": "powerOfTwo"})",
                                    .scenario = R"({"duration": 400, "warmUp": 100, "replications": 10})"}));
    CHECK(agreesWithin(report, "journeys.visit.mean", time, 0.01));
}

TEST_CASE("the shorter of two queues", "[oracle][jsq]") {
    // 20 replications of 20,000 s, two replicas, lambda 1.6, mu 1. The chain of both lengths, solved by iteration on
    // 80 x 80 states (Kingman 1961 has the generating function).
    constexpr std::size_t kSide = 80;
    constexpr double kLambda = 1.6;
    std::vector<double> p(kSide * kSide);
    p[0] = 1;
    for (int round = 0; round < 6000; ++round) {
        std::vector<double> next(p.size());
        for (std::size_t i = 0; i < kSide; ++i) {
            for (std::size_t j = 0; j < kSide; ++j) {
                const double here = p[i * kSide + j] / (kLambda + 2);
                const auto move = [&](std::size_t a, std::size_t b, double rate) {
                    next[std::min(a, kSide - 1) * kSide + std::min(b, kSide - 1)] += rate * here;
                };
                move(i + (i <= j ? 1 : 0), j + (i <= j ? 0 : 1), i == j ? kLambda / 2 : kLambda);
                if (i == j) {
                    move(i, j + 1, kLambda / 2);
                }
                move(i > 0 ? i - 1 : 0, j, 1);
                move(i, j > 0 ? j - 1 : 0, 1);
            }
        }
        p = next;
    }
    double number = 0;
    for (std::size_t i = 0; i < kSide; ++i) {
        for (std::size_t j = 0; j < kSide; ++j) {
            number += static_cast<double>(i + j) * p[i * kSide + j];
        }
    }
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 1.6}})",
                                    .handling = R"({"time": {"exponential": {"mean": 1}}})",
                                    .service = R"({"replicas": 2, "balancing": "leastBusy"})"}));
    CHECK(agrees(report, "journeys.visit.mean", number / kLambda));
}
