// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace stormglass::model {

/// What a file holds by its first bytes; names and endings count for nothing.
enum class Content : std::uint8_t {
    empty,
    storedDocument, ///< an SQLite database: a .storm, or somebody else's
    json,           ///< a record: the text form, or somebody else's
    other,
};

/// `head` is the beginning of the file, some hundred bytes of it.
[[nodiscard]] Content recognise(std::string_view head) noexcept;

} // namespace stormglass::model
