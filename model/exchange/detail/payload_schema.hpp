// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/value.hpp"
#include "model/board/records.hpp"

#include <optional>

namespace stormglass::model::detail {

/// The payload of a message as a JSON Schema (draft 07, AsyncAPI's own dialect): an object with the fields as
/// properties. Types that JSON does not know become what they look like ("uuid": text of that format), else text.
[[nodiscard]] Value payloadSchema(const Element& message);

/// A payload that satisfies the schema: the fields' own examples where they fit, else plain values of their type.
/// Nothing when there are no fields.
[[nodiscard]] std::optional<Value> payloadExample(const Element& message);

} // namespace stormglass::model::detail
