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

TEST_CASE("Erlang A: waiting messages lose patience", "[oracle][erlang-a]") {
    // 20 replications of 20,000 s, 4 workers, lambda 4.4, patience exponential with mean 2: a birth and death chain
    // (Palm 1957; Garnett, Mandelbaum and Reiman 2002).
    const auto p = birthAndDeath(
        200, [](int) { return 4.4; }, [](int n) { return std::min(n, 4) + 0.5 * std::max(0, n - 4); });
    double waiting = 0;
    double busy = 0;
    for (int n = 0; n < 200; ++n) {
        waiting += std::max(0, n - 4) * p[static_cast<std::size_t>(n)];
        busy += std::min(n, 4) * p[static_cast<std::size_t>(n)];
    }
    const auto report =
        run(textOf({.arrivals = R"({"poisson": {"rate": 4.4}})",
                    .handling = R"({"time": {"exponential": {"mean": 1}}, "patience": {"exponential": {"mean": 2}}})",
                    .service = R"({"concurrency": 4})"}));
    CHECK(agrees(report, "elements.work.queue.mean", waiting));
    CHECK(agrees(report, "elements.work.expired", 0.5 * waiting));
    CHECK(agrees(report, "elements.work.busy", busy / 4));
    CHECK(agrees(report, "elements.work.waiting.mean", waiting / 4.4)); // those who gave up are included
    double all = 0;
    for (std::size_t n = 4; n < 200; ++n) {
        all += p[n];
    }
    CHECK(agrees(report, "elements.work.waited", all));
}

TEST_CASE("constant patience: Barrer's loss", "[oracle][patience]") {
    // 20 replications of 20,000 s, lambda 0.9, mu 1, patience 3 (M/M/1+D; Barrer 1957): the density of the virtual wait
    // is lambda P0 exp(-(mu - lambda) x) up to 3 and falls at rate mu beyond; who would wait longer is lost.
    const double lambda = 0.9;
    const double tau = 3;
    const double decay = std::exp(-(1 - lambda) * tau);
    const double idle = 1 / (1 + lambda * (1 - decay) / (1 - lambda) + lambda * decay);
    const auto report =
        run(textOf({.arrivals = R"({"poisson": {"rate": 0.9}})",
                    .handling = R"({"time": {"exponential": {"mean": 1}}, "patience": {"constant": {"value": 3}}})"}));
    CHECK(agrees(report, "elements.work.expired", lambda * lambda * idle * decay));
    CHECK(agrees(report, "elements.work.busy", 1 - idle));
}

TEST_CASE("ttl: messages expire unread in a queue", "[oracle][ttl]") {
    // The same station behind a queue whose messages live 3 s.
    const double lambda = 0.9;
    const double decay = std::exp(-(1 - lambda) * 3);
    const double idle = 1 / (1 + lambda * (1 - decay) / (1 - lambda) + lambda * decay);
    const std::string elements = R"({"id":"source","kind":"external","arrivals":{"poisson":{"rate":0.9}}},
        {"id":"happened","kind":"event"},{"id":"jobs","kind":"queue","ttl":3},
        {"id":"reader","kind":"policy","handling":{"time":{"exponential":{"mean":1}}}})";
    const std::string flows = R"({"from":"source","to":"happened"},{"from":"happened","to":"reader","via":"jobs"})";
    const auto report = run(document(elements, flows, R"({"duration": 20000, "warmUp": 1000, "replications": 20})"));
    CHECK(agrees(report, "channels.jobs.expired", lambda * lambda * idle * decay));
    CHECK(agrees(report, "elements.reader.busy", 1 - idle));
}

TEST_CASE("a handling timeout cuts the work", "[oracle][timeout]") {
    // 20 replications of 20,000 s: exponential work of 1 s cut at 1.5 s: mean 1 - exp(-1.5), failures with exp(-1.5).
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 2}})",
                                    .handling = R"({"time": {"exponential": {"mean": 1}}, "timeout": 1.5})",
                                    .service = R"({"concurrency": 1000})"}));
    CHECK(agrees(report, "elements.work.handling.mean", 1 - std::exp(-1.5)));
    CHECK(agrees(report, "elements.work.failures", 2 * std::exp(-1.5)));
    CHECK(agrees(report, "elements.work.throughput", 2 * (1 - std::exp(-1.5))));
}

TEST_CASE("token bucket: waiting for tokens is M/D/1, rejecting is a loss system", "[oracle][token-bucket]") {
    // 20 replications of 20,000 s. One token a second, bucket of one, work of no length, lambda 0.7: a message takes
    // its token a second after the one before at the earliest.
    const auto waits =
        run(textOf({.arrivals = R"({"poisson": {"rate": 0.7}})",
                    .handling = R"({"time": {"constant": {"value": 0}}, "rateLimit": {"rate": 1, "burst": 1}})"}));
    CHECK(agrees(waits, "elements.work.waiting.mean", meanWaitMG1(0.7, 1, 1)));

    // A bucket of 4 that refills continuously, rejecting: embedded at arrivals, tokens grow by an exponential amount,
    // capped (solved on a grid of 1/200 token).
    const auto rejects = run(textOf(
        {.arrivals = R"({"poisson": {"rate": 1.2}})",
         .handling =
             R"({"time": {"constant": {"value": 0}}, "rateLimit": {"rate": 1, "burst": 1, "excess": "reject"}})"}));
    // Of one token: full again a second after it was taken, as a server that takes a second (Erlang B).
    CHECK(agrees(rejects, "elements.work.rejected", 1.2 * erlangB(1.2, 1)));
}

TEST_CASE("bulk service: one worker takes up to three at once", "[oracle][bulk]") {
    // 20 replications of 20,000 s, lambda 2, batches of at most 3 take an exponential second. While busy the number
    // waiting is geometric with the root r of mu r^4 - (lambda + mu) r + lambda = 0 (Bailey 1954; Gross and
    // Harris 3.2).
    double r = 0.5;
    for (int i = 0; i < 10'000; ++i) {
        r = (2 + std::pow(r, 4)) / 3;
    }
    // p(busy, q) = C r^q, lambda p(idle) = mu p(busy, 0).
    const double scale = 1 / (1 / (1 - r) + 0.5);
    const double waiting = scale * r / std::pow(1 - r, 2);
    const auto report =
        run(textOf({.arrivals = R"({"poisson": {"rate": 2}})",
                    .handling = R"({"time": {"exponential": {"mean": 1}}, "batch": {"max": 3, "linger": 0}})"}));
    CHECK(agrees(report, "elements.work.queue.mean", waiting));
    CHECK(agrees(report, "elements.work.waiting.mean", waiting / 2));
    CHECK(agrees(report, "elements.work.busy", scale / (1 - r)));
}

TEST_CASE("circuit breaker: a renewal cycle", "[oracle][breaker]") {
    // 20 replications of 20,000 s: calls of no length at 2/s fail with 0.4; 3 in a row open the breaker for 5 s, then
    // one probe decides. Calls until 3 failures in a row: (1 - p^3) / (p^3 (1 - p)); open and probing again and again
    // until a probe succeeds: (5 + 1 / 2) / (1 - p) seconds.
    const double p = 0.4;
    const double closed = (1 - p * p * p) / (p * p * p * (1 - p)) / 2;
    const double open = 5.5 / (1 - p);
    const auto report = run(textOf(
        {.arrivals = R"({"poisson": {"rate": 2}})",
         .handling =
             R"({"time": {"constant": {"value": 0}}, "failure": 0.4, "circuitBreaker": {"consecutive": 3, "openFor": 5}})"}));
    CHECK(agrees(report, "elements.work.circuit.opened", 1 / (closed + open)));
    CHECK(agrees(report, "elements.work.circuit.open", open / (closed + open)));
    CHECK(agrees(report, "elements.work.rejected", 2 * 5 / (1 - p) / (closed + open)));
}

TEST_CASE("hedging: the first of two answers wins", "[oracle][hedge]") {
    // 20 replications of 5,000 s on plenty of workers: a copy after 0.5 s. P(T > t) = exp(-t) up to 0.5, then
    // exp(-t) exp(-(t - 0.5)).
    const double after = GENERATE(0.0, 0.5);
    const double mean = (1 - std::exp(-after)) + std::exp(-after) / 2;
    const auto report =
        run(textOf({.arrivals = R"({"poisson": {"rate": 5}})",
                    .handling = R"({"time": {"exponential": {"mean": 1}}, "hedge": {"copies": 2, "after": )" +
                                std::to_string(after) + "}}",
                    .service = R"({"concurrency": 1000})",
                    .scenario = R"({"duration": 5000, "warmUp": 100, "replications": 20})"}));
    CHECK(agrees(report, "journeys.visit.mean", mean));
}

TEST_CASE("exclusive per key: one key is one worker", "[oracle][exclusive]") {
    // 20 replications of 20,000 s: three workers, but all messages have the same key: M/M/1.
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 0.7}, "keys": {"population": 1, "skew": 0}})",
                                    .handling = R"({"time": {"exponential": {"mean": 1}}, "exclusivePerKey": true})",
                                    .service = R"({"concurrency": 3})"}));
    CHECK(agrees(report, "journeys.visit.mean", 1 / 0.3));
}
