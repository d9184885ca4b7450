// SPDX-License-Identifier: Apache-2.0
#include "tests/oracles/formulas.hpp"
#include "tests/oracles/oracle.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <string>

// Retry, with and without a pause, and what channels hand over more than once. 20 replications of 20,000 s each unless
// stated.
using namespace stormglass::oracles;

namespace {

/// 0.9/s over a queue with these further keys to a worker of 1 s.
std::string behindQueue(const std::string& channel, const std::string& handling, const std::string& service = "",
                        double rate = 0.9) {
    return document(R"({"id":"source","kind":"external","arrivals":{"poisson":{"rate":)" + std::to_string(rate) +
                        R"(}}},{"id":"happened","kind":"event"},{"id":"jobs","kind":"queue")" + channel +
                        R"(},{"id":"reader","kind":"policy","service":"readers","handling":)" + handling +
                        R"(},{"id":"readers","kind":"service")" + service + "}",
                    R"({"from":"source","to":"happened"},{"from":"happened","to":"reader","via":"jobs"})",
                    R"({"duration": 20000, "warmUp": 1000, "replications": 20})",
                    R"({"id":"way","from":"happened","to":"reader"})");
}

} // namespace

TEST_CASE("capped retry at one worker, at once or after a pause: a network with classes", "[oracle][retry]") {
    // Lambda 0.4, mu 1, three attempts that fail with 0.4, all of one queue: attempts are classes of a product form
    // network (Baskett, Chandy, Muntz and Palacios 1975), pauses a station without limits whose distribution does not
    // matter.
    const double pause = GENERATE(0.0, 3.0);
    const double attempts = 1 + 0.4 + 0.16;
    const double visit = 1 / (1 - 0.4 * attempts);
    const auto report = run(textOf(
        {.arrivals = R"({"poisson": {"rate": 0.4}})",
         .handling = R"({"time": {"exponential": {"mean": 1}}, "failure": 0.4, "retry": {"attempts": 3, "multiplier": 2,
            "backoff": {"uniform": {"min": 0, "max": )" +
                     std::to_string(2 * pause) + "}}}}"}));
    CHECK(agrees(report, "elements.work.time.mean", attempts * visit + pause * (0.4 + 2 * 0.16)));
    CHECK(agrees(report, "elements.work.waiting.mean", attempts * (visit - 1)));
    CHECK(agrees(report, "elements.work.busy", 0.4 * attempts));
    CHECK(agrees(report, "elements.work.queue.mean", 0.4 * attempts * (visit - 1)));
    CHECK(agrees(report, "elements.work.deadLettered", 0.4 * 0.064));
    // Those that arrive had fewer attempts: (1 + 2 * 0.4 + 3 * 0.16) / (1 + 0.4 + 0.16) of them on average.
    const double successful = (1 + 2 * 0.4 + 3 * 0.16) / attempts;
    CHECK(agrees(report, "journeys.visit.mean", successful * visit + pause * (0.4 + 0.16 * 3) / attempts));
}

TEST_CASE("unlimited retry after a pause: the orbit is an infinite server", "[oracle][retry]") {
    // Lambda 0.4, half of the attempts fail, a pause of 5 s (exponential): M/M/1 of 0.8/s and 2 messages in the orbit
    // on average (Jackson 1957).
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 0.4}})",
                                    .handling = R"({"time": {"exponential": {"mean": 1}}, "failure": 0.5,
                                    "retry": {"attempts": 1000, "backoff": {"exponential": {"mean": 5}}}})",
                                    .scenario = R"({"duration": 50000, "warmUp": 1000, "replications": 20})"}));
    CHECK(agrees(report, "elements.work.busy", 0.8));
    CHECK(agrees(report, "elements.work.queue.mean", 0.8 * 0.8 / 0.2));
    CHECK(agrees(report, "elements.work.time.mean", 2 * 5 + 5));
    CHECK(agrees(report, "elements.work.retries", 0.4));
}

TEST_CASE("jitter shortens a pause by half of itself on average", "[oracle][retry]") {
    // Any number of workers, two attempts, the first fails with 0.5; backoff 4 s, jitter 1: uniform on (0, 4).
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 1}})",
                                    .handling = R"({"time": {"exponential": {"mean": 1}}, "failure": 0.5,
                                    "retry": {"attempts": 2, "backoff": {"constant": {"value": 4}}, "jitter": 1}})",
                                    .service = R"({"concurrency": 1000})"}));
    CHECK(agrees(report, "elements.work.time.mean", 1.5 + 0.5 * 2));
}

TEST_CASE("duplicates of a channel are batches of a geometric number", "[oracle][duplicates]") {
    // 0.45/s, each doubled again and again with 0.4: M^X/M/1, E X = 1 / 0.6, E X^2 = 1.4 / 0.36.
    const auto report = run(behindQueue(R"(,"duplicates":0.4)", R"({"time":{"exponential":{"mean":1}}})", "", 0.45));
    const double mean = 1 / 0.6;
    const double rho = 0.45 * mean;
    CHECK(agrees(report, "elements.reader.arrivals", rho));
    CHECK(agrees(report, "elements.reader.duplicates", rho - 0.45));
    CHECK(agrees(report, "elements.reader.busy", rho));
    CHECK(agrees(report, "elements.reader.time.mean", (1 + 1.4 / 0.36 / mean) / (2 * (1 - rho))));
}

TEST_CASE("an idempotent reader works once, however often it is told", "[oracle][duplicates]") {
    // The same channel at 0.7/s: M/M/1, and the doubles cost nothing.
    const auto report =
        run(behindQueue(R"(,"duplicates":0.4)", R"({"time":{"exponential":{"mean":1}},"idempotent":true})", "", 0.7));
    CHECK(agrees(report, "elements.reader.busy", 0.7));
    CHECK(agrees(report, "elements.reader.arrivals", 0.7 / 0.6));
    CHECK(agrees(report, "journeys.way.mean", 1 / 0.3));
}

TEST_CASE("loss thins what a channel brings", "[oracle][loss]") {
    const auto report = run(behindQueue(R"(,"loss":0.25)", R"({"time":{"exponential":{"mean":1}}})"));
    CHECK(agrees(report, "channels.jobs.dropped", 0.225));
    CHECK(agrees(report, "elements.reader.time.mean", 1 / (1 - 0.675)));
}

TEST_CASE("a channel with room for four before one worker is M/M/1/5", "[oracle][mm1k]") {
    double total = 0;
    for (int n = 0; n <= 5; ++n) {
        total += std::pow(0.9, n);
    }
    const double lost = std::pow(0.9, 5) / total;
    const auto report = run(behindQueue(R"(,"capacity":4)", R"({"time":{"exponential":{"mean":1}}})"));
    CHECK(agrees(report, "channels.jobs.dropped", 0.9 * lost));
    CHECK(agrees(report, "elements.reader.busy", 0.9 * (1 - lost)));
}

TEST_CASE("visibility: work that takes longer is handed over again", "[oracle][visibility]") {
    // Plenty of workers, handling exponential of 1 s, handed over again every 1.5 s from the last hand-over until one
    // succeeds: none of k copies, 1.5 s apart, is done at 1.5 k with probability exp(-1.5 k (k + 1) / 2).
    double again = 0;
    for (int k = 1; k < 20; ++k) {
        again += std::exp(-1.5 * k * (k + 1) / 2);
    }
    const auto report = run(behindQueue(R"(,"visibility":1.5,"maxAttempts":100)",
                                        R"({"time":{"exponential":{"mean":1}}})", R"(,"concurrency":1000)"));
    CHECK(agrees(report, "elements.reader.duplicates", 0.9 * again));
    CHECK(agrees(report, "elements.reader.busy", 0.9 * (1 + again) / 1000));
}

TEST_CASE("hand-overs that fail: a geometric number, then a dead letter", "[oracle][visibility]") {
    // Two hand-overs of two attempts each, a third of the attempts fail, a pause of 1 s before a retry.
    const auto report = run(behindQueue(R"(,"maxAttempts":2)", R"({"time":{"exponential":{"mean":1}},
        "failure":0.3333333333333333,"retry":{"attempts":2,"backoff":{"constant":{"value":1}}}})",
                                        R"(,"concurrency":1000)"));
    const double p = 1.0 / 3;
    CHECK(agrees(report, "elements.reader.deadLettered", 0.9 * std::pow(p, 4)));
    CHECK(agrees(report, "elements.reader.handling.mean", 1 + p + p * p + p * p * p));
    CHECK(agrees(report, "elements.reader.failures", 0.9 * (p + p * p + p * p * p + p * p * p * p)));
}
