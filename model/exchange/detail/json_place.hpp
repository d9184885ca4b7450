// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/value.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stormglass::model::detail {

struct LineAndColumn {
    std::uint64_t line = 1;
    std::uint64_t column = 1; ///< in bytes
};

/// Where a byte of the text stands. Bytes beyond the end mean the end.
[[nodiscard]] LineAndColumn lineAndColumnOf(std::string_view text, std::size_t byte);

/// A way into a JSON text: the how-manieth member or item at each level, and the same as people read it.
struct Trail {
    std::vector<std::size_t> steps;
    std::string path; ///< "elements[3].handling.retry.attempts"
};

/// Adds a step to a path as people read it: a plain key after a dot, any other quoted in brackets.
void appendKey(std::string& path, std::string_view key);
void appendIndex(std::string& path, std::size_t index);

/// The way a JSON pointer describes. It ends where the pointer leaves the tree.
[[nodiscard]] Trail trailOf(const Value& root, std::string_view pointer);

/// The byte where the value (or, if `isAboutKey`, the key of the member) at the end of the steps begins. The text must
/// be valid JSON at least up to there. Linear in the text.
[[nodiscard]] std::size_t byteOf(std::string_view text, std::span<const std::size_t> steps, bool isAboutKey);

} // namespace stormglass::model::detail
