// SPDX-License-Identifier: Apache-2.0
#include "model/behaviour/catalogue.hpp"
#include "model/behaviour/validate.hpp"
#include "tests/support/catch.hpp"

using namespace stormglass::model;

namespace {

Result<Value, ParameterFault> check(ElementKind kind, const char* properties) {
    const Catalogue catalogue;
    return normalisedProperties(catalogue.of(kind), Value::parse(properties));
}

ParameterFault faultOf(ElementKind kind, const char* properties) {
    const auto checked = check(kind, properties);
    REQUIRE_FALSE(checked.ok());
    return checked.error();
}

} // namespace

SCENARIO("properties come out in the catalogue's order, in one spelling", "[catalogue]") {
    const auto checked = check(ElementKind::aggregate, R"({"x-note": [1, 2], "handling":
        {"failure": 0.02, "time": {"erlang": {"mean": 1.0, "k": 3.0}}}, "description": "decides"})");
    REQUIRE(checked.ok());
    CHECK(checked->dump() ==
          R"({"description":"decides","handling":{"time":{"erlang":{"k":3,"mean":1}},"failure":0.02},)"
          R"("x-note":[1,2]})");
    CHECK(normalisedProperties(Catalogue().of(ElementKind::aggregate), *checked).value() == *checked);
}

SCENARIO("a fault names its place and what would have been right", "[catalogue]") {
    using enum ElementKind;
    SECTION("an unknown key") {
        const ParameterFault fault = faultOf(service, R"({"replica": 2})");
        CHECK(fault.reason == FaultReason::unknownKey);
        CHECK(fault.pointer == "/replica");
        CHECK_THAT(fault.expected, Catch::Matchers::Contains("replicas"));
    }
    SECTION("a probability over 1") {
        const ParameterFault fault = faultOf(aggregate, R"({"handling": {"failure": 1.2}})");
        CHECK(fault.reason == FaultReason::outOfRange);
        CHECK(fault.pointer == "/handling/failure");
        CHECK(fault.expected == "a number from 0 to 1");
    }
    SECTION("a negative time deep in a distribution") {
        const ParameterFault fault = faultOf(policy, R"({"handling": {"time": {"exponential": {"mean": -1}}}})");
        CHECK(fault.pointer == "/handling/time/exponential/mean");
        CHECK(fault.expected == "a number of at least 0");
    }
    SECTION("two distributions at once") {
        CHECK(faultOf(policy, R"({"handling": {"time": {"constant": {"value": 1}, "exponential": {"mean": 1}}}})")
                  .reason == FaultReason::notExactlyOne);
    }
    SECTION("a share of a worker") {
        CHECK(faultOf(service, R"({"concurrency": 1.5})").expected == "a whole number of at least 1");
    }
    SECTION("a service's key on a topic") {
        CHECK(faultOf(topic, R"({"replicas": 2})").reason == FaultReason::unknownKey);
    }
}

SCENARIO("parts that are right one by one must fit each other", "[catalogue]") {
    const auto wrong = GENERATE(as<const char*>{}, R"({"arrivals": {}})",
                                R"({"arrivals": {"poisson": {"rate": 1}, "constant": {"rate": 1}}})",
                                R"({"handling": {"time": {"uniform": {"min": 2, "max": 1}}}})",
                                R"({"handling": {"time": {"triangular": {"min": 1, "mode": 5, "max": 4}}}})",
                                R"({"handling": {"time": {"lognormal": {"median": 2, "p99": 1}}}})",
                                R"({"handling": {"time": {"discrete": {"values": [1, 2], "weights": [1]}}}})",
                                R"({"handling": {"time": {"empirical": {"quantiles": [[0, 1], [1.5, 2]]}}}})",
                                R"({"handling": {"time": {"empirical": {"values": []}}}})",
                                R"({"handling": {"waitFor": {"all": ["a"], "any": ["b"]}}})",
                                R"({"handling": {"waitFor": {"atLeast": 3, "of": ["a", "b"]}}})",
                                R"({"handling": {"circuitBreaker": {"openFor": 5}}})",
                                R"({"arrivals": {"poisson": {"rate": 1}, "profile": {"day": [1, 2]}}})");
    INFO(wrong);
    const auto reason = faultOf(ElementKind::policy, wrong).reason;
    CHECK(reason == FaultReason::inconsistent);
}

SCENARIO("an id is small letters, digits and single hyphens", "[catalogue]") {
    CHECK(isWellFormedId("order-2-placed"));
    for (const char* bad : {"", "-a", "a-", "a--b", "Order", "a b", "a_b", "\xc3\xa4"}) {
        INFO(bad);
        CHECK_FALSE(isWellFormedId(bad));
    }
}
