// SPDX-License-Identifier: Apache-2.0
#include "tests/oracles/formulas.hpp"
#include "tests/oracles/oracle.hpp"
#include "tests/support/catch.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string>

// What is done in parallel: fan-out, joins, quorums, hedges, messages that overtake each other.
using namespace stormglass::oracles;

namespace {

constexpr const char* kShort = R"({"duration": 5000, "warmUp": 100, "replications": 20})";

/// An event at 5/s that `branches` partners without limits answer after an exponential second, and a join that waits.
std::string answersOf(int branches, const std::string& waitFor, const std::string& scenario = kShort) {
    std::string elements = R"({"id":"source","kind":"external","arrivals":{"poisson":{"rate":5}}},
        {"id":"asked","kind":"event"},{"id":"agreed","kind":"event"},
        {"id":"join","kind":"external","handling":{"time":{"constant":{"value":0}},"waitFor":)" +
                           waitFor + "}}";
    std::string flows = R"({"from":"source","to":"asked"},{"from":"join","to":"agreed"})";
    for (int i = 1; i <= branches; ++i) {
        elements += fmt::format(R"(,{{"id":"a{0}","kind":"event"}},
            {{"id":"p{0}","kind":"external","handling":{{"time":{{"exponential":{{"mean":1}}}}}}}})",
                                i);
        flows += fmt::format(
            R"(,{{"from":"asked","to":"p{0}"}},{{"from":"p{0}","to":"a{0}"}},{{"from":"a{0}","to":"join"}})", i);
    }
    return document(elements, flows, scenario, R"({"id":"whole","from":"asked","to":"agreed"})");
}

} // namespace

TEST_CASE("fan-out: every follower of an event has it all", "[oracle][fan-out]") {
    // 20 replications of 20,000 s, 0.6/s to three followers of one worker each: three M/M/1, of mean 1, 0.5 and
    // (Erlang of 2) 1.2 s, that see the same arrivals.
    const std::string elements = R"({"id":"source","kind":"external","arrivals":{"poisson":{"rate":0.6}}},
        {"id":"happened","kind":"event"},
        {"id":"one","kind":"policy","handling":{"time":{"exponential":{"mean":1}}}},
        {"id":"two","kind":"readModel","handling":{"time":{"exponential":{"mean":0.5}}}},
        {"id":"three","kind":"external","service":"partner","handling":{"time":{"erlang":{"k":2,"mean":1.2}}}},
        {"id":"partner","kind":"service"})";
    const auto report = run(document(elements, R"({"from":"source","to":"happened"},{"from":"happened","to":"one"},
        {"from":"happened","to":"two"},{"from":"happened","to":"three"})",
                                     R"({"duration": 20000, "warmUp": 1000, "replications": 20})",
                                     R"({"id":"slowest","from":"happened","to":"three"})"));
    CHECK(agrees(report, "elements.one.time.mean", 1 / 0.4));
    CHECK(agrees(report, "elements.two.time.mean", 1 / 1.4));
    CHECK(agrees(report, "elements.three.waiting.mean", 0.6 * 1.5 * 1.44 / (2 * 0.28)));
    CHECK(agreesWithin(report, "elements.one.time.p99", std::log(100.0) / 0.4, 0.008));
    CHECK(agrees(report, "elements.one.arrivals", 0.6));
    CHECK(agrees(report, "elements.three.arrivals", 0.6));
}

TEST_CASE("fan-out through a flow with a count: as many deliveries as are drawn", "[oracle][fan-out]") {
    // 20 replications of 5,000 s: 0.5/s, each sends a geometric number of mean 3 to one worker of 0.4 s: M^X/M/1 with
    // E X = 3, E X^2 = 15: L = rho (1 + E X^2 / E X) / (2 (1 - rho)).
    const std::string elements = R"({"id":"source","kind":"external","arrivals":{"poisson":{"rate":0.5}}},
        {"id":"order","kind":"event"},{"id":"item","kind":"event"},
        {"id":"pack","kind":"policy","handling":{"time":{"exponential":{"mean":0.4}}}},
        {"id":"split","kind":"external","handling":{"time":{"constant":{"value":0}}}})";
    const auto report = run(document(elements, R"({"from":"source","to":"order"},{"from":"order","to":"split"},
        {"from":"split","to":"item","count":{"geometric":{"mean":3}}},{"from":"item","to":"pack"})",
                                     R"({"duration": 20000, "warmUp": 500, "replications": 20})"));
    CHECK(agrees(report, "elements.pack.arrivals", 1.5));
    CHECK(agrees(report, "elements.pack.time.mean", 0.6 * (1 + 15.0 / 3) / (2 * 0.4) / 1.5));
}

TEST_CASE("a join of five: the slowest of five answers", "[oracle][fork-join]") {
    // P(T <= t) = (1 - exp(-t))^5; mean H5, variance the sum of 1 / i^2.
    const auto report = run(answersOf(5, R"({"all":["a1","a2","a3","a4","a5"]})"));
    CHECK(agrees(report, "journeys.whole.mean", 137.0 / 60));
    CHECK(agrees(report, "journeys.whole.sd", std::sqrt(5269.0 / 3600)));
    CHECK(agreesWithin(report, "journeys.whole.p99", -std::log(1 - std::pow(0.99, 0.2)), 0.008));
    CHECK(agrees(report, "elements.join.joining.mean", 137.0 / 60 - 1.0 / 5));
}

TEST_CASE("a quorum of three of five: an order statistic", "[oracle][quorum]") {
    // Mean 1/5 + 1/4 + 1/3; P(T <= t) = P(at least three of five are there).
    const auto within = [](double t) {
        const double f = 1 - std::exp(-t);
        return 10 * std::pow(f, 3) * std::pow(1 - f, 2) + 5 * std::pow(f, 4) * (1 - f) + std::pow(f, 5);
    };
    double p95 = 0;
    while (within(p95) < 0.95) {
        p95 += 1e-4;
    }
    const auto report = run(answersOf(5, R"({"atLeast":3,"of":["a1","a2","a3","a4","a5"]})"));
    CHECK(agrees(report, "journeys.whole.mean", 47.0 / 60));
    CHECK(agreesWithin(report, "journeys.whole.p95", p95, 0.008));
    CHECK(agrees(report, "elements.join.joining.mean", 47.0 / 60 - 1.0 / 5));
}

TEST_CASE("the first of three answers", "[oracle][quorum]") {
    const auto report = run(answersOf(3, R"({"any":["a1","a2","a3"]})"));
    CHECK(agrees(report, "journeys.whole.mean", 1.0 / 3));
    CHECK(agreesWithin(report, "journeys.whole.p99", std::log(100.0) / 3, 0.008));
}

TEST_CASE("a join that gives up", "[oracle][fork-join]") {
    // Two answers, the second comes an exponential second after the first; 1.2 s are waited for it.
    const double lost = std::exp(-1.2);
    const auto report = run(answersOf(2, R"({"all":["a1","a2"],"timeout":1.2})"));
    CHECK(agrees(report, "elements.join.throughput", 5 * (1 - lost)));
    // Of those that are in time: the first after 1/2, the second by an exponential cut at 1.2 s.
    const double joining = (1 - lost * 2.2) / (1 - lost);
    CHECK(agrees(report, "elements.join.joining.mean", joining));
    CHECK(agrees(report, "journeys.whole.mean", 0.5 + joining));
}

TEST_CASE("hedging: the distribution with a copy after half a second", "[oracle][hedge]") {
    // 20 replications of 5,000 s: P(T > t) = exp(-t) up to 0.5, then exp(0.5 - 2 t): p99 = (ln 100 + 0.5) / 2.
    const auto report =
        run(textOf({.arrivals = R"({"poisson": {"rate": 5}})",
                    .handling = R"({"time": {"exponential": {"mean": 1}}, "hedge": {"copies": 2, "after": 0.5}})",
                    .service = R"({"concurrency": 1000})",
                    .scenario = R"({"duration": 5000, "warmUp": 100, "replications": 20, "measures": [
                    {"id": "quick", "of": "visit", "what": "latency", "as": {"share": {"op": "<=", "value": 0.5}}}]})"}));
    CHECK(agreesWithin(report, "journeys.visit.p99", (std::log(100.0) + 0.5) / 2, 0.008));
    CHECK(agrees(report, "measures.quick", 1 - std::exp(-0.5)));
    // The others' work goes on: 1 s of the first, 1 s of the copy with exp(-0.5).
    CHECK(agrees(report, "elements.work.busy", 5 * (1 + std::exp(-0.5)) / 1000));
}

TEST_CASE("messages of one key that overtake each other", "[oracle][order]") {
    // 20 replications of 20,000 s, 2/s, any number of workers, times exponential of mean 1: one that takes s is
    // overtaken unless none of those that come meanwhile is done before: 1 - E exp(-lambda (S - 1 + exp(-S))).
    const double inOrder =
        integral(0, 40, 1e-4, [](double s) { return std::exp(-s) * std::exp(-2 * (s - 1 + std::exp(-s))); });
    const auto report = run(textOf({.arrivals = R"({"poisson": {"rate": 2}, "keys": {"population": 1, "skew": 0}})",
                                    .handling = R"({"time": {"exponential": {"mean": 1}}})",
                                    .service = R"({"concurrency": 1000})"}));
    CHECK(agrees(report, "elements.work.outOfOrder", 1 - inOrder));
}
