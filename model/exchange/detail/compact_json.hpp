// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/value.hpp"

#include <string>
#include <string_view>

namespace stormglass::model::detail {

/// Appends the value on one line, as the text form spells it: ", " and ": " between parts, the shortest numbers that
/// read back the same, only those characters escaped that JSON wants escaped. The same in every locale.
void appendCompact(std::string& out, const Value& value);
void appendQuoted(std::string& out, std::string_view text);

} // namespace stormglass::model::detail
