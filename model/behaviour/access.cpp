// SPDX-License-Identifier: Apache-2.0
#include "model/behaviour/access.hpp"

#include "model/base/contracts.hpp"

#include <algorithm>
#include <charconv>

namespace stormglass::model {

namespace {

struct Steps {
    std::string_view first;
    std::string_view rest; ///< empty: `first` is the last
};

Steps splitFirst(std::string_view path) noexcept {
    const std::size_t dot = path.find('.');
    return dot == std::string_view::npos ? Steps{path, {}} : Steps{path.substr(0, dot), path.substr(dot + 1)};
}

std::optional<std::size_t> asIndex(std::string_view step) noexcept {
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), index);
    return error == std::errc{} && end == step.data() + step.size() ? std::optional(index) : std::nullopt;
}

const Parameter* fieldOf(const Parameters& parameters, std::string_view path);

const Parameter* fieldBelow(const ParameterType& type, std::string_view path) {
    if (type.form == Form::record || type.form == Form::oneOf) {
        return fieldOf(type.fields, path);
    }
    if (type.form == Form::map || type.form == Form::list) {
        const Steps steps = splitFirst(path);
        return steps.rest.empty() ? nullptr : fieldBelow(type.item.front(), steps.rest);
    }
    for (const ParameterType& alternative : type.alternatives) {
        if (const Parameter* found = fieldBelow(alternative, path)) {
            return found;
        }
    }
    return nullptr;
}

/// The named parameter of a path; null where it ends in a free key, an index, or nothing.
const Parameter* fieldOf(const Parameters& parameters, std::string_view path) {
    const Steps steps = splitFirst(path);
    const auto found = std::ranges::find(parameters, steps.first, &Parameter::key);
    if (found == parameters.end()) {
        return nullptr;
    }
    return steps.rest.empty() ? &*found : fieldBelow(found->type, steps.rest);
}

const ParameterType* typeBelow(const ParameterType& type, std::string_view path) {
    if (path.empty()) {
        return &type;
    }
    const Steps steps = splitFirst(path);
    if (type.form == Form::record || type.form == Form::oneOf) {
        const auto found = std::ranges::find(type.fields, steps.first, &Parameter::key);
        return found == type.fields.end() ? nullptr : typeBelow(found->type, steps.rest);
    }
    if (type.form == Form::map || (type.form == Form::list && asIndex(steps.first))) {
        return typeBelow(type.item.front(), steps.rest);
    }
    for (const ParameterType& alternative : type.alternatives) {
        if (const ParameterType* found = typeBelow(alternative, path)) {
            return found;
        }
    }
    return nullptr;
}

void collectAssumed(const Parameters& parameters, const Value& properties, const std::string& prefix,
                    std::vector<AssumedDefault>& found) {
    static const Value nothing = Value::object();
    for (const Parameter& parameter : parameters) {
        const Value* written = valueAt(properties, parameter.key);
        const std::string path = prefix + std::string(parameter.key);
        if (written == nullptr && !parameter.fallback.is_null()) {
            found.push_back({path, &parameter.fallback});
        } else if (parameter.type.form == Form::record && (written != nullptr || parameter.key == "handling")) {
            // `handling` is always in use, another record (a retry) only when somebody wrote it.
            collectAssumed(parameter.type.fields, written != nullptr ? *written : nothing, path + ".", found);
        }
    }
}

} // namespace

const ParameterType* typeAt(const Parameters& parameters, std::string_view path) {
    const Steps steps = splitFirst(path);
    const auto found = std::ranges::find(parameters, steps.first, &Parameter::key);
    return found == parameters.end() ? nullptr : typeBelow(found->type, steps.rest);
}

const Value* valueAt(const Value& properties, std::string_view path) {
    const Value* at = &properties;
    for (Steps steps = splitFirst(path); at != nullptr; steps = splitFirst(steps.rest)) {
        const Value* next = nullptr;
        if (at->is_object()) {
            const auto found = at->find(steps.first);
            next = found == at->end() ? nullptr : &*found;
        } else if (at->is_array()) {
            const std::optional<std::size_t> index = asIndex(steps.first);
            next = index && *index < at->size() ? &(*at)[*index] : nullptr;
        }
        at = next;
        if (steps.rest.empty()) {
            break;
        }
    }
    return at;
}

const Value* Access::effective(std::string_view path) const {
    if (const Value* found = written(path)) {
        return found;
    }
    const Parameter* parameter = fieldOf(*m_parameters, path);
    return parameter == nullptr || parameter->fallback.is_null() ? nullptr : &parameter->fallback;
}

double Access::number(std::string_view path) const {
    const Value* value = effective(path);
    STORMGLASS_EXPECTS(value != nullptr && value->is_number());
    return value->get<double>();
}

bool Access::truth(std::string_view path) const {
    const Value* value = effective(path);
    STORMGLASS_EXPECTS(value != nullptr && value->is_boolean());
    return value->get<bool>();
}

const std::string& Access::word(std::string_view path) const {
    const Value* value = effective(path);
    STORMGLASS_EXPECTS(value != nullptr && value->is_string());
    return value->get_ref<const std::string&>();
}

std::optional<double> Access::optionalNumber(std::string_view path) const {
    const Value* value = effective(path);
    return value != nullptr && value->is_number() ? std::optional(value->get<double>()) : std::nullopt;
}

std::optional<std::string> Access::optionalText(std::string_view path) const {
    const Value* value = effective(path);
    return value != nullptr && value->is_string() ? std::optional(value->get<std::string>()) : std::nullopt;
}

std::vector<AssumedDefault> Access::assumed() const {
    std::vector<AssumedDefault> found;
    collectAssumed(*m_parameters, *m_properties, {}, found);
    return found;
}

} // namespace stormglass::model
