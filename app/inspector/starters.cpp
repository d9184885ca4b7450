// SPDX-License-Identifier: Apache-2.0
#include "app/inspector/starters.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace stormglass::app {

namespace {

using model::Form;
using model::Parameter;
using model::ParameterType;
using model::Value;

struct Starter {
    std::string_view key;
    const char* json;
};

/// Values people would begin with, where the least legal one would be odd.
constexpr std::array kStarters{
    Starter{"retry", R"({"attempts": 3, "backoff": {"constant": {"value": 0.2}}, "multiplier": 2})"},
    Starter{"delay", R"({"exponential": {"mean": 60}})"},
    Starter{"patience", R"({"exponential": {"mean": 30}})"},
    Starter{"eventSourced", R"({"perEvent": 0.0001, "snapshotEvery": 100})"},
    Starter{"batch", R"({"max": 10, "linger": 0.05})"},
    Starter{"hedge", R"({"after": 0.1, "copies": 2})"},
    Starter{"circuitBreaker", R"({"consecutive": 5, "openFor": 30})"},
    Starter{"rateLimit", R"({"rate": 100, "burst": 10})"},
    Starter{"autoscale", R"({"metric": "busy", "target": 0.7, "min": 1, "max": 10})"},
    Starter{"breakdowns", R"({"every": {"exponential": {"mean": 3600}}, "repair": {"exponential": {"mean": 60}}})"},
    Starter{"startup", R"({"constant": {"value": 10}})"},
    Starter{"keys", R"({"population": 100000, "skew": 0.9})"},
    Starter{"profile", R"({"spike": {"at": 300, "for": 60, "factor": 4}})"},
    Starter{"poisson", R"({"rate": 1})"},
    Starter{"constant", R"({"rate": 1})"},
    Starter{"renewal", R"({"interval": {"exponential": {"mean": 1}}})"},
    Starter{"bursty", R"({"rate": 1, "burstRate": 20, "burstEvery": 300, "burstLength": 10})"},
    Starter{"users", R"({"count": 100, "think": {"exponential": {"mean": 5}}})"},
    Starter{"trace", R"({"times": [0, 1, 2]})"},
    Starter{"choice", R"({"group": "choice", "weight": 1})"},
    Starter{"fields", R"([{"name": "id", "type": "string", "required": true}])"},
    Starter{"latency", R"({"constant": {"value": 0.001}})"},
    Starter{"classes", R"({"standard": 1})"},
};

Value recordStarter(const ParameterType& type) {
    Value record = Value::object();
    for (const Parameter& field : type.fields) {
        if (field.isRequired) {
            record[std::string(field.key)] = starterFor(field);
        }
    }
    return record;
}

double leastOf(const model::Range& range) {
    if (range.low < -1e100) {
        return 0;
    }
    return range.isLowOpen ? (range.high <= 1 ? range.high / 2 : range.low + 1) : range.low;
}

} // namespace

Value starterOf(const ParameterType& type) {
    switch (type.form) {
    case Form::truth:
        return true;
    case Form::number:
        return leastOf(type.range);
    case Form::text:
        return "";
    case Form::name:
        return "name";
    case Form::word:
        return std::string(type.words.front());
    case Form::reference:
    case Form::anything:
        return "";
    case Form::record:
        return recordStarter(type);
    case Form::oneOf: {
        const bool isDistribution =
            std::ranges::any_of(type.fields, [](const Parameter& field) { return field.key == "hyperexponential"; });
        if (isDistribution) {
            return Value{{"exponential", {{"mean", 1}}}};
        }
        const Parameter& first = type.fields.front();
        return Value{{std::string(first.key), starterFor(first)}};
    }
    case Form::list:
    case Form::map:
        return type.form == Form::list ? Value::array() : Value::object();
    case Form::anyOf:
        return starterOf(type.alternatives.front());
    }
    return nullptr;
}

Value starterFor(const Parameter& parameter, const std::vector<std::string>& messages) {
    if (parameter.key == "waitFor") {
        return Value{{"all", messages}, {"timeout", 30}};
    }
    const auto found = std::ranges::find(kStarters, parameter.key, &Starter::key);
    if (found != kStarters.end()) {
        Value value = Value::parse(found->json);
        if (model::normalised(parameter.type, value)) {
            return value; // the key means the same here
        }
    }
    return parameter.fallback.is_null() ? starterOf(parameter.type) : parameter.fallback;
}

} // namespace stormglass::app
