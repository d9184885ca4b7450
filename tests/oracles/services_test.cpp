// SPDX-License-Identifier: Apache-2.0
#include "tests/oracles/formulas.hpp"
#include "tests/oracles/oracle.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <string>

using namespace stormglass::oracles;

namespace {

const std::string kExponential = R"({"time": {"exponential": {"mean": 1}}})";

} // namespace

TEST_CASE("breakdowns: a server that fails and is repaired", "[oracle][breakdowns]") {
    // 20 replications of 50,000 s, lambda 0.5, mu 1, up 50 s, down 10 s, interrupted work is resumed: a queue whose
    // service rate is modulated (White and Christie 1958; matrix-geometric).
    const auto report = run(textOf(
        {.arrivals = R"({"poisson": {"rate": 0.5}})",
         .handling = kExponential,
         .service =
             R"({"breakdowns": {"every": {"exponential": {"mean": 50}}, "repair": {"exponential": {"mean": 10}}, "interrupted": "resume"}})",
         .scenario = R"({"duration": 50000, "warmUp": 2000, "replications": 20})"}));
    CHECK(agrees(report, "journeys.visit.mean", meanNumberModulated({0.5, 0.5}, {1, 0}, {0.02, 0.1}) / 0.5));
    CHECK(agrees(report, "services.servers.up.mean", 50.0 / 60));
}

TEST_CASE("polling relay: a server with vacations", "[oracle][vacations]") {
    // 20 replications of 20,000 s: a worker reads a queue until it is empty and looks again 4 s later. M/G/1 with
    // multiple vacations: W = P-K + E V^2 / (2 E V) (Levy and Yechiali 1975; Fuhrmann and Cooper 1985).
    const std::string elements = R"({"id":"source","kind":"external","arrivals":{"poisson":{"rate":0.6}}},
        {"id":"happened","kind":"event"},{"id":"jobs","kind":"queue","pollEvery":4},
        {"id":"relay","kind":"policy","handling":{"time":{"exponential":{"mean":1}}}})";
    const std::string flows = R"({"from":"source","to":"happened"},{"from":"happened","to":"relay","via":"jobs"})";
    const auto report = run(document(elements, flows, R"({"duration": 20000, "warmUp": 1000, "replications": 20})"));
    CHECK(agrees(report, "elements.relay.waiting.mean", meanWaitMG1(0.6, 1, 2) + 2));
    CHECK(agrees(report, "elements.relay.time.mean", meanWaitMG1(0.6, 1, 2) + 3));
    // The wait of M/M/1 and, independent of it, what is left of a pause: uniform on (0, 4).
    CHECK(agrees(report, "elements.relay.waiting.sd", std::sqrt((2 * 0.6 - 0.36) / 0.16 + 16.0 / 12)));
}

TEST_CASE("cold start: an M/M/1 queue with set-up", "[oracle][setup]") {
    // 20 replications of 50,000 s: the only replica stops at once when idle and takes an exponential 3 s to start:
    // T = 1 / (mu - lambda) + (2 E D + lambda E D^2) / (2 (1 + lambda E D)) (Welch 1964; Harchol-Balter, ch. 27).
    const auto report = run(textOf(
        {.arrivals = R"({"poisson": {"rate": 0.5}})",
         .handling = kExponential,
         .service =
             R"({"replicas": 0, "startup": {"exponential": {"mean": 3}}, "autoscale": {"metric": "queue", "target": 1000000, "min": 0, "max": 1, "idleFor": 0}})",
         .scenario = R"({"duration": 50000, "warmUp": 1000, "replications": 20})"}));
    CHECK(agrees(report, "journeys.visit.mean", 2 + (2 * 3 + 0.5 * 18) / (2 * (1 + 0.5 * 3))));
}

TEST_CASE("a blocking line without buffers delivers two thirds", "[oracle][blocking]") {
    // 20 replications of 20,000 s: a saturated first station, no room before the second, exponential 1 s each, blocking
    // after service: throughput 2/3; with room for two (B + 2) / (B + 3) = 4/5 (Hunt 1956).
    const int room = GENERATE(0, 2);
    const std::string elements =
        R"({"id":"source","kind":"external","arrivals":{"poisson":{"rate":20}}},{"id":"a","kind":"event"},{"id":"b","kind":"event"},
        {"id":"s1","kind":"service","queueLimit":50,"overflow":"drop"},{"id":"s2","kind":"service","overflow":"block","queueLimit":)" +
        std::to_string(room) + R"(},
        {"id":"first","kind":"external","service":"s1","handling":{"time":{"exponential":{"mean":1}}}},
        {"id":"second","kind":"policy","service":"s2","handling":{"time":{"exponential":{"mean":1}}}})";
    const std::string flows =
        R"({"from":"source","to":"a"},{"from":"a","to":"first"},{"from":"first","to":"b"},{"from":"b","to":"second"})";
    const auto report = run(document(elements, flows, R"({"duration": 20000, "warmUp": 1000, "replications": 20})"));
    CHECK(agrees(report, "elements.second.throughput", (room + 2.0) / (room + 3)));
    CHECK(agrees(report, "elements.second.busy", (room + 2.0) / (room + 3)));
    CHECK(agrees(report, "elements.first.blocked", 1 - (room + 2.0) / (room + 3)));
}

TEST_CASE("a blocking line that is offered too much fills before its door", "[oracle][blocking]") {
    // 2 replications of 100,000 s: 2/s before a line that delivers 2/3 a second. What waits grows without limit, and
    // the look for a deadlock, at every message that is blocked, does not go through it.
    const std::string elements =
        R"({"id":"source","kind":"external","arrivals":{"poisson":{"rate":2}}},{"id":"a","kind":"event"},{"id":"b","kind":"event"},
        {"id":"s1","kind":"service"},{"id":"s2","kind":"service","overflow":"block","queueLimit":0},
        {"id":"first","kind":"external","service":"s1","handling":{"time":{"exponential":{"mean":1}}}},
        {"id":"second","kind":"policy","service":"s2","handling":{"time":{"exponential":{"mean":1}}}})";
    const std::string flows =
        R"({"from":"source","to":"a"},{"from":"a","to":"first"},{"from":"first","to":"b"},{"from":"b","to":"second"})";
    const auto report = run(document(elements, flows, R"({"duration": 100000, "warmUp": 1000, "replications": 2})"));
    CHECK(report.verdict == stormglass::sim::Verdict::unstable);
    CHECK(agrees(report, "elements.second.throughput", 2.0 / 3));
}

TEST_CASE("a synchronous call holds the caller's worker", "[oracle][sync]") {
    // 20 replications of 20,000 s: 0.4 s of own work, then a call to a partner without limits of 0.8 s, both
    // exponential, one worker: M/G/1 whose service is the sum.
    const std::string elements = R"({"id":"clients","kind":"actor","arrivals":{"poisson":{"rate":0.6}}},
        {"id":"request","kind":"command"},{"id":"charge","kind":"command"},{"id":"done","kind":"event"},
        {"id":"work","kind":"policy","handling":{"time":{"exponential":{"mean":0.4}}}},
        {"id":"partner","kind":"external","handling":{"time":{"exponential":{"mean":0.8}}}})";
    const std::string flows = R"({"from":"clients","to":"request"},{"from":"request","to":"work"},
        {"from":"work","to":"charge","mode":"sync"},{"from":"charge","to":"partner"},{"from":"partner","to":"done"})";
    const auto report = run(document(elements, flows, R"({"duration": 20000, "warmUp": 1000, "replications": 20})"));
    const double secondMoment = 0.16 + 0.64 + 1.2 * 1.2; // variances and the square of the mean
    CHECK(agrees(report, "elements.work.handling.mean", 1.2));
    CHECK(agrees(report, "elements.work.busy", 0.72));
    CHECK(agrees(report, "elements.work.waiting.mean", meanWaitMG1(0.6, 1.2, secondMoment)));
}

TEST_CASE("fork and join: two queues in parallel", "[oracle][fork-join]") {
    // 20 replications of 20,000 s: T = (12 - rho) / 8 / (mu - lambda) (Flatto and Hahn 1984; Nelson and Tantawi 1988).
    const std::string elements = R"({"id":"source","kind":"external","arrivals":{"poisson":{"rate":0.6}}},
        {"id":"placed","kind":"event"},{"id":"left","kind":"event"},{"id":"right","kind":"event"},{"id":"ready","kind":"event"},
        {"id":"s1","kind":"service"},{"id":"s2","kind":"service"},{"id":"sj","kind":"service","concurrency":1000},
        {"id":"one","kind":"external","service":"s1","handling":{"time":{"exponential":{"mean":1}}}},
        {"id":"two","kind":"external","service":"s2","handling":{"time":{"exponential":{"mean":1}}}},
        {"id":"join","kind":"external","service":"sj","handling":{"time":{"constant":{"value":0}},"waitFor":{"all":["left","right"]}}})";
    const std::string flows =
        R"({"from":"source","to":"placed"},{"from":"placed","to":"one"},{"from":"placed","to":"two"},
        {"from":"one","to":"left"},{"from":"two","to":"right"},{"from":"left","to":"join"},{"from":"right","to":"join"},{"from":"join","to":"ready"})";
    const auto report = run(document(elements, flows, R"({"duration": 20000, "warmUp": 1000, "replications": 20})",
                                     R"({"id":"whole","from":"placed","to":"ready"})"));
    const double whole = (12 - 0.6) / 8 / 0.4;
    CHECK(agrees(report, "journeys.whole.mean", whole));
    // From the first to the last answer: E max - E min, and E max + E min is twice the mean.
    CHECK(agrees(report, "elements.join.joining.mean", 2 * whole - 2 / 0.4));
}

TEST_CASE("quorum: two answers of three", "[oracle][quorum]") {
    // 20 replications of 5,000 s, partners without limits, exponential 1 s: the second of three takes 1/3 + 1/2.
    const std::string elements = R"({"id":"source","kind":"external","arrivals":{"poisson":{"rate":5}}},
        {"id":"asked","kind":"event"},{"id":"a1","kind":"event"},{"id":"a2","kind":"event"},{"id":"a3","kind":"event"},{"id":"agreed","kind":"event"},
        {"id":"p1","kind":"external","handling":{"time":{"exponential":{"mean":1}}}},
        {"id":"p2","kind":"external","handling":{"time":{"exponential":{"mean":1}}}},
        {"id":"p3","kind":"external","handling":{"time":{"exponential":{"mean":1}}}},
        {"id":"count","kind":"external","handling":{"time":{"constant":{"value":0}},"waitFor":{"atLeast":2,"of":["a1","a2","a3"]}}})";
    const std::string flows =
        R"({"from":"source","to":"asked"},{"from":"asked","to":"p1"},{"from":"asked","to":"p2"},{"from":"asked","to":"p3"},
        {"from":"p1","to":"a1"},{"from":"p2","to":"a2"},{"from":"p3","to":"a3"},
        {"from":"a1","to":"count"},{"from":"a2","to":"count"},{"from":"a3","to":"count"},{"from":"count","to":"agreed"})";
    const auto report = run(document(elements, flows, R"({"duration": 5000, "warmUp": 100, "replications": 20})",
                                     R"({"id":"whole","from":"asked","to":"agreed"})"));
    CHECK(agrees(report, "journeys.whole.mean", 1.0 / 3 + 1.0 / 2));
    CHECK(agrees(report, "elements.count.joining.mean", 1.0 / 2));
}

TEST_CASE("a split that waits for all: the harmonic number", "[oracle][split]") {
    // 20 replications of 5,000 s: an order of 4 items, each packed in parallel for an exponential second: H4 = 25/12.
    const std::string elements = R"({"id":"source","kind":"external","arrivals":{"poisson":{"rate":2}}},
        {"id":"ordered","kind":"event"},{"id":"item","kind":"event"},{"id":"packed","kind":"event"},{"id":"shipped","kind":"event"},
        {"id":"split","kind":"external","handling":{"time":{"constant":{"value":0}}}},
        {"id":"pack","kind":"external","handling":{"time":{"exponential":{"mean":1}}}},
        {"id":"ship","kind":"external","handling":{"time":{"constant":{"value":0}},"waitFor":{"each":"packed","as":"item"}}})";
    const std::string flows = R"({"from":"source","to":"ordered"},{"from":"ordered","to":"split"},
        {"from":"split","to":"item","count":{"constant":{"value":4}}},{"from":"item","to":"pack"},{"from":"pack","to":"packed"},
        {"from":"packed","to":"ship"},{"from":"ship","to":"shipped"})";
    const auto report = run(document(elements, flows, R"({"duration": 5000, "warmUp": 100, "replications": 20})",
                                     R"({"id":"whole","from":"ordered","to":"shipped"})"));
    CHECK(agrees(report, "journeys.whole.mean", 25.0 / 12));
    CHECK(agrees(report, "elements.ship.throughput", 2));
}

TEST_CASE("a projection: staleness and age of information", "[oracle][age]") {
    // 20 replications of 20,000 s, events at 0.5/s shown by an M/M/1 read model of mu 1: staleness is the time in the
    // system; mean age 1/mu (1 + 1/rho + rho^2 / (1 - rho)), mean peak 1/lambda + 1/(mu - lambda) (Kaul, Yates and
    // Gruteser 2012).
    const std::string elements = R"({"id":"source","kind":"external","arrivals":{"poisson":{"rate":0.5}}},
        {"id":"happened","kind":"event"},{"id":"view","kind":"readModel","handling":{"time":{"exponential":{"mean":1}}}})";
    const std::string flows = R"({"from":"source","to":"happened"},{"from":"happened","to":"view"})";
    const auto report = run(document(elements, flows, R"({"duration": 20000, "warmUp": 1000, "replications": 20})"));
    CHECK(agrees(report, "elements.view.staleness.mean", 2));
    CHECK(agreesWithin(report, "elements.view.staleness.p90", 2 * std::log(10.0), 0.008));
    CHECK(agrees(report, "elements.view.age.mean", 1 + 2 + 0.25 / 0.5));
    CHECK(agrees(report, "elements.view.age.peak", 2 + 2));
}

TEST_CASE("publishing at ticks adds half a period", "[oracle][publish-every]") {
    // 20 replications of 20,000 s: what arrives between ticks of 3 s is visible at the next one.
    const std::string elements = R"({"id":"source","kind":"external","arrivals":{"poisson":{"rate":2}}},
        {"id":"happened","kind":"event"},{"id":"outbox","kind":"queue","publishEvery":3},
        {"id":"relay","kind":"external","handling":{"time":{"constant":{"value":0}}}})";
    const std::string flows = R"({"from":"source","to":"happened"},{"from":"happened","to":"relay","via":"outbox"})";
    const auto report = run(document(elements, flows, R"({"duration": 20000, "warmUp": 999, "replications": 20})",
                                     R"({"id":"way","from":"happened","to":"relay"})"));
    CHECK(agrees(report, "journeys.way.mean", 1.5));
}
