// SPDX-License-Identifier: Apache-2.0
#include "tests/oracles/oracle.hpp"

#include "model/behaviour/catalogue.hpp"
#include "model/exchange/text_form.hpp"
#include "simulator/run/report_json.hpp"
#include "simulator/run/simulate.hpp"
#include "simulator/statistics/student_t.hpp"
#include "tests/support/catch.hpp"

#include <cmath>

namespace stormglass::oracles {

namespace {

using model::Value;

Value record(const char* id, const char* kind, const std::string& rest) {
    Value json = Value{{"id", id}, {"kind", kind}};
    json.update(Value::parse(rest));
    return json;
}

/// Sections behind an interval: of independent replications their number, of long runs at least the number of runs.
double degreesOf(const sim::RunReport& report) {
    return std::max(1.0, static_cast<double>(report.replications) - 1);
}

} // namespace

std::string textOf(const Station& station) {
    Value actor = record("clients", "actor", station.actor);
    actor["arrivals"] = Value::parse(station.arrivals);
    Value work = Value{{"id", "work"}, {"kind", "aggregate"}, {"service", "servers"}};
    work["handling"] = Value::parse(station.handling);
    Value flow = Value{{"from", "request"}, {"to", "work"}};
    flow.update(Value::parse(station.flow));
    const std::string elements = actor.dump() + "," + work.dump() + "," +
                                 record("servers", "service", station.service).dump() +
                                 R"(,{"id":"request","kind":"command"},{"id":"done","kind":"event"})";
    const std::string flows = R"({"from":"clients","to":"request"},)" + flow.dump() + R"(,{"from":"work","to":"done"})";
    return document(elements, flows, station.scenario, R"({"id":"visit","from":"request","to":"done"})");
}

std::string document(const std::string& elements, const std::string& flows, const std::string& scenario,
                     const std::string& journeys) {
    Value run = Value{{"id", "run"}, {"seed", 1}};
    run.update(Value::parse(scenario));
    return R"({"stormglass":1,"name":"oracle","elements":[)" + elements + R"(],"flows":[)" + flows +
           R"(],"journeys":[)" + journeys + R"(],"scenarios":[)" + run.dump() + "]}";
}

sim::RunReport run(const std::string& text) {
    const model::Catalogue catalogue;
    const auto board = model::readText(text, catalogue);
    if (!board) {
        FAIL("not a document: " << board.error().path << ": expected " << board.error().expected << ", found "
                                << board.error().found << "\n"
                                << text);
    }
    auto report = sim::simulate(*board, {});
    if (!report) {
        FAIL("not run: " << report.error().subject);
    }
    for (const std::string& path : report->notSimulated) {
        FAIL("not simulated: " << path);
    }
    for (const auto& [message, account] : report->accounting) {
        INFO(message);
        CHECK(account.balances());
    }
    return std::move(*report);
}

sim::Estimate figure(const sim::RunReport& report, const std::string& path) {
    const auto estimate = sim::figureAt(report, path);
    if (!estimate) {
        FAIL("no figure at " << path);
    }
    return *estimate;
}

bool agrees(const sim::RunReport& report, const std::string& path, double exact) {
    return agreesWithin(report, path, exact, 0);
}

bool agreesWithin(const sim::RunReport& report, const std::string& path, double exact, double relative) {
    const sim::Estimate simulated = figure(report, path);
    const double degrees = degreesOf(report);
    const double widening = sim::studentT(degrees, kLevel) / sim::studentT(degrees);
    const double allowed = simulated.halfWidth() * widening + relative * std::abs(exact);
    const bool inside = std::abs(simulated.value - exact) <= allowed + 1e-9 * std::abs(exact);
    if (!inside) {
        WARN(path << ": simulated " << simulated.value << " ± " << simulated.halfWidth() << " (95 %), exact " << exact);
    }
    return inside;
}

} // namespace stormglass::oracles
