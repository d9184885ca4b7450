// SPDX-License-Identifier: Apache-2.0
#include "simulator/compile/detail/fields.hpp"

#include <algorithm>
#include <limits>

namespace stormglass::sim::compiling {

using model::Parameter;
using model::Value;

const Parameter* Fields::parameter(std::string_view key) const noexcept {
    const auto found = std::ranges::find(*m_parameters, key, &Parameter::key);
    return found == m_parameters->end() ? nullptr : &*found;
}

const Value* Fields::written(std::string_view key) const {
    if (m_record == nullptr || !m_record->is_object()) {
        return nullptr;
    }
    const auto& entries = m_record->get_ref<const Value::object_t&>();
    const auto found = std::ranges::find_if(entries, [key](const auto& entry) { return entry.first == key; });
    return found == entries.end() || found->second.is_null() ? nullptr : &found->second;
}

const Value* Fields::effective(std::string_view key) const {
    if (const Value* found = written(key)) {
        return found;
    }
    const Parameter* known = parameter(key);
    return known == nullptr || known->fallback.is_null() ? nullptr : &known->fallback;
}

double Fields::number(std::string_view key, double absent) const {
    const Value* value = effective(key);
    return value != nullptr && value->is_number() ? value->get<double>() : absent;
}

std::uint32_t Fields::count(std::string_view key, std::uint32_t absent) const {
    const Value* value = effective(key);
    return value != nullptr && value->is_number() ? asCount(value->get<double>()) : absent;
}

bool Fields::truth(std::string_view key) const {
    const Value* value = effective(key);
    return value != nullptr && value->is_boolean() && value->get<bool>();
}

std::string_view Fields::word(std::string_view key) const {
    const Value* value = effective(key);
    return value != nullptr && value->is_string() ? std::string_view(value->get_ref<const std::string&>())
                                                  : std::string_view{};
}

Fields Fields::within(std::string_view key) const {
    static const std::vector<Parameter> kNoParameters;
    const Parameter* known = parameter(key);
    return {known == nullptr ? kNoParameters : known->type.fields, written(key)};
}

std::uint32_t asCount(double value) noexcept {
    constexpr double kMost = std::numeric_limits<std::uint32_t>::max() - 1;
    return static_cast<std::uint32_t>(std::clamp(value, 0.0, kMost));
}

} // namespace stormglass::sim::compiling
