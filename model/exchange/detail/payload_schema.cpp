// SPDX-License-Identifier: Apache-2.0
#include "model/exchange/detail/payload_schema.hpp"

#include "model/behaviour/access.hpp"

#include <algorithm>
#include <array>
#include <regex>
#include <string>
#include <string_view>

namespace stormglass::model::detail {

namespace {

/// A field type as JSON Schema says it.
struct JsonType {
    std::string_view type;
    std::string_view format; ///< empty: none
};

struct NamedType {
    std::string_view name;
    JsonType type;
};

/// What people write for a type, beside JSON Schema's own words.
constexpr std::array kTypes{
    NamedType{"string", {"string", ""}},
    NamedType{"text", {"string", ""}},
    NamedType{"number", {"number", ""}},
    NamedType{"decimal", {"number", ""}},
    NamedType{"float", {"number", ""}},
    NamedType{"double", {"number", ""}},
    NamedType{"money", {"number", ""}},
    NamedType{"integer", {"integer", ""}},
    NamedType{"int", {"integer", ""}},
    NamedType{"long", {"integer", ""}},
    NamedType{"boolean", {"boolean", ""}},
    NamedType{"bool", {"boolean", ""}},
    NamedType{"array", {"array", ""}},
    NamedType{"list", {"array", ""}},
    NamedType{"object", {"object", ""}},
    NamedType{"map", {"object", ""}},
    NamedType{"uuid", {"string", "uuid"}},
    NamedType{"guid", {"string", "uuid"}},
    NamedType{"date", {"string", "date"}},
    NamedType{"time", {"string", "time"}},
    NamedType{"timestamp", {"string", "date-time"}},
    NamedType{"date-time", {"string", "date-time"}},
    NamedType{"datetime", {"string", "date-time"}},
    NamedType{"email", {"string", "email"}},
    NamedType{"uri", {"string", "uri"}},
    NamedType{"url", {"string", "uri"}},
};

struct Format {
    std::string_view name;
    std::string_view example;
    const char* pattern; ///< what satisfies it for sure
};

/// Formats every validator knows, each with a value that satisfies it. Others are kept under x-format.
constexpr std::array kFormats{
    Format{"uuid", "3f2b8c1e-5d4a-4e6f-9a7b-0c1d2e3f4a5b", "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"},
    Format{
        "date-time", "2026-01-31T09:30:00Z",
        "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3])(:[0-5]\\d){2}(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)"},
    Format{"date", "2026-01-31", "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])"},
    Format{"time", "09:30:00Z", "([01]\\d|2[0-3])(:[0-5]\\d){2}(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)"},
    Format{"email", "somebody@example.com", "[A-Za-z0-9._+-]+@[A-Za-z0-9]+([.-][A-Za-z0-9]+)+"},
    Format{"uri", "https://example.com/", "[a-z][a-z0-9+.-]*://[A-Za-z0-9]+([./_-][A-Za-z0-9]*)*"},
    Format{"hostname", "example.com", "[A-Za-z0-9]+([.-][A-Za-z0-9]+)*"},
    Format{"ipv4", "192.0.2.1", "(\\d|[1-9]\\d|1\\d\\d)(\\.(\\d|[1-9]\\d|1\\d\\d)){3}"},
};

std::string textAt(const Value& field, std::string_view key) {
    const Value* found = valueAt(field, key);
    return found != nullptr && found->is_string() ? found->get<std::string>() : std::string{};
}

JsonType typeOf(const Value& field) {
    std::string name = textAt(field, "type");
    std::ranges::transform(name, name.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    const auto found = std::ranges::find(kTypes, name, &NamedType::name);
    return found == kTypes.end() ? JsonType{"string", ""} : found->type;
}

std::string formatOf(const Value& field) {
    const std::string written = textAt(field, "format");
    return written.empty() ? std::string(typeOf(field).format) : written;
}

const Format* knownFormat(std::string_view format) {
    const auto found = std::ranges::find(kFormats, format, &Format::name);
    return found == kFormats.end() ? nullptr : &*found;
}

bool isOfType(const Value& value, std::string_view type) {
    return (type == "string" && value.is_string()) || (type == "number" && value.is_number()) ||
           (type == "integer" && value.is_number_integer()) || (type == "boolean" && value.is_boolean()) ||
           (type == "array" && value.is_array()) || (type == "object" && value.is_object());
}

bool fits(const Value& value, const Value& field) {
    if (!isOfType(value, typeOf(field).type)) {
        return false;
    }
    const Format* known = knownFormat(formatOf(field));
    return known == nullptr || !value.is_string() ||
           std::regex_match(value.get_ref<const std::string&>(), std::regex(known->pattern));
}

Value plainExample(const Value& field) {
    const std::string_view type = typeOf(field).type;
    if (type == "number" || type == "integer") {
        return 1;
    }
    if (type == "boolean") {
        return true;
    }
    if (type == "array") {
        return Value::array();
    }
    if (type == "object") {
        return Value::object();
    }
    const Format* known = knownFormat(formatOf(field));
    return known != nullptr ? std::string(known->example) : textAt(field, "name");
}

Value propertyOf(const Value& field) {
    const JsonType type = typeOf(field);
    Value property = {{"type", std::string(type.type)}};
    const std::string format = formatOf(field);
    if (!format.empty()) {
        property[type.type == "string" && knownFormat(format) != nullptr ? "format" : "x-format"] = format;
    }
    if (const std::string description = textAt(field, "description"); !description.empty()) {
        property["description"] = description;
    }
    if (const Value* example = valueAt(field, "example"); example != nullptr && fits(*example, field)) {
        property["examples"] = Value::array({*example});
    }
    return property;
}

const Value* fieldsOf(const Element& message) {
    const Value* fields = valueAt(message.properties, "payload.fields");
    return fields != nullptr && !fields->empty() ? fields : nullptr;
}

} // namespace

Value payloadSchema(const Element& message) {
    Value schema = {{"type", "object"}};
    const Value* fields = fieldsOf(message);
    if (fields == nullptr) {
        schema["description"] = "The board does not state what this message carries.";
        return schema;
    }
    Value required = Value::array();
    Value properties = Value::object();
    for (const Value& field : *fields) {
        const std::string name = textAt(field, "name");
        const Value* isRequired = valueAt(field, "required");
        if (properties.contains(name)) {
            continue;
        }
        if (isRequired != nullptr && isRequired->get<bool>()) {
            required.push_back(name);
        }
        properties[name] = propertyOf(field);
    }
    if (!required.empty()) {
        schema["required"] = std::move(required);
    }
    schema["properties"] = std::move(properties);
    if (const Value* version = valueAt(message.properties, "payload.version")) {
        schema["x-version"] = *version;
    }
    if (const Value* compatibility = valueAt(message.properties, "payload.compatibility")) {
        schema["x-compatibility"] = *compatibility;
    }
    return schema;
}

std::optional<Value> payloadExample(const Element& message) {
    const Value* fields = fieldsOf(message);
    if (fields == nullptr) {
        return std::nullopt;
    }
    Value payload = Value::object();
    for (const Value& field : *fields) {
        const Value* example = valueAt(field, "example");
        if (const std::string name = textAt(field, "name"); !payload.contains(name)) {
            payload[name] = example != nullptr && fits(*example, field) ? *example : plainExample(field);
        }
    }
    return payload;
}

} // namespace stormglass::model::detail
