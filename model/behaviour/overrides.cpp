// SPDX-License-Identifier: Apache-2.0
#include "model/behaviour/overrides.hpp"

#include "model/behaviour/access.hpp"

#include <algorithm>
#include <charconv>

namespace stormglass::model {

namespace {

using Reason = OverrideFault::Reason;
using Applied = Result<void, OverrideFault>;

Failure<OverrideFault> refused(Reason reason, const Override& change, std::string expected = {},
                               std::string found = {}) {
    return Failure{
        OverrideFault{reason, change.path, {FaultReason::wrongForm, {}, std::move(expected), std::move(found)}}};
}

/// Puts `value` at the path below `at`, making records on the way; false if something else than a record is in the way.
bool place(Value& at, std::string_view path, const Value& value) {
    const std::size_t dot = path.find('.');
    const std::string step(path.substr(0, dot));
    const bool isLast = dot == std::string_view::npos;
    if (at.is_array()) {
        std::size_t index = 0;
        const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), index);
        if (error != std::errc{} || end != step.data() + step.size() || index >= at.size()) {
            return false;
        }
        if (isLast) {
            at[index] = value;
            return !value.is_null();
        }
        return place(at[index], path.substr(dot + 1), value);
    }
    if (!at.is_object()) {
        return false;
    }
    if (!isLast) {
        if (!at.contains(step)) {
            at[step] = Value::object();
        }
        return place(at[step], path.substr(dot + 1), value);
    }
    if (value.is_null()) {
        at.erase(step);
    } else {
        at[step] = value;
    }
    return true;
}

/// The record's properties with the change, in canonical order.
Result<Value, OverrideFault> changed(const Parameters& parameters, const Value& properties, std::string_view key,
                                     const Override& change) {
    if (typeAt(parameters, key) == nullptr && !key.starts_with("x-")) {
        return refused(Reason::unknownKey, change, {}, std::string(key));
    }
    Value copy = properties;
    if (!place(copy, key, change.value)) {
        return refused(Reason::unknownKey, change, {}, std::string(key));
    }
    Result<Value, ParameterFault> checked = normalisedProperties(parameters, copy);
    if (!checked) {
        return Failure{OverrideFault{Reason::refused, change.path, std::move(checked).error()}};
    }
    return std::move(checked).value();
}

/// A reference to an element, for the keys that are members of a record; nothing for null.
Result<std::optional<ElementId>, OverrideFault> referenced(const Board& board, const Override& change,
                                                           bool (*isRight)(ElementKind)) {
    if (change.value.is_null()) {
        return std::optional<ElementId>{};
    }
    const Element* element =
        change.value.is_string() ? board.definitionOf(ElementId{change.value.get<std::string>()}) : nullptr;
    if (element == nullptr || !isRight(element->kind)) {
        return refused(Reason::badReference, change, {}, change.value.dump());
    }
    return std::optional(element->id);
}

bool isService(ElementKind kind) {
    return kind == ElementKind::service;
}

/// `service` of a handler and `via` of a flow are members of their records, but parameters to whoever overrides them.
template <class Record>
Applied setReference(Board& board, Record record, std::optional<ElementId> Record::*member, const Override& change,
                     bool (*isRight)(ElementKind)) {
    Result<std::optional<ElementId>, OverrideFault> reference = referenced(board, change, isRight);
    if (!reference) {
        return Failure{std::move(reference).error()};
    }
    record.*member = std::move(reference).value();
    board.put(std::move(record));
    return {};
}

template <class Record>
Applied setProperty(Board& board, Record record, const Parameters& parameters, std::string_view key,
                    const Override& change) {
    Result<Value, OverrideFault> properties = changed(parameters, record.properties, key, change);
    if (!properties) {
        return Failure{std::move(properties).error()};
    }
    record.properties = std::move(properties).value();
    board.put(std::move(record));
    return {};
}

} // namespace

Applied applyOverride(Board& board, Scenario& scenario, const Catalogue& catalogue, const Override& change) {
    const std::string_view path = change.path;
    const std::size_t dot = path.find('.');
    if (dot == std::string_view::npos || dot == 0 || dot + 1 == path.size()) {
        return refused(Reason::badPath, change, "ID.key", change.path);
    }
    const std::string target(path.substr(0, dot));
    const std::string_view key = path.substr(dot + 1);
    if (target == "scenario") {
        Result<Value, OverrideFault> properties = changed(catalogue.ofScenario(), scenario.properties, key, change);
        if (!properties) {
            return Failure{std::move(properties).error()};
        }
        scenario.properties = std::move(properties).value();
        return {};
    }
    if (const Element* element = board.definitionOf(ElementId{target})) {
        if (key == "service" && isHandler(element->kind)) {
            return setReference(board, *element, &Element::service, change, isService);
        }
        return setProperty(board, *element, catalogue.of(element->kind), key, change);
    }
    if (const Flow* flow = board.flowByPath(target)) {
        if (key == "via") {
            return setReference(board, *flow, &Flow::via, change, isChannel);
        }
        return setProperty(board, *flow, catalogue.ofFlow(), key, change);
    }
    if (const Journey* journey = board.find(JourneyId{target})) {
        return setProperty(board, *journey, catalogue.ofJourney(), key, change);
    }
    return refused(Reason::unknownTarget, change, {}, target);
}

} // namespace stormglass::model
