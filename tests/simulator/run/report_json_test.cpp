// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/report_json.hpp"
#include "tests/support/catch.hpp"

using namespace stormglass;
using namespace stormglass::sim;

namespace {

Estimate around(double value) {
    return {value, value - 1, value + 1, 0.5, {}};
}

Times timesAround(double value) {
    Times times;
    times.mean = around(value);
    times.sd = around(value / 2);
    times.quantiles = {around(value), around(2 * value), around(3 * value), around(4 * value), {}};
    times.quantiles->back() = Estimate::withheldUntil(8000);
    times.max = 9 * value;
    return times;
}

RunReport smallReport() {
    PlaceReport order;
    order.rates = Rates{};
    order.rates->arrivals = around(5);
    order.busy = around(0.9);
    order.waiting = timesAround(7);
    order.time = timesAround(10);
    order.queue = Level{.mean = around(8), .sd = around(3), .max = 40};
    PlaceReport topic;
    topic.lag = Level{.mean = around(3), .sd = {}, .max = 12};
    topic.partitions.resize(2);
    topic.partitions[1].lag.mean = around(2);
    JourneyReport ordering;
    ordering.times = timesAround(20);
    ordering.times.count = 1000;
    RunReport report;
    report.scenario = "steady";
    report.elements = {{"order", order}};
    report.channels = {{"orders", topic}};
    report.journeys = {{"ordering", ordering}};
    report.accounting = {{"place-order", {10, 7, 1, 1, 0, 0, 1}}};
    return report;
}

} // namespace

SCENARIO("a report is written with the keys of the contract", "[run]") {
    const model::Value json = reportJson(smallReport());

    THEN("the head and every chapter are there") {
        for (const char* key : {"scenario", "seed", "replications", "duration", "warmUp", "simulatedEvents", "verdict",
                                "notSimulated", "timing", "journeys", "elements", "services", "channels", "objectives",
                                "accounting", "measures", "exact"}) {
            CHECK(json.contains(key));
        }
    }
    THEN("an estimate has value, low and high") {
        CHECK(json["elements"]["order"]["busy"].dump() == R"({"value":0.9,"low":-0.09999999999999998,"high":1.9})");
    }
    THEN("a withheld figure says how long it would take") {
        CHECK(json["elements"]["order"]["waiting"]["p999"].dump() ==
              R"({"value":null,"low":null,"high":null,"needs":8000.0})");
    }
    THEN("a maximum is a plain number") {
        CHECK(json["elements"]["order"]["waiting"]["max"] == 63.0);
    }
    THEN("bands belong to scenarios only") {
        RunReport scenario = smallReport();
        scenario.kind = RunKind::scenario;
        CHECK_FALSE(json.contains("bands"));
        CHECK(reportJson(scenario).contains("bands"));
    }
}

SCENARIO("a figure is found by its path", "[run]") {
    const RunReport report = smallReport();

    CHECK(figureOf(report, "order", "busy")->value == 0.9);
    CHECK(figureOf(report, "order", "waiting.p95")->value == 21);
    CHECK(figureOf(report, "order", "p95")->value == 30);
    CHECK(figureOf(report, "order", "max")->value == 90);
    CHECK(figureOf(report, "order", "queue")->value == 8);
    CHECK(figureOf(report, "ordering", "p90")->high == 41);
    CHECK(figureOf(report, "orders", "partitions.1.lag")->value == 2);
    CHECK(figureOf(report, "orders", "partitions[1].lag")->value == 2);
    CHECK(figureOf(report, "orders", "lag.max")->value == 12);
    CHECK(figureOf(report, "order", "p999")->needs == 8000);
    CHECK_FALSE(figureOf(report, "order", "nonsense"));
    CHECK_FALSE(figureOf(report, "orders", "partitions.2.lag"));
    CHECK_FALSE(figureOf(report, "orders", "partitions[2].lag"));
    CHECK_FALSE(figureOf(report, "nobody", "busy"));
    CHECK(figureAt(report, "elements.order.waiting.mean")->value == 7);
    CHECK(figureAt(report, "journeys.ordering.mean")->value == 20);
    CHECK_FALSE(figureAt(report, "journeys"));
}
