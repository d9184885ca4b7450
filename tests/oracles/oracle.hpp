// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/run/report.hpp"

#include <string>

/// What the oracles share. Every oracle holds a simulated figure against a result of queueing theory: the figure's own
/// confidence interval, widened to the level below, must contain it. Seeds are fixed (1 everywhere, never chosen for
/// the result), each model is run once, and no figure is looked at twice.
namespace stormglass::oracles {

/// With some two hundred figures the whole suite raises a false alarm in one of fifty sets of seeds.
inline constexpr double kLevel = 0.9999;

/// One station: a source of requests, a handler "work" of service "servers", the journey "visit" from request to done,
/// and the scenario "run" with seed 1. Each part is the JSON of that record of the text form.
struct Station {
    std::string arrivals;
    std::string handling;
    std::string service = R"({"replicas": 1, "concurrency": 1})";
    std::string scenario = R"({"duration": 20000, "warmUp": 1000, "replications": 20})";
    std::string actor = "{}"; ///< further keys of the source
    std::string flow = "{}";  ///< further keys of the flow into the handler
};

[[nodiscard]] std::string textOf(const Station& station);

/// A document of these elements and flows (JSON lists' contents), with one scenario.
[[nodiscard]] std::string document(const std::string& elements, const std::string& flows, const std::string& scenario,
                                   const std::string& journeys = "");

/// Reads and runs a document; a document that cannot be read or run fails the test.
[[nodiscard]] sim::RunReport run(const std::string& text);

/// The figure at a path of the report: "journeys.visit.p99"; fails the test when there is none.
[[nodiscard]] sim::Estimate figure(const sim::RunReport& report, const std::string& path);

/// Whether the figure's interval at the suite's level contains the exact value. Prints both when it does not.
[[nodiscard]] bool agrees(const sim::RunReport& report, const std::string& path, double exact);

/// The same with an allowance for a known bias: histogram buckets (quantiles are within 0.8 % of themselves), or a
/// formula that is itself an approximation, as the caller says.
[[nodiscard]] bool agreesWithin(const sim::RunReport& report, const std::string& path, double exact, double relative);

} // namespace stormglass::oracles
