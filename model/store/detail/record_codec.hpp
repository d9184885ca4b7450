// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/board/board.hpp"
#include "model/changes/change.hpp"

#include <optional>

/// Records as JSON for the journal. Keys without a value are left out: an empty label, no place, no properties.
namespace stormglass::model::detail {

[[nodiscard]] Value encode(const Element& element);
[[nodiscard]] Value encode(const Flow& flow);
[[nodiscard]] Value encode(const Journey& journey);
[[nodiscard]] Value encode(const Scenario& scenario);
[[nodiscard]] Value encode(const BoardSettings& settings);

/// The record a value was encoded from; nothing if it is not such a value. Only the form is checked: sense is the
/// gate's question. The id is not part of the value and stays empty.
template <class Record> [[nodiscard]] std::optional<Record> decode(const Value& value);
template <> std::optional<Element> decode<Element>(const Value& value);
template <> std::optional<Flow> decode<Flow>(const Value& value);
template <> std::optional<Journey> decode<Journey>(const Value& value);
template <> std::optional<Scenario> decode<Scenario>(const Value& value);
template <> std::optional<BoardSettings> decode<BoardSettings>(const Value& value);

/// Two parts of what was encoded: what differs before and what differs after.
struct Difference {
    Value before = Value::object();
    Value after = Value::object();
};

/// The keys that differ. Properties are compared key by key; where only the whole would give their order back, the
/// whole stands under `allProperties`.
[[nodiscard]] Difference differenceOf(const Value& before, const Value& after);

/// `record` with the keys of `from` replaced by those of `to`; nothing if `record` does not hold what `from` says.
[[nodiscard]] std::optional<Value> patched(Value record, const Value& from, const Value& to);

} // namespace stormglass::model::detail
