// SPDX-License-Identifier: Apache-2.0
#include "tests/simulator/forecast/forecasts.hpp"

// The load at which a place is full. Where no formula is named, simulations at 0.93 times the factor are stable, and at
// 1.07 times it waits grow in proportion to the time.

using namespace stormglass;
using namespace stormglass::tests;

namespace {

double factorOf(const std::string& handling, const std::string& service, double rate, const std::string& asking = "",
                const std::string& more = "") {
    const sim::ForecastReport report = forecastOf(
        stationOf(handling, service, R"({"poisson": {"rate": )" + std::to_string(rate) + "}}", asking, more));
    REQUIRE(report.saturationFactor.has_value());
    CHECK(report.saturationElement == "work");
    return *report.saturationFactor;
}

} // namespace

SCENARIO("batches that fill up leave room for more than twice the load", "[forecast]") {
    // Full batches of 4 at 2 workers would do 6.67 a second; lingering ones leave before they are full.
    const double factor = factorOf(
        R"({"time": {"constant": {"value": 1}}, "batch": {"max": 4, "linger": 0.5, "perMessage": {"constant": {"value": 0.05}}}})",
        R"("concurrency": 2)", 3);
    CHECK(factor > 1.75);
    CHECK(factor < 2.1);
    // Those that take what waits are full when there is enough: 4 in 1.2 s.
    CHECK(
        factorOf(
            R"({"time": {"constant": {"value": 1}}, "batch": {"max": 4, "perMessage": {"constant": {"value": 0.05}}}})",
            "", 1.5) == Approx(4 / 1.2 / 1.5).epsilon(0.01));
}

SCENARIO("who waits is sent again: hedges saturate as if all copies were sent", "[forecast]") {
    const auto hedged = [](int copies, double after) {
        return factorOf(R"({"time": {"exponential": {"mean": 1}}, "hedge": {"after": )" + std::to_string(after) +
                            R"(, "copies": )" + std::to_string(copies) + "}}",
                        R"("concurrency": 5)", 0.5);
    };
    CHECK(hedged(3, 0.5) == Approx(5 / (0.5 * 3)).epsilon(0.02));
    CHECK(hedged(2, 1) == Approx(5 / (0.5 * 2)).epsilon(0.02));
}

SCENARIO("a place that its circuit breaker always protects is never full", "[forecast]") {
    const sim::ForecastReport report = forecastOf(stationOf(
        R"({"time": {"exponential": {"mean": 0.3}}, "failure": 0.5,
            "circuitBreaker": {"window": 10, "threshold": 0.4, "openFor": 5}})",
        "", R"({"poisson": {"rate": 2}})"));
    CHECK_FALSE(report.saturationFactor.has_value());
    CHECK(report.saturationElement.empty());
    CHECK(report.verdict == sim::Verdict::stable);
}
