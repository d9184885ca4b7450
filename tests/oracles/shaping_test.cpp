// SPDX-License-Identifier: Apache-2.0
#include "tests/oracles/formulas.hpp"
#include "tests/oracles/oracle.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <string>

// What shapes the flow before a worker: tokens, batches, ticks, starts, keys. 20 replications of 20,000 s each unless
// stated.
using namespace stormglass::oracles;

TEST_CASE("a bucket of tokens: who waits has M/D/1 work before the bucket is empty", "[oracle][token-bucket]") {
    // One token a second, lambda 0.8, work of no length. What is missing from a bucket of b is the work of M/D/1; a
    // message waits for what is beyond b - 1 (Berger and Whitt 1992).
    const int burst = GENERATE(1, 3);
    const double wait =
        meanWaitMG1(0.8, 1, 1) - integral(0, burst - 1, 1e-4, [](double t) { return 1 - waitWithinMD1(0.8, t); });
    const auto report =
        run(textOf({.arrivals = R"({"poisson": {"rate": 0.8}})",
                    .handling = R"({"time": {"constant": {"value": 0}}, "rateLimit": {"rate": 1, "burst": )" +
                                std::to_string(burst) + "}}"}));
    CHECK(agrees(report, "elements.work.waiting.mean", wait));
    CHECK(agrees(report, "elements.work.waited", 1 - waitWithinMD1(0.8, burst - 1)));
}

TEST_CASE("a bucket of four tokens that rejects", "[oracle][token-bucket]") {
    // As M/D/1 whose customers do not enter if they had to wait for more than three: lost are
    // (1 - rho) P(W > 3) / (1 - rho P(W > 3)) (de Kok and Tijms 1985). Lambda 0.9.
    const double late = 1 - waitWithinMD1(0.9, 3);
    const auto report = run(textOf(
        {.arrivals = R"({"poisson": {"rate": 0.9}})",
         .handling =
             R"({"time": {"constant": {"value": 0}}, "rateLimit": {"rate": 1, "burst": 4, "excess": "reject"}})"}));
    CHECK(agrees(report, "elements.work.rejected", 0.9 * 0.1 * late / (1 - 0.9 * late)));
}

TEST_CASE("batches that leave when they are full, or after a while", "[oracle][bulk]") {
    // Lambda 2, plenty of workers, work of no length. By number: of three, the first waits for two more, the second for
    // one. By time: the first waits 1.5 s, those who come meanwhile half of it on average.
    const auto full =
        run(textOf({.arrivals = R"({"poisson": {"rate": 2}})",
                    .handling = R"({"time": {"constant": {"value": 0}}, "batch": {"max": 3, "linger": 100000}})",
                    .service = R"({"concurrency": 1000})"}));
    CHECK(agrees(full, "elements.work.waiting.mean", 0.5));
    CHECK(figure(full, "elements.work.batchSize.mean").value == Approx(3));
    const auto timed = run(textOf({.arrivals = R"({"poisson": {"rate": 2}})",
                                   .handling = R"({"time": {"constant": {"value": 0}}, "batch": {"linger": 1.5}})",
                                   .service = R"({"concurrency": 1000})"}));
    CHECK(agrees(timed, "elements.work.waiting.mean", 1.5 * (1 + 1.5) / (1 + 3)));
    CHECK(agrees(timed, "elements.work.batchSize.mean", 4));
}

TEST_CASE("batches of exactly three for one worker: Erlang arrivals", "[oracle][bulk]") {
    // Lambda 1.8, a batch of three takes an exponential 1 s: E3/M/1 of batches (sigma), before it the wait to be three.
    double sigma = 0.5;
    for (int i = 0; i < 10'000; ++i) {
        sigma = std::pow(1.8 / (1.8 + 1 - sigma), 3);
    }
    const auto report =
        run(textOf({.arrivals = R"({"poisson": {"rate": 1.8}})",
                    .handling = R"({"time": {"exponential": {"mean": 1}}, "batch": {"max": 3, "linger": 100000}})"}));
    CHECK(agrees(report, "elements.work.waiting.mean", 1 / 1.8 + sigma / (1 - sigma)));
    CHECK(agrees(report, "elements.work.busy", 0.6));
}

TEST_CASE("cold start after a time of idling", "[oracle][setup]") {
    // 20 replications of 50,000 s, lambda 0.3, mu 1: the only replica stops when idle for 2 s; a start of U = 4 s (or
    // none, if somebody came within 2 s): T = 1 / (mu - lambda) + (2 E U + lambda E U^2) / (2 (1 + lambda E U)) (Welch
    // 1964).
    const double cold = std::exp(-0.3 * 2);
    const auto report = run(textOf(
        {.arrivals = R"({"poisson": {"rate": 0.3}})",
         .handling = R"({"time": {"exponential": {"mean": 1}}})",
         .service =
             R"({"replicas": 0, "startup": {"constant": {"value": 4}}, "autoscale": {"metric": "queue", "target": 1000000, "min": 0, "max": 1, "idleFor": 2}})",
         .scenario = R"({"duration": 50000, "warmUp": 1000, "replications": 20})"}));
    CHECK(
        agrees(report, "journeys.visit.mean", 1 / 0.7 + (2 * cold * 4 + 0.3 * cold * 16) / (2 * (1 + 0.3 * cold * 4))));
    // In a cycle: idle up to 2 s, started by the next message, busy until nothing is left.
    const double idle = (1 - cold) / 0.3;
    const double rest = cold / 0.3;
    const double start = cold * 4;
    const double busy = (1 + 0.3 * start) / 0.7;
    CHECK(agrees(report, "services.servers.up.mean", (idle + busy) / (idle + rest + start + busy)));
}

TEST_CASE("exclusive per key: as many queues as keys", "[oracle][exclusive]") {
    // Four keys, equally likely, enough workers for all: four M/M/1 of lambda 0.6.
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 2.4}, "keys": {"population": 4, "skew": 0}})",
                                    .handling = R"({"time": {"exponential": {"mean": 1}}, "exclusivePerKey": true})",
                                    .service = R"({"concurrency": 4})"}));
    CHECK(agrees(report, "journeys.visit.mean", 1 / 0.4));
    CHECK(agreesWithin(report, "journeys.visit.p99", std::log(100.0) / 0.4, 0.008));
}

TEST_CASE("Zipf's keys: the most frequent one fills first", "[oracle][exclusive]") {
    // Three keys with skew 1: shares 6/11, 3/11, 2/11 of 1.5/s, each an M/M/1.
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 1.5}, "keys": {"population": 3, "skew": 1}})",
                                    .handling = R"({"time": {"exponential": {"mean": 1}}, "exclusivePerKey": true})",
                                    .service = R"({"concurrency": 3})",
                                    .scenario = R"({"duration": 30000, "warmUp": 1000, "replications": 20})"}));
    double mean = 0;
    for (const double share : {6.0 / 11, 3.0 / 11, 2.0 / 11}) {
        mean += share / (1 - 1.5 * share);
    }
    CHECK(agrees(report, "journeys.visit.mean", mean));
}

TEST_CASE("a key that is offered too much fills alone", "[oracle][exclusive]") {
    // 2 replications of 100,000 s: two keys, 2/3 and 1/3 of 2.4/s, three workers of mean 1. The frequent key never
    // rests; the other is an M/M/1 of 0.8. Finding the next of a key does not depend on how many wait.
    const std::string discipline = GENERATE("fifo", "lifo", "priority");
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 2.4}, "keys": {"population": 2, "skew": 1}})",
                                    .handling = R"({"time": {"exponential": {"mean": 1}}, "exclusivePerKey": true})",
                                    .service = R"({"concurrency": 3, "discipline": ")" + discipline + R"("})",
                                    .scenario = R"({"duration": 100000, "warmUp": 2000, "replications": 2})"}));
    CHECK(report.verdict == stormglass::sim::Verdict::unstable);
    CHECK(agrees(report, "elements.work.throughput", 1.8));
    CHECK(agrees(report, "elements.work.busy", 0.6));
}

TEST_CASE("a worker that breaks down in the middle of constant work", "[oracle][breakdowns]") {
    // One user without pauses, work of 2 s, up 5 s (exponential), repair 1 s: resumed it takes 2 (1 + 1 / 5) s, begun
    // again (exp(2 / 5) - 1) (5 + 1) s (Gaver 1962).
    const bool resumes = GENERATE(true, false);
    const auto report = run(textOf(
        {.arrivals = R"({"users": {"count": 1, "think": {"constant": {"value": 0}}}})",
         .handling = R"({"time": {"constant": {"value": 2}}})",
         .service = R"({"breakdowns": {"every": {"exponential": {"mean": 5}}, "repair": {"exponential": {"mean": 1}},
            "interrupted": ")" +
                    std::string(resumes ? "resume" : "restart") + "\"}}"}));
    const double cycle = resumes ? 2.4 : (std::exp(0.4) - 1) * 6;
    CHECK(agrees(report, "elements.work.throughput", 1 / cycle));
    CHECK(agrees(report, "elements.work.handling.mean", cycle));
    CHECK(agrees(report, "services.servers.up.mean", 5.0 / 6));
}

TEST_CASE("event sourcing: the time grows to the next snapshot", "[oracle][event-sourced]") {
    // One key, a snapshot every five events, 0.1 s for each since: 0, 1, 2, 3, 4 in turn.
    const auto report = run(textOf(
        {.arrivals = R"({"poisson": {"rate": 0.5}, "keys": {"population": 1, "skew": 0}})",
         .handling =
             R"({"time": {"exponential": {"mean": 1}}, "eventSourced": {"perEvent": 0.1, "snapshotEvery": 5}})"}));
    CHECK(agrees(report, "elements.work.handling.mean", 1.2));
    CHECK(agrees(report, "elements.work.busy", 0.6));
}

TEST_CASE("M(t)/M/infinity: a spike of arrivals", "[oracle][spike]") {
    // 2,000 replications of 30 s: 10/s, five times as much from 10 to 14, stay exponential of 3 s; m' = lambda(t) - m
    // / 3.
    const double before = 30 * (1 - std::exp(-10.0 / 3));
    const double peak = 150 + (before - 150) * std::exp(-4.0 / 3);
    const double after = 30 + (peak - 30) * std::exp(-6.0 / 3);
    const auto report = run(document(R"({"id":"source","kind":"external","arrivals":{"poisson":{"rate":10},
            "profile":{"spike":{"at":10,"for":4,"factor":5}}}},{"id":"happened","kind":"event"},
        {"id":"stay","kind":"external","handling":{"time":{"exponential":{"mean":3}}}})",
                                     R"({"from":"source","to":"happened"},{"from":"happened","to":"stay"})",
                                     R"({"duration": 30, "warmUp": 0, "replications": 2000, "measures": [
            {"id":"at-10","of":"stay","what":"inside","as":"mean","at":10},
            {"id":"at-14","of":"stay","what":"inside","as":"mean","at":14},
            {"id":"at-20","of":"stay","what":"inside","as":"mean","at":20}]})"));
    CHECK(agrees(report, "measures.at-10", before));
    CHECK(agrees(report, "measures.at-14", peak));
    CHECK(agrees(report, "measures.at-20", after));
}
