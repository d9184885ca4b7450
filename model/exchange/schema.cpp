// SPDX-License-Identifier: Apache-2.0
#include "model/exchange/schema.hpp"

#include "model/exchange/detail/record_shapes.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <limits>

namespace stormglass::model {

namespace {

constexpr const char* kIdPattern = "^[a-z0-9]+(-[a-z0-9]+)*$";
constexpr double kLargestWhole = 9007199254740992.0; // 2^53: the reader's own bound, of no interest to people

Value reference(const std::string& definition) {
    return {{"$ref", "#/$defs/" + definition}};
}

bool isDistribution(const ParameterType& type) {
    return type.form == Form::oneOf && type.fields.front().key == "constant" &&
           std::ranges::find(type.fields, "exponential", &Parameter::key) != type.fields.end();
}

std::string_view unitWord(Unit unit) noexcept {
    switch (unit) {
    case Unit::seconds:
        return "s";
    case Unit::perSecond:
        return "per s";
    case Unit::probability:
        return "0..1";
    case Unit::messages:
        return "messages";
    case Unit::workers:
        return "workers";
    case Unit::moneyPerHour:
        return "per hour";
    case Unit::boardUnits:
        return "board units";
    case Unit::none:
        break;
    }
    return {};
}

Value schemaOfType(const ParameterType& type);

Value withFields(const Parameters& fields) {
    Value properties = Value::object();
    Value required = Value::array();
    for (const Parameter& field : fields) {
        Value schema = schemaOfType(field.type);
        if (!schema.is_object()) {
            schema = Value::object();
        }
        const std::string_view unit = unitWord(field.type.unit);
        schema["description"] = unit.empty() ? std::string(field.meaning) : fmt::format("{} [{}]", field.meaning, unit);
        if (!field.fallback.is_null()) {
            schema["default"] = field.fallback;
        }
        properties[std::string(field.key)] = std::move(schema);
        if (field.isRequired) {
            required.push_back(std::string(field.key));
        }
    }
    Value schema{{"type", "object"}, {"properties", std::move(properties)}};
    if (!required.empty()) {
        schema["required"] = std::move(required);
    }
    schema["patternProperties"] = {{"^x-", true}};
    schema["additionalProperties"] = false;
    return schema;
}

/// Exactly one of the keys.
Value withOneField(const Parameters& fields) {
    Value schema = withFields(fields);
    Value alternatives = Value::array();
    for (const Parameter& field : fields) {
        const std::string key(field.key);
        alternatives.push_back({{"properties", {{key, true}}}, {"required", {key}}});
    }
    schema["oneOf"] = std::move(alternatives);
    return schema;
}

Value numeric(const ParameterType& type) {
    Value schema{{"type", type.range.isWhole ? "integer" : "number"}};
    if (type.range.low > -std::numeric_limits<double>::max()) {
        schema[type.range.isLowOpen ? "exclusiveMinimum" : "minimum"] = static_cast<std::int64_t>(type.range.low);
    }
    if (type.range.high < std::numeric_limits<double>::max() && type.range.high < kLargestWhole) {
        schema["maximum"] = static_cast<std::int64_t>(type.range.high);
    }
    return schema;
}

Value schemaOfType(const ParameterType& type) {
    if (isDistribution(type)) {
        return reference("distribution");
    }
    switch (type.form) {
    case Form::truth:
        return {{"type", "boolean"}};
    case Form::number:
        return numeric(type);
    case Form::text:
        return {{"type", "string"}};
    case Form::word: {
        Value words = Value::array();
        std::ranges::transform(type.words, std::back_inserter(words.get_ref<Value::array_t&>()),
                               [](std::string_view word) { return std::string(word); });
        return {{"type", "string"}, {"enum", std::move(words)}};
    }
    case Form::name:
    case Form::reference:
        return reference("id");
    case Form::record:
        return withFields(type.fields);
    case Form::oneOf:
        return withOneField(type.fields);
    case Form::list:
        return {{"type", "array"}, {"items", schemaOfType(type.item.front())}};
    case Form::map:
        return {{"type", "object"}, {"additionalProperties", schemaOfType(type.item.front())}};
    case Form::anyOf: {
        Value alternatives = Value::array();
        for (const ParameterType& alternative : type.alternatives) {
            alternatives.push_back(schemaOfType(alternative));
        }
        return {{"anyOf", std::move(alternatives)}};
    }
    case Form::anything:
        return true;
    }
    return true;
}

/// The one distribution all parameters share, spelled out.
Value distributionSchema() {
    return withOneField(distribution().fields);
}

Value elementSchema(const detail::RecordShapes& shapes, ElementKind kind) {
    Value schema = withFields(shapes.element(kind));
    schema["properties"]["kind"] = {{"const", std::string(nameOf(kind))}};
    return schema;
}

Value definitions(const detail::RecordShapes& shapes) {
    Value all{{"id", {{"type", "string"}, {"pattern", kIdPattern}}},
              {"distribution", distributionSchema()},
              {"occurrence", withFields(shapes.occurrence())}};
    for (const ElementKind kind : allElementKinds()) {
        all[std::string(nameOf(kind))] = elementSchema(shapes, kind);
    }
    all["flow"] = withFields(shapes.anyFlow());
    all["journey"] = withFields(shapes.journey());
    all["scenario"] = withFields(shapes.scenario());
    return all;
}

Value anyElement() {
    Value alternatives = Value::array({reference("occurrence")});
    for (const ElementKind kind : allElementKinds()) {
        alternatives.push_back(reference(std::string(nameOf(kind))));
    }
    return {{"oneOf", std::move(alternatives)}};
}

} // namespace

Value schemaOf(const Catalogue& catalogue) {
    const detail::RecordShapes shapes(catalogue);
    Value schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                 {"$id", "urn:stormglass:text-form:1"},
                 {"title", "Stormglass document, text form"}};
    schema.update(withFields(shapes.document()));
    Value& properties = schema["properties"];
    properties["stormglass"]["const"] = 1;
    properties["elements"]["items"] = anyElement();
    for (const char* record : {"flow", "journey", "scenario"}) {
        properties[std::string(record) + "s"]["items"] = reference(record);
    }
    schema["$defs"] = definitions(shapes);
    return schema;
}

std::string schemaText(const Catalogue& catalogue) {
    return schemaOf(catalogue).dump(2) + "\n";
}

} // namespace stormglass::model
