// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace stormglass::wording {

/// What was probably meant: the candidate reached with fewest slips of the pen (letters left out, put in, exchanged or
/// swapped with their neighbour), if there are few enough of them for the word's length.
[[nodiscard]] std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates);

/// " Did you mean “replicas”?", or nothing.
[[nodiscard]] std::string suggestion(std::string_view word, std::span<const std::string> candidates);

/// The same, of candidates in one text: "replicas, concurrency, discipline".
[[nodiscard]] std::string suggestionFrom(std::string_view word, std::string_view commaSeparated);

} // namespace stormglass::wording
