// SPDX-License-Identifier: Apache-2.0
#include "app/inspector/distribution_shape.hpp"
#include "app/inspector/form_builder.hpp"
#include "simulator/random/distribution.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>

using namespace stormglass;
using app::DistributionShape;
using app::shapeOf;
using model::Value;

SCENARIO("mean and p99 of a distribution are those of the textbook", "[distributions]") {
    CHECK(shapeOf(Value::parse(R"({"constant": {"value": 0.2}})"))->p99 == Approx(0.2));
    const auto exponential = shapeOf(Value::parse(R"({"exponential": {"mean": 2}})"));
    CHECK(exponential->mean == Approx(2));
    CHECK(exponential->p99 == Approx(2 * std::log(100)));
    const auto lognormal = shapeOf(Value::parse(R"({"lognormal": {"median": 1, "p99": 4}})"));
    CHECK(lognormal->p99 == Approx(4));
    const auto uniform = shapeOf(Value::parse(R"({"uniform": {"min": 1, "max": 3}})"));
    CHECK(uniform->mean == Approx(2));
    CHECK(uniform->p99 == Approx(2.98));
    const auto pareto = shapeOf(Value::parse(R"({"pareto": {"shape": 2, "scale": 1}})"));
    CHECK(pareto->mean == Approx(2));
    CHECK(pareto->p99 == Approx(10));
    const auto erlang = shapeOf(Value::parse(R"({"erlang": {"k": 1, "mean": 2}})"));
    CHECK(erlang->p99 == Approx(exponential->p99));
    const auto quantiles = shapeOf(Value::parse(R"({"empirical": {"quantiles": [[0, 0], [0.5, 1], [1, 3]]}})"));
    CHECK(quantiles->mean == Approx(1.25));
    CHECK(quantiles->p99 == Approx(2.96));
}

SCENARIO("what the inspector says of a shape agrees with what the engine draws", "[distributions]") {
    const auto cut = shapeOf(Value::parse(R"({"normal": {"mean": 1, "sd": 1}})"));
    CHECK(cut->mean == Approx(sim::meanOf(sim::normalOf(1, 1), {})));
    const auto hyper = shapeOf(Value::parse(R"({"hyperexponential": {"mean": 3, "cv": 2}})"));
    CHECK(hyper->mean == Approx(3));
    const auto weibull = shapeOf(Value::parse(R"({"weibull": {"shape": 2, "scale": 1}})"));
    CHECK(weibull->mean == Approx(sim::meanOf(sim::weibullOf(2, 1), {})));
}

SCENARIO("what is no distribution has no shape", "[distributions]") {
    CHECK_FALSE(shapeOf(Value::parse(R"({"exponential": {"mean": -1}})")));
    CHECK_FALSE(shapeOf(Value("fast")));
}

SCENARIO("another shape keeps the mean", "[distributions]") {
    const Value old = Value::parse(R"({"exponential": {"mean": 0.008}})");
    const model::ParameterType type = model::distribution();
    for (const model::Parameter& shape : type.fields) {
        const Value made = app::reshaped(old, shape.key);
        INFO(made.dump());
        CHECK(model::normalised(type, made));
        if (shape.key != "geometric") { // its mean is at least 1
            CHECK(shapeOf(made)->mean == Approx(0.008));
        }
    }
}
