// SPDX-License-Identifier: Apache-2.0
#include "tests/oracles/formulas.hpp"
#include "tests/oracles/oracle.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <string>

// Read models: how old what they show is, and how often an answer is stale. 20 replications of 20,000 s each.
using namespace stormglass::oracles;

namespace {

constexpr const char* kRun = R"({"duration": 20000, "warmUp": 1000, "replications": 20})";

std::string view(const std::string& arrivals, const std::string& time) {
    return document(R"({"id":"source","kind":"external","arrivals":)" + arrivals +
                        R"(},{"id":"happened","kind":"event"},{"id":"view","kind":"readModel","handling":{"time":)" +
                        time + "}}",
                    R"({"from":"source","to":"happened"},{"from":"happened","to":"view"})", kRun);
}

} // namespace

TEST_CASE("age of information: D/M/1 and M/D/1", "[oracle][age]") {
    // Kaul, Yates and Gruteser 2012, mu 1, rho 0.6. D/M/1: 1 / (2 rho) + 1 / (1 - beta), beta the root of
    // beta = exp((beta - 1) / rho). M/D/1: 1 / (2 (1 - rho)) + 1 / 2 + (1 - rho) exp(rho) / rho. The mean peak is an
    // interval and a time in the system.
    double beta = 0.5;
    for (int i = 0; i < 10'000; ++i) {
        beta = std::exp((beta - 1) / 0.6);
    }
    const auto regular = run(view(R"({"constant":{"rate":0.6}})", R"({"exponential":{"mean":1}})"));
    CHECK(agrees(regular, "elements.view.age.mean", 1 / 1.2 + 1 / (1 - beta)));
    CHECK(agrees(regular, "elements.view.age.peak", 1 / 0.6 + 1 / (1 - beta)));
    CHECK(agreesWithin(regular, "elements.view.staleness.p99", std::log(100.0) / (1 - beta), 0.008));
    const auto constant = run(view(R"({"poisson":{"rate":0.6}})", R"({"constant":{"value":1}})"));
    CHECK(agrees(constant, "elements.view.age.mean", 1 / 0.8 + 0.5 + 0.4 * std::exp(0.6) / 0.6));
    CHECK(agrees(constant, "elements.view.age.peak", 1 / 0.6 + 1 + 0.6 / 0.8));
}

TEST_CASE("age of information: events that overtake each other", "[oracle][age]") {
    // M/M/infinity, lambda 0.5, mu 1: an event counts only if none that is newer is shown. The age exceeds x when none
    // of the events emitted in the last x seconds is shown: exp(-lambda (x - 1 + exp(-x))).
    const double mean = integral(0, 80, 1e-3, [](double x) { return std::exp(-0.5 * (x - 1 + std::exp(-x))); });
    const auto report = run(document(
        R"({"id":"source","kind":"external","arrivals":{"poisson":{"rate":0.5}}},{"id":"happened","kind":"event"},
        {"id":"many","kind":"service","concurrency":1000},
        {"id":"view","kind":"readModel","service":"many","handling":{"time":{"exponential":{"mean":1}}}})",
        R"({"from":"source","to":"happened"},{"from":"happened","to":"view"})", kRun));
    CHECK(agrees(report, "elements.view.age.mean", mean));
}

TEST_CASE("staleness over a way with latency: the sum of that and the time at the view", "[oracle][staleness]") {
    // Exponential latency of 0.5 s keeps the stream Poisson (an infinite server); M/M/1 of rho 0.6 behind it.
    const auto report = run(document(
        R"({"id":"source","kind":"external","arrivals":{"poisson":{"rate":0.6}}},{"id":"happened","kind":"event"},
        {"id":"view","kind":"readModel","handling":{"time":{"exponential":{"mean":1}}}})",
        R"({"from":"source","to":"happened"},{"from":"happened","to":"view","latency":{"exponential":{"mean":0.5}}})",
        R"({"duration": 20000, "warmUp": 1000, "replications": 20, "measures": [
            {"id":"late","of":"view","what":"staleness","as":{"share":{"op":">","value":4}}}]})"));
    CHECK(agrees(report, "elements.view.staleness.mean", 3));
    // P(X + Y > 4), exponentials of rates 2 and 0.4 that are independent.
    CHECK(agrees(report, "measures.late", (2 * std::exp(-0.4 * 4) - 0.4 * std::exp(-2.0 * 4)) / 1.6));
}

TEST_CASE("stale answers: an event of the key is on its way when the answer is given", "[oracle][staleness]") {
    // One key, events at 0.6/s into an M/M/1 view of mu 1, queries at 0.5/s answered elsewhere after an exponential
    // 0.5 s. The last event before the query is shown an exponential time of rate mu - lambda after it, with
    // probability rho; the answer comes before with nu / (nu + mu - lambda).
    const auto report = run(document(
        R"({"id":"source","kind":"external","arrivals":{"poisson":{"rate":0.6},"keys":{"population":1,"skew":0}}},
        {"id":"happened","kind":"event"},
        {"id":"person","kind":"actor","arrivals":{"poisson":{"rate":0.5},"keys":{"population":1,"skew":0}}},
        {"id":"ask","kind":"query"},
        {"id":"view","kind":"readModel","queryService":"unlimited","handling":{"time":{"exponential":{"mean":1}},
            "per":{"ask":{"time":{"exponential":{"mean":0.5}}}}}})",
        R"({"from":"source","to":"happened"},{"from":"happened","to":"view"},{"from":"person","to":"ask"},{"from":"ask","to":"view"})",
        kRun));
    CHECK(agrees(report, "elements.view.staleness.staleAnswers", 0.6 * 2 / (2 + 0.4)));
    CHECK(agrees(report, "elements.view.staleness.mean", 1 / 0.4));
}
