// SPDX-License-Identifier: Apache-2.0
#include "tests/oracles/formulas.hpp"
#include "tests/oracles/markov_chain.hpp"
#include "tests/oracles/oracle.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <string>

// Two behaviours at one station whose meeting still has an exact answer. 20 replications of 20,000 s each unless
// stated.
using namespace stormglass::oracles;

namespace {

using State = MarkovChain::State;
using Jumps = std::vector<MarkovChain::Jump>;

constexpr const char* kRun = R"({"duration": 20000, "warmUp": 1000, "replications": 20})";
const std::string kExponential = R"({"time": {"exponential": {"mean": 1}}})";

/// A source over this channel to a reader.
std::string over(double rate, const std::string& channel, const std::string& handling, const std::string& service = "",
                 const char* scenario = kRun) {
    return document(R"({"id":"source","kind":"external","arrivals":{"poisson":{"rate":)" + std::to_string(rate) +
                        R"(}}},{"id":"happened","kind":"event"},{"id":"way","kind":)" + channel +
                        R"(},{"id":"reader","kind":"policy","service":"readers","handling":)" + handling +
                        R"(},{"id":"readers","kind":"service")" + service + "}",
                    R"({"from":"source","to":"happened"},{"from":"happened","to":"reader","via":"way"})", scenario,
                    R"({"id":"whole","from":"happened","to":"reader"})");
}

} // namespace

TEST_CASE("cold start x channel: a replica started for what waits in a queue or topic", "[oracle][setup]") {
    // 20 replications of 50,000 s, lambda 0.4, an exponential start of 3 s after 1.5 s of idling (Welch 1964).
    const std::string channel = GENERATE(R"("queue")", R"("topic","rebalance":{"constant":{"value":0}})");
    const double cold = std::exp(-0.4 * 1.5);
    const auto report = run(over(
        0.4, channel, kExponential,
        R"(,"replicas":0,"startup":{"exponential":{"mean":3}},"autoscale":{"metric":"queue","target":1000000,"min":0,"max":1,"idleFor":1.5})",
        R"({"duration": 50000, "warmUp": 1000, "replications": 20})"));
    CHECK(
        agrees(report, "journeys.whole.mean", 1 / 0.6 + (2 * cold * 3 + 0.4 * cold * 18) / (2 * (1 + 0.4 * cold * 3))));
}

TEST_CASE("breakdowns x queue: what was handled goes back, and another replica takes it", "[oracle][breakdowns]") {
    // 20 replications of 50,000 s, lambda 1, two replicas up 20 s and down 5 s: M/M/2 whose servers come and go.
    // States: in the system, replicas up.
    const MarkovChain chain(
        {0, 2},
        [](const State& s) {
            return Jumps{{{s[0] + 1, s[1]}, 1},
                         {{s[0] - 1, s[1]}, static_cast<double>(std::min(s[0], s[1]))},
                         {{s[0], s[1] - 1}, s[1] / 20.0},
                         {{s[0], s[1] + 1}, (2 - s[1]) / 5.0}};
        },
        [](const State& s) { return s[0] >= 0 && s[0] < 200; });
    const auto report = run(
        over(1, R"("queue")", kExponential,
             R"(,"replicas":2,"breakdowns":{"every":{"exponential":{"mean":20}},"repair":{"exponential":{"mean":5}}})",
             R"({"duration": 50000, "warmUp": 1000, "replications": 20})"));
    CHECK(agrees(report, "elements.reader.time.mean", chain.mean([](const State& s) { return s[0]; })));
    CHECK(agrees(report, "services.readers.up.mean", 1.6));
}

TEST_CASE("priority x little room: the door does not look at who comes", "[oracle][priority]") {
    // Lambda 0.7 and 0.9, mu 1, at most 3 wait; the important go first. States: important waiting, others waiting,
    // busy.
    const MarkovChain chain(
        {0, 0, 0},
        [](const State& s) {
            Jumps jumps;
            const bool hasRoom = s[0] + s[1] < 3;
            if (s[2] == 0) {
                return Jumps{{{0, 0, 1}, 1.6}};
            }
            jumps.push_back({{s[0] + 1, s[1], 1}, hasRoom ? 0.7 : 0});
            jumps.push_back({{s[0], s[1] + 1, 1}, hasRoom ? 0.9 : 0});
            jumps.push_back(s[0] > 0   ? MarkovChain::Jump{{s[0] - 1, s[1], 1}, 1}
                            : s[1] > 0 ? MarkovChain::Jump{{0, s[1] - 1, 1}, 1}
                                       : MarkovChain::Jump{{0, 0, 0}, 1});
            return jumps;
        },
        [](const State&) { return true; });
    const std::string elements =
        R"({"id":"gold","kind":"actor","arrivals":{"poisson":{"rate":0.7}}},{"id":"plain","kind":"actor","arrivals":{"poisson":{"rate":0.9}}},
        {"id":"ask","kind":"command"},{"id":"look","kind":"command"},
        {"id":"first","kind":"aggregate","service":"desk","handling":{"time":{"exponential":{"mean":1}},"priority":1}},
        {"id":"second","kind":"aggregate","service":"desk","handling":{"time":{"exponential":{"mean":1}}}},
        {"id":"desk","kind":"service","queueLimit":3,"discipline":"priority"})";
    const auto report = run(document(
        elements,
        R"({"from":"gold","to":"ask"},{"from":"plain","to":"look"},{"from":"ask","to":"first"},{"from":"look","to":"second"})",
        kRun));
    const double full = chain.mean([](const State& s) { return s[0] + s[1] == 3 ? 1 : 0; });
    CHECK(agrees(report, "elements.first.dropped", 0.7 * full));
    CHECK(agrees(report, "elements.second.dropped", 0.9 * full));
    CHECK(agrees(report, "elements.first.queue.mean", chain.mean([](const State& s) { return s[0]; })));
    CHECK(agrees(report, "elements.second.queue.mean", chain.mean([](const State& s) { return s[1]; })));
}

TEST_CASE("patience x order: how many give up does not depend on who goes first", "[oracle][patience]") {
    // Lambda 1.1, mu 1, patience exponential of mean 3.
    const std::string discipline = GENERATE("fifo", "lifo", "random");
    const auto p = birthAndDeath(
        300, [](int) { return 1.1; }, [](int n) { return 1 + (n - 1) / 3.0; });
    double waiting = 0;
    for (std::size_t n = 1; n < p.size(); ++n) {
        waiting += static_cast<double>(n - 1) * p[n];
    }
    const auto report =
        run(textOf({.arrivals = R"({"poisson": {"rate": 1.1}})",
                    .handling = R"({"time": {"exponential": {"mean": 1}}, "patience": {"exponential": {"mean": 3}}})",
                    .service = R"({"discipline": ")" + discipline + R"("})"}));
    CHECK(agrees(report, "elements.work.expired", waiting / 3));
    CHECK(agrees(report, "elements.work.queue.mean", waiting));
    CHECK(agrees(report, "elements.work.busy", 1 - p[0]));
}

TEST_CASE("retry x topic: a partition is held over attempts and pauses", "[oracle][partitions]") {
    // Lambda 0.25, three attempts of an exponential second that fail with 0.4, a pause of 1 s between: M/G/1.
    const double q = 0.4;
    double mean = 0;
    double square = 0;
    for (int n = 1; n <= 3; ++n) {
        const double share = n == 1 ? 1 - q : n == 2 ? q * (1 - q) : q * q;
        const double length = 2 * n - 1;
        mean += share * length;
        square += share * (n + length * length);
    }
    const auto report = run(over(0.25, R"("topic")", R"({"time":{"exponential":{"mean":1}},"failure":0.4,
        "retry":{"attempts":3,"backoff":{"constant":{"value":1}}}})"));
    CHECK(agrees(report, "elements.reader.waiting.mean", meanWaitMG1(0.25, mean, square)));
    CHECK(agrees(report, "elements.reader.time.mean", mean + meanWaitMG1(0.25, mean, square)));
}

TEST_CASE("duplicates x topic: doubles follow at once in their partition", "[oracle][duplicates]") {
    const auto report = run(over(0.45, R"("topic","duplicates":0.4)", kExponential));
    const double mean = 1 / 0.6;
    CHECK(agrees(report, "elements.reader.time.mean", (1 + 1.4 / 0.36 / mean) / (2 * (1 - 0.45 * mean))));
}

TEST_CASE("retention: what a group reads too late is gone", "[oracle][ttl]") {
    // As constant patience of 3 s (Barrer 1957).
    const double decay = std::exp(-0.1 * 3);
    const double idle = 1 / (1 + 0.9 * (1 - decay) / 0.1 + 0.9 * decay);
    const auto report = run(over(0.9, R"("topic","retention":3)", kExponential));
    CHECK(agrees(report, "elements.reader.busy", 1 - idle));
    CHECK(agrees(report, "channels.way.expired", 0.81 * idle * decay));
}

TEST_CASE("queries and events at one worker: M/G/1 of the mixture", "[oracle][mg1]") {
    // 0.4 events/s of 1 s and 0.5 queries/s of 0.5 s, both exponential, first come first served.
    const auto report = run(document(
        R"({"id":"source","kind":"external","arrivals":{"poisson":{"rate":0.4}}},{"id":"happened","kind":"event"},
        {"id":"person","kind":"actor","arrivals":{"poisson":{"rate":0.5}}},{"id":"ask","kind":"query"},
        {"id":"view","kind":"readModel","handling":{"time":{"exponential":{"mean":1}},"per":{"ask":{"time":{"exponential":{"mean":0.5}}}}}})",
        R"({"from":"source","to":"happened"},{"from":"happened","to":"view"},{"from":"person","to":"ask"},{"from":"ask","to":"view"})",
        kRun));
    const double wait = meanWaitMG1(0.9, 0.65 / 0.9, (0.4 * 2 + 0.5 * 0.5) / 0.9);
    CHECK(agrees(report, "elements.view.waiting.mean", wait));
    CHECK(agrees(report, "elements.view.busy", 0.65));
    CHECK(agrees(report, "elements.view.staleness.mean", 1 + wait));
}

TEST_CASE("hedge x failure: it fails when all copies have", "[oracle][hedge]") {
    // Plenty of workers, two copies at once that fail with 0.3: the first success, or the second end.
    const auto report = run(textOf(
        {.arrivals = R"({"poisson": {"rate": 2}})",
         .handling = R"({"time": {"exponential": {"mean": 1}}, "failure": 0.3, "hedge": {"copies": 2, "after": 0}})",
         .service = R"({"concurrency": 1000})"}));
    CHECK(agrees(report, "elements.work.throughput", 2 * 0.91));
    CHECK(agrees(report, "elements.work.deadLettered", 2 * 0.09));
    // The first end succeeds with 0.7 (mean 1/2); else it takes the second (mean 3/2).
    CHECK(agrees(report, "elements.work.time.mean", 0.7 * 0.5 + 0.3 * 1.5));
    CHECK(agrees(report, "journeys.visit.mean", (0.7 * 0.5 + 0.21 * 1.5) / 0.91));
}

TEST_CASE("circuit breaker: two probes must succeed", "[oracle][breaker]") {
    // Calls of no length at 2/s fail with 0.4; 3 in a row open it for 5 s; a failed probe opens it again.
    const double p = 0.4;
    const double closed = (1 - p * p * p) / (p * p * p * (1 - p)) / 2;
    // X = 5 + 1/2 + 0.6 (1/2 + 0.4 X) + 0.4 X until two have succeeded.
    const double open = (5.5 + 0.6 * 0.5) / (1 - 0.4 - 0.24);
    const auto report = run(textOf(
        {.arrivals = R"({"poisson": {"rate": 2}})",
         .handling =
             R"({"time": {"constant": {"value": 0}}, "failure": 0.4, "circuitBreaker": {"consecutive": 3, "openFor": 5, "probes": 2}})"}));
    CHECK(agrees(report, "elements.work.circuit.opened", 1 / (closed + open)));
    CHECK(agrees(report, "elements.work.circuit.open", open / (closed + open)));
}

TEST_CASE("circuit breaker: a window from two calls on is a walk", "[oracle][breaker]") {
    // Calls of no length at 1/s fail with 0.6. Of two calls one that fails is half of them; after two successes the
    // failures must make up for two: 2 / (0.6 - 0.4) more calls on average (a walk; Feller 1, ch. XIV). Then 5 s, the
    // next call is the probe, until one succeeds.
    const double closed = 2 + 0.4 * 0.4 * 2 / (0.6 - 0.4);
    const double open = (5 + 1) / 0.4;
    const auto report = run(textOf(
        {.arrivals = R"({"poisson": {"rate": 1}})",
         .handling =
             R"({"time": {"constant": {"value": 0}}, "failure": 0.6, "circuitBreaker": {"window": 1000000, "threshold": 0.5, "minCalls": 2, "openFor": 5}})"}));
    CHECK(agrees(report, "elements.work.circuit.opened", 1 / (closed + open)));
    CHECK(agrees(report, "elements.work.circuit.open", open / (closed + open)));
    CHECK(agrees(report, "elements.work.rejected", 5 / 0.4 / (closed + open)));
}

TEST_CASE("dead letters are redriven", "[oracle][retry]") {
    // Lambda 1, two attempts that fail with 0.3; what is given up goes to a queue that a reader with plenty of workers
    // reads.
    const auto report = run(document(
        R"({"id":"clients","kind":"actor","arrivals":{"poisson":{"rate":1}}},{"id":"request","kind":"command"},
        {"id":"work","kind":"aggregate","service":"many","handling":{"time":{"exponential":{"mean":1}},"failure":0.3,
            "retry":{"attempts":2,"backoff":{"constant":{"value":0}}},"deadLetter":"morgue"}},
        {"id":"many","kind":"service","concurrency":1000},{"id":"morgue","kind":"queue"},
        {"id":"clerk","kind":"aggregate","service":"many","handling":{"time":{"exponential":{"mean":3}}}})",
        R"({"from":"clients","to":"request"},{"from":"request","to":"work"},{"from":"morgue","to":"clerk"})", kRun));
    CHECK(agrees(report, "elements.work.deadLettered", 0.09));
    CHECK(agrees(report, "elements.clerk.arrivals", 0.09));
    CHECK(agrees(report, "elements.clerk.active.mean", 0.27));
}

TEST_CASE("bursts x patience: a chain of phase and number", "[oracle][mmpp]") {
    // 20 replications of 50,000 s: 0.4/s, in bursts 3/s, quiet 30 s, bursts 10 s, mu 1, patience exponential of 4 s.
    const MarkovChain chain(
        {0, 0},
        [](const State& s) {
            return Jumps{{{s[0] + 1, s[1]}, s[1] == 0 ? 0.4 : 3},
                         {{s[0] - 1, s[1]}, (s[0] > 0 ? 1 : 0) + std::max(0, s[0] - 1) / 4.0},
                         {{s[0], 1 - s[1]}, s[1] == 0 ? 1 / 30.0 : 0.1}};
        },
        [](const State& s) { return s[0] < 150; });
    const auto report =
        run(textOf({.arrivals = R"({"bursty": {"rate": 0.4, "burstRate": 3, "burstEvery": 30, "burstLength": 10}})",
                    .handling = R"({"time": {"exponential": {"mean": 1}}, "patience": {"exponential": {"mean": 4}}})",
                    .scenario = R"({"duration": 50000, "warmUp": 2000, "replications": 20})"}));
    const double waiting = chain.mean([](const State& s) { return std::max(0, s[0] - 1); });
    CHECK(agrees(report, "elements.work.queue.mean", waiting));
    CHECK(agrees(report, "elements.work.expired", waiting / 4));
}
