// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/value.hpp"
#include "model/behaviour/parameter_type.hpp"
#include "model/behaviour/validate.hpp"

#include <QString>

#include <optional>
#include <string>

namespace stormglass::app {

/// A place in the properties of a record, as a JSON pointer ("/handling/retry/attempts", "/faults/0/at").
using Pointer = std::string;

/// The pointer one step further in; the step may hold any character.
[[nodiscard]] Pointer below(const Pointer& pointer, std::string_view step);
/// The same place as results and overrides write it: "handling.retry.attempts".
[[nodiscard]] std::string dottedPath(const Pointer& pointer);

/// What stands there; null if nothing does.
[[nodiscard]] const model::Value* valueAt(const model::Value& properties, const Pointer& pointer);
/// The properties with another value there; everything between is made. Without a value what stands there goes, and
/// with it the records left empty. A list's item is added at its end by the step "-".
[[nodiscard]] model::Value withValue(model::Value properties, const Pointer& pointer,
                                     const std::optional<model::Value>& value);

/// True for what is edited as one line of text.
[[nodiscard]] bool isLine(const model::ParameterType& type);

/// A value as people write it: "8 ms", "0.2 %", "1, 2, 3", "0 1; 60 4". `unit` stands in where the type has none.
[[nodiscard]] QString textOf(const model::ParameterType& type, const model::Value& value,
                             model::Unit unit = model::Unit::none);

/// What a person wrote, as a value of the type; nothing if it can't be read as one. Ranges are the gate's affair.
[[nodiscard]] std::optional<model::Value> valueFrom(const model::ParameterType& type, const QString& text,
                                                    model::Unit unit = model::Unit::none);

/// What to write instead of something that can't be read: "Write a time, such as 8 ms."
[[nodiscard]] QString howToWrite(const model::ParameterType& type, model::Unit unit = model::Unit::none);

} // namespace stormglass::app
