// SPDX-License-Identifier: Apache-2.0
#include "model/behaviour/validate.hpp"

#include "model/behaviour/consistency.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace stormglass::model {

namespace {

using Checked = Result<Value, ParameterFault>;

Failure<ParameterFault> refused(FaultReason reason, std::string expected, std::string found = {},
                                std::string pointer = {}) {
    return Failure{ParameterFault{reason, std::move(pointer), std::move(expected), std::move(found)}};
}

/// What stands there, in a few characters: errors must stay one readable line.
std::string shown(const Value& value) {
    constexpr std::size_t kLongest = 60;
    std::string text = value.dump(-1, ' ', false, Value::error_handler_t::replace);
    if (text.size() > kLongest) {
        text.resize(kLongest);
        text += "...";
    }
    return text;
}

std::string escaped(std::string_view key) {
    std::string out;
    for (const char c : key) {
        if (c == '~') {
            out += "~0";
        } else if (c == '/') {
            out += "~1";
        } else {
            out += c;
        }
    }
    return out;
}

ParameterFault below(ParameterFault fault, std::string_view step) {
    fault.pointer = fmt::format("/{}{}", escaped(step), fault.pointer);
    return fault;
}

template <class Things, class Projection> std::string joined(const Things& things, Projection projection) {
    std::string out;
    for (const auto& thing : things) {
        if (!out.empty()) {
            out += ", ";
        }
        out += projection(thing);
    }
    return out;
}

std::string rangeText(const Range& range) {
    std::string what = range.isWhole ? "a whole number" : "a number";
    const bool hasLow = range.low > -std::numeric_limits<double>::max();
    const bool hasHigh = range.high < std::numeric_limits<double>::max() && !range.isWhole;
    if (hasLow && hasHigh) {
        return what + fmt::format(" from {} to {}", range.low, range.high);
    }
    return hasLow ? what + fmt::format(" {} {}", range.isLowOpen ? "above" : "of at least", range.low) : what;
}

Checked checkedNumber(const ParameterType& type, const Value& value) {
    if (!value.is_number()) {
        return refused(FaultReason::wrongForm, rangeText(type.range), shown(value));
    }
    const double number = value.get<double>();
    if (!type.range.admits(number)) {
        return refused(FaultReason::outOfRange, rangeText(type.range), shown(value));
    }
    constexpr double kExactIntegers = 9007199254740992.0;
    if (value.is_number_float() && std::abs(number) < kExactIntegers &&
        number == static_cast<double>(static_cast<std::int64_t>(number))) {
        return Value(static_cast<std::int64_t>(number)); // one spelling: 1, never 1.0
    }
    return value;
}

Checked checkedText(const ParameterType& type, const Value& value) {
    if (!value.is_string()) {
        return refused(FaultReason::wrongForm, type.form == Form::reference ? "the id of an element" : "a text",
                       shown(value));
    }
    const auto& text = value.get_ref<const std::string&>();
    if (type.form == Form::word && std::ranges::find(type.words, text) == type.words.end()) {
        return refused(FaultReason::unknownWord, joined(type.words, [](auto word) { return word; }), shown(value));
    }
    if ((type.form == Form::name || type.form == Form::reference) && !isWellFormedId(text)) {
        return refused(FaultReason::badName, "an id of small letters, digits and single hyphens", shown(value));
    }
    return value;
}

Checked checkedList(const ParameterType& type, const Value& value) {
    if (!value.is_array()) {
        return refused(FaultReason::wrongForm, "a list", shown(value));
    }
    Value out = Value::array();
    for (std::size_t i = 0; i < value.size(); ++i) {
        Checked item = normalised(type.item.front(), value[i]);
        if (!item) {
            return Failure{below(std::move(item).error(), std::to_string(i))};
        }
        out.push_back(std::move(item).value());
    }
    return out;
}

Checked checkedMap(const ParameterType& type, const Value& value) {
    if (!value.is_object()) {
        return refused(FaultReason::wrongForm, "a record", shown(value));
    }
    Value out = Value::object();
    for (const auto& [key, item] : value.items()) {
        Checked checked = normalised(type.item.front(), item);
        if (!checked) {
            return Failure{below(std::move(checked).error(), key)};
        }
        out.get_ref<Value::object_t&>().emplace_back(key, std::move(checked).value()); // keys differ: no look-up
    }
    return out;
}

Checked checkedFields(const Parameters& fields, const Value& value) {
    if (!value.is_object()) {
        return refused(FaultReason::wrongForm, "a record", shown(value));
    }
    const auto nameOfField = [](const Parameter& field) { return field.key; };
    for (const auto& [key, item] : value.items()) {
        if (!key.starts_with("x-") && std::ranges::find(fields, key, nameOfField) == fields.end()) {
            return refused(FaultReason::unknownKey, joined(fields, nameOfField), key, fmt::format("/{}", escaped(key)));
        }
    }
    Value out = Value::object();
    for (const Parameter& field : fields) {
        const auto found = value.find(field.key);
        if (found == value.end()) {
            if (field.isRequired) {
                return refused(FaultReason::missingKey, std::string(field.key));
            }
            continue;
        }
        Checked item = normalised(field.type, *found);
        if (!item) {
            return Failure{below(std::move(item).error(), field.key)};
        }
        out[std::string(field.key)] = std::move(item).value();
    }
    for (const auto& [key, item] : value.items()) {
        if (key.starts_with("x-")) {
            out.get_ref<Value::object_t&>().emplace_back(key, item);
        }
    }
    return out;
}

Checked checkedChoice(const ParameterType& type, const Value& value) {
    Checked fields = checkedFields(type.fields, value);
    const auto isChoice = [](const auto& member) { return !member.first.starts_with("x-"); };
    if (fields && std::ranges::count_if(fields->get_ref<const Value::object_t&>(), isChoice) != 1) {
        return refused(FaultReason::notExactlyOne,
                       joined(type.fields, [](const Parameter& field) { return field.key; }), shown(value));
    }
    return fields;
}

/// How near the alternative was to being meant: all parts right, then the deeper fault, never one of quite another
/// form.
std::size_t nearness(const ParameterFault& fault) noexcept {
    if (fault.reason == FaultReason::inconsistent) {
        return std::numeric_limits<std::size_t>::max();
    }
    const bool isOfOtherForm = fault.reason == FaultReason::wrongForm && fault.pointer.empty();
    return isOfOtherForm ? 0 : fault.pointer.size() + 1;
}

/// The first alternative that fits; else the fault of the one that was most likely meant.
Checked checkedAlternatives(const ParameterType& type, const Value& value) {
    std::optional<ParameterFault> nearest;
    for (const ParameterType& alternative : type.alternatives) {
        Checked checked = normalised(alternative, value);
        if (checked) {
            return checked;
        }
        if (!nearest || nearness(checked.error()) >= nearness(*nearest)) {
            nearest = std::move(checked).error();
        }
    }
    return Failure{*nearest};
}

Checked checkedForm(const ParameterType& type, const Value& value) {
    switch (type.form) {
    case Form::truth:
        return value.is_boolean() ? Checked(value) : refused(FaultReason::wrongForm, "true or false", shown(value));
    case Form::number:
        return checkedNumber(type, value);
    case Form::text:
    case Form::word:
    case Form::name:
    case Form::reference:
        return checkedText(type, value);
    case Form::record:
        return checkedFields(type.fields, value);
    case Form::oneOf:
        return checkedChoice(type, value);
    case Form::list:
        return checkedList(type, value);
    case Form::map:
        return checkedMap(type, value);
    case Form::anyOf:
        return checkedAlternatives(type, value);
    case Form::anything:
        return value;
    }
    return value;
}

} // namespace

bool isWellFormedId(std::string_view id) noexcept {
    bool wasPlain = false;
    for (const char c : id) {
        const bool isPlain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!isPlain && (c != '-' || !wasPlain)) {
            return false;
        }
        wasPlain = isPlain;
    }
    return wasPlain;
}

Result<Value, ParameterFault> normalised(const ParameterType& type, const Value& value) {
    Checked checked = checkedForm(type, value);
    if (checked && type.consistency != nullptr) {
        if (const std::optional<std::string> wish = type.consistency(checked.value())) {
            return refused(FaultReason::inconsistent, *wish, shown(value));
        }
    }
    return checked;
}

Result<Value, ParameterFault> normalisedProperties(const Parameters& parameters, const Value& value) {
    return checkedFields(parameters, value);
}

} // namespace stormglass::model
