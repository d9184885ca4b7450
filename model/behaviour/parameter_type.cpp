// SPDX-License-Identifier: Apache-2.0
#include "model/behaviour/parameter_type.hpp"

#include "model/behaviour/consistency.hpp"

#include <cmath>
#include <utility>

namespace stormglass::model {

namespace {

constexpr double kLargestWhole = 9007199254740992.0; // 2^53: beyond it doubles skip integers

ParameterType numberWithin(Range range, Unit unit) {
    ParameterType type;
    type.form = Form::number;
    type.range = range;
    type.unit = unit;
    return type;
}

ParameterType ofForm(Form form) {
    ParameterType type;
    type.form = form;
    return type;
}

ParameterType withFields(Form form, std::vector<Parameter> fields) {
    ParameterType type = ofForm(form);
    type.fields = std::move(fields);
    return type;
}

ParameterType withItem(Form form, ParameterType item) {
    ParameterType type = ofForm(form);
    type.item.push_back(std::move(item));
    return type;
}

Parameter required(std::string_view key, ParameterType type, std::string_view meaning) {
    return {key, std::move(type), meaning, true};
}

} // namespace

ParameterType::ParameterType() = default;
ParameterType::ParameterType(const ParameterType& other) = default;
ParameterType::ParameterType(ParameterType&& other) noexcept = default;
ParameterType& ParameterType::operator=(const ParameterType& other) = default;
ParameterType& ParameterType::operator=(ParameterType&& other) noexcept = default;
ParameterType::~ParameterType() = default;

bool Range::admits(double value) const noexcept {
    if (!std::isfinite(value) || value < low || value > high || (isLowOpen && value == low)) {
        return false;
    }
    return !isWhole || std::trunc(value) == value;
}

ParameterType truth() {
    return ofForm(Form::truth);
}

ParameterType text() {
    return ofForm(Form::text);
}

ParameterType word(std::vector<std::string_view> words) {
    ParameterType type = ofForm(Form::word);
    type.words = std::move(words);
    return type;
}

ParameterType name() {
    return ofForm(Form::name);
}

ParameterType reference(std::vector<ElementKind> kinds) {
    ParameterType type = ofForm(Form::reference);
    type.kinds = std::move(kinds);
    return type;
}

ParameterType number(Unit unit) {
    return numberWithin({}, unit);
}

ParameterType atLeastZero(Unit unit) {
    return numberWithin({.low = 0}, unit);
}

ParameterType positive(Unit unit) {
    return numberWithin({.low = 0, .isLowOpen = true}, unit);
}

ParameterType whole(double low, Unit unit) {
    return numberWithin({.low = low, .high = kLargestWhole, .isWhole = true}, unit);
}

ParameterType seed() {
    constexpr double kLargestSeed = 18446744073709551615.0; // as a double 2^64, which no JSON integer reaches
    return numberWithin({.low = 0, .high = kLargestSeed, .isWhole = true}, Unit::none);
}

ParameterType probability() {
    return numberWithin({.low = 0, .high = 1}, Unit::probability);
}

ParameterType between(double low, double high, Unit unit) {
    return numberWithin({.low = low, .high = high}, unit);
}

ParameterType record(std::vector<Parameter> fields) {
    return withFields(Form::record, std::move(fields));
}

ParameterType oneOf(std::vector<Parameter> fields) {
    return withFields(Form::oneOf, std::move(fields));
}

ParameterType list(ParameterType item) {
    return withItem(Form::list, std::move(item));
}

ParameterType map(ParameterType item) {
    return withItem(Form::map, std::move(item));
}

ParameterType anyOf(std::vector<ParameterType> alternatives) {
    ParameterType type = ofForm(Form::anyOf);
    type.alternatives = std::move(alternatives);
    return type;
}

ParameterType anything() {
    return ofForm(Form::anything);
}

ParameterType consistent(ParameterType type, Consistency consistency) {
    type.consistency = consistency;
    return type;
}

ParameterType distribution() {
    const Parameter mean = required("mean", atLeastZero(), "mean");
    return oneOf({
        {"constant", record({required("value", atLeastZero(), "the value")}), "always the same"},
        {"exponential", record({mean}), "memoryless"},
        {"uniform",
         consistent(record({required("min", atLeastZero(), "smallest"), required("max", atLeastZero(), "largest")}),
                    consistency::minAtMostMax),
         "equally likely between two ends"},
        {"normal", record({mean, required("sd", atLeastZero(), "standard deviation")}), "cut at 0"},
        {"lognormal",
         anyOf({record({mean, required("sd", atLeastZero(), "standard deviation")}),
                consistent(
                    record({required("median", positive(), "median"), required("p99", positive(), "99th percentile")}),
                    consistency::medianAtMostP99)}),
         "skewed to the right"},
        {"gamma", record({mean, required("cv", positive(), "coefficient of variation")}), "by mean and variation"},
        {"erlang", record({required("k", whole(1), "number of phases"), mean}), "a sum of k exponentials"},
        {"hyperexponential", record({mean, required("cv", numberWithin({.low = 1}, Unit::none), "variation")}),
         "two phases with balanced means"},
        {"weibull", record({required("shape", positive(), "shape"), required("scale", positive(), "scale")}),
         "wear or early failure"},
        {"pareto", record({required("shape", positive(), "shape"), required("scale", positive(), "scale")}),
         "type I, heavy tail"},
        {"triangular",
         consistent(record({required("min", atLeastZero(), "smallest"), required("mode", atLeastZero(), "most likely"),
                            required("max", atLeastZero(), "largest")}),
                    consistency::triangle),
         "by smallest, most likely and largest"},
        {"empirical",
         oneOf(
             {{"values", consistent(list(atLeastZero()), consistency::atLeastOneItem), "equally likely, none between"},
              {"quantiles", consistent(list(list(atLeastZero())), consistency::quantiles),
               "[probability, value] pairs, linear between"}}),
         "as measured"},
        {"geometric", record({required("mean", numberWithin({.low = 1}, Unit::none), "mean")}), "on 1, 2, ..."},
        {"discrete",
         consistent(record({required("values", list(atLeastZero()), "the values"),
                            required("weights", list(atLeastZero()), "their weights")}),
                    consistency::valuesAndWeights),
         "chosen values with weights"},
    });
}

} // namespace stormglass::model
