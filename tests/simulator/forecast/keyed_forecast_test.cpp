// SPDX-License-Identifier: Apache-2.0
#include "tests/simulator/forecast/forecasts.hpp"

#include <cmath>

// Keys and partitions. The figures are those of simulations of 320,000 to 640,000 messages (8 replications, seed 7),
// known within 2 %; the bounds of the forecast are stated with them.

using namespace stormglass;
using namespace stormglass::tests;

namespace {

const std::string kExponential = R"({"time": {"exponential": {"mean": 1}}})";
const std::string kConstant = R"({"time": {"constant": {"value": 1}}})";

std::string keyed(double rate, int population, double skew) {
    return R"({"poisson": {"rate": )" + std::to_string(rate) + R"(}, "keys": {"population": )" +
           std::to_string(population) + R"(, "skew": )" + std::to_string(skew) + "}}";
}

std::string poisson(double rate, const std::string& more = "") {
    return R"({"poisson": {"rate": )" + std::to_string(rate) + "}" + more + "}";
}

double waitOf(const std::string& document) {
    return elementOf(forecastOf(document), "work").waiting;
}

} // namespace

SCENARIO("messages of a key wait for each other, each key being M/G/1 beside the workers", "[forecast]") {
    const auto wait = [](const std::string& time, int population, double skew) {
        return waitOf(stationOf(R"({"time": )" + time + R"(, "exclusivePerKey": true})", R"("concurrency": 4)",
                                keyed(1.2, population, skew)));
    };
    const std::string exponential = R"({"exponential": {"mean": 1}})";
    const std::string constant = R"({"constant": {"value": 1}})";
    CHECK(wait(exponential, 3, 0) == Approx(0.656).epsilon(0.06));
    CHECK(wait(exponential, 3, 0.9) == Approx(1.064).epsilon(0.06));
    CHECK(wait(exponential, 20, 0.9) == Approx(0.167).epsilon(0.06));
    CHECK(wait(constant, 1000, 0.9) == Approx(0.0187).epsilon(0.1));
    THEN("one worker alone serves them in turn anyway") {
        CHECK(waitOf(stationOf(R"({"time": {"exponential": {"mean": 1}}, "exclusivePerKey": true})", "",
                               keyed(0.5, 3, 0))) == Approx(1));
    }
    THEN("a key that is too much for one worker makes the place unstable") {
        const sim::ForecastReport report =
            forecastOf(stationOf(R"({"time": {"exponential": {"mean": 1}}, "exclusivePerKey": true})",
                                 R"("concurrency": 8)", keyed(4, 2, 0)));
        REQUIRE(report.causes.size() == 1);
        CHECK(report.causes[0].element == "work");
        CHECK(report.causes[0].factor == Approx(2));
        CHECK(std::isinf(elementOf(report, "work").waiting));
    }
}

SCENARIO("a replica takes turns at its partitions", "[forecast]") {
    const auto wait = [](const std::string& handling, int replicas, int partitions, const std::string& arrivals) {
        return waitOf(
            stationOf(handling, R"("replicas": )" + std::to_string(replicas), arrivals, R"("via": "log")",
                      R"(, {"id": "log", "kind": "topic", "partitions": )" + std::to_string(partitions) + "}"));
    };
    // Round robin: every second message, at intervals of an Erlang distribution.
    CHECK(wait(kExponential, 2, 4, poisson(1.4)) == Approx(1.607).epsilon(0.08));
    CHECK(wait(kConstant, 3, 8, poisson(2.1)) == Approx(0.474).epsilon(0.12));
    // Keys go by the engine's hash: 1/3 of the traffic would be 1.5 s.
    CHECK(wait(kExponential, 3, 8, keyed(1.8, 10000, 0)) == Approx(1.748).epsilon(0.06));
    THEN("the fullest partition is what saturates") {
        const sim::ForecastReport report =
            forecastOf(stationOf(kExponential, R"("replicas": 4)", keyed(2.4, 50, 1), R"("via": "log")",
                                 R"(, {"id": "log", "kind": "topic", "partitions": 4})"));
        // By the hash of the 50 keys; a run has 0.4066 of the traffic there.
        CHECK(report.verdict == sim::Verdict::stable);
        CHECK(*report.saturationFactor == Approx(1 / (2.4 * 0.4066)).epsilon(0.01));
    }
}

SCENARIO("messages that come together part for their partitions", "[forecast]") {
    const auto wait = [](int replicas, int partitions, const std::string& arrivals) {
        return waitOf(
            stationOf(kExponential, R"("replicas": )" + std::to_string(replicas), arrivals, R"("via": "log")",
                      R"(, {"id": "log", "kind": "topic", "partitions": )" + std::to_string(partitions) + "}"));
    };
    const std::string three = R"(, "batch": {"constant": {"value": 3}})";
    const std::string some = R"(, "batch": {"geometric": {"mean": 3}})";
    const std::string keys = R"(, "keys": {"population": 100000, "skew": 0})";
    CHECK(wait(4, 4, poisson(0.8, three + keys)) == Approx(2.095).epsilon(0.05));
    CHECK(wait(4, 4, poisson(0.8, some + keys)) == Approx(2.704).epsilon(0.05));
    CHECK(wait(2, 8, poisson(0.4, three)) == Approx(2.155).epsilon(0.12));
    CHECK(wait(2, 8, poisson(0.4, some)) == Approx(3.371).epsilon(0.1));
}

SCENARIO("a topic's messages grow old in their partitions", "[forecast]") {
    const sim::ForecastReport report =
        forecastOf(stationOf(kExponential, R"("replicas": 2)", poisson(2.6), R"("via": "log")",
                             R"(, {"id": "log", "kind": "topic", "partitions": 4, "ttl": 2})"));
    CHECK(report.verdict == sim::Verdict::stable);
    CHECK(*elementOf(report, "work").busy == Approx(0.899).epsilon(0.06));
    CHECK(elementOf(report, "work").waiting == Approx(1.222).epsilon(0.12));
}
