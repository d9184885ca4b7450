// SPDX-License-Identifier: Apache-2.0
#include "app/cli/set_argument.hpp"

#include "app/wording/naming.hpp"
#include "model/behaviour/access.hpp"
#include "model/behaviour/units.hpp"
#include "model/behaviour/validate.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace stormglass::cli {

namespace {

using model::Form;
using model::ParameterType;
using model::Value;

/// The parameters and properties of what a path's first part names.
struct Target {
    const model::Parameters* parameters = nullptr;
    const Value* properties = nullptr;
};

Target targetOf(const std::string& id, const model::Board& board, const model::Catalogue& catalogue) {
    static const Value nothing = Value::object();
    if (id == "scenario") {
        return {&catalogue.ofScenario(), &nothing};
    }
    if (const model::Element* element = board.definitionOf(model::ElementId{id})) {
        return {&catalogue.of(element->kind), &element->properties};
    }
    if (const model::Flow* flow = board.flowByPath(id)) {
        return {&catalogue.ofFlow(), &flow->properties};
    }
    if (const model::Journey* journey = board.find(model::JourneyId{id})) {
        return {&catalogue.ofJourney(), &journey->properties};
    }
    return {};
}

bool isDistribution(const ParameterType& type) {
    return type.form == Form::oneOf &&
           std::ranges::any_of(type.fields, [](const model::Parameter& field) { return field.key == "exponential"; });
}

/// The distribution that is there, with its mean (or constant value) moved to `mean`; a constant if it has none.
Value withMean(const Value* old, double mean) {
    if (old != nullptr && old->is_object() && old->size() == 1) {
        Value moved = *old;
        Value& parameters = moved.begin().value();
        for (const char* key : {"mean", "value"}) {
            if (parameters.is_object() && parameters.contains(key)) {
                parameters[key] = mean;
                return moved;
            }
        }
    }
    return Value{{"constant", {{"value", mean}}}};
}

/// The value as people write it for a parameter of this type; null if it can't be read so.
Value readFor(const ParameterType& type, const std::string& text, const Value* old) {
    if (type.form == Form::number) {
        const std::optional<double> number = model::parseQuantity(text, type.unit);
        return number ? Value(*number) : Value();
    }
    if (isDistribution(type)) {
        const std::optional<double> seconds = model::parseQuantity(text, model::Unit::seconds);
        return seconds ? withMean(old, *seconds) : Value();
    }
    if (type.form == Form::truth) {
        const bool isYes = text == "yes" || text == "on";
        return isYes || text == "no" || text == "off" ? Value(isYes) : Value();
    }
    if (type.form == Form::anyOf) {
        for (const ParameterType& alternative : type.alternatives) {
            if (Value value = readFor(alternative, text, old); model::normalised(alternative, value)) {
                return value;
            }
        }
        return {};
    }
    const bool isText =
        type.form == Form::text || type.form == Form::word || type.form == Form::name || type.form == Form::reference;
    return isText ? Value(text) : Value();
}

} // namespace

model::Result<model::Override, std::string> readSet(const std::string& argument, const model::Board& board,
                                                    const model::Catalogue& catalogue) {
    const std::size_t equals = argument.find('=');
    if (equals == std::string::npos || equals == 0) {
        return model::Failure{fmt::format("{} sets nothing. Write PATH=VALUE, for example orders.replicas=6.",
                                          wording::inQuotes(argument))};
    }
    model::Override change{argument.substr(0, equals), {}};
    const std::string text = argument.substr(equals + 1);
    const std::size_t dot = change.path.find('.');
    const std::string key = dot == std::string::npos ? std::string{} : change.path.substr(dot + 1);
    const Target target = targetOf(change.path.substr(0, dot), board, catalogue);
    const ParameterType* type = target.parameters == nullptr ? nullptr : model::typeAt(*target.parameters, key);
    change.value = Value::parse(text, nullptr, false);
    const bool isBareNumber = change.value.is_number() && type != nullptr && isDistribution(*type);
    if (!change.value.is_discarded() && !isBareNumber) {
        return change;
    }
    if (type == nullptr) {
        change.value = text; // a reference; or applying it says what is wrong with the path
        return change;
    }
    change.value = readFor(*type, text, model::Access(*target.parameters, *target.properties).effective(key));
    if (change.value.is_null()) {
        return model::Failure{fmt::format("{} can't be read as a value of {}. Write JSON, or a quantity such as 8ms, "
                                          "50/s or 5%.",
                                          wording::inQuotes(text), change.path)};
    }
    return change;
}

} // namespace stormglass::cli
