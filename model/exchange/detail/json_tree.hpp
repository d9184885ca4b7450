// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/result.hpp"
#include "model/base/value.hpp"
#include "model/exchange/text_form.hpp"

#include <cstddef>
#include <string_view>

namespace stormglass::model::detail {

/// What the reader takes at most. Beyond it a text is refused at once, so that nobody's memory is exhausted.
inline constexpr std::size_t kMostBytes = 128U << 20U;
inline constexpr std::size_t kMostValues = 10'000'000;
inline constexpr std::size_t kDeepest = 60; ///< with the levels above it a record's property stays within the gate's 64

/// Reads a JSON text into a tree. Refuses keys that stand twice in a record, and numbers no double can hold. Linear in
/// the text; never throws.
[[nodiscard]] Result<Value, TextFault> readTree(std::string_view text);

} // namespace stormglass::model::detail
