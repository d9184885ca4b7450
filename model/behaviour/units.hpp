// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/behaviour/parameter_type.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace stormglass::model {

/// Reads a quantity as people write it and returns it in the unit's base (seconds, per second, share of 1 ...):
/// "8 ms", "1.5h", "2 min 30 s", "3k/min", "120 per hour", "5 %", "0.05", "1 in 20", "10k". Point or comma may divide
/// the decimals. Nothing if it can't be read, is not finite, or names a unit of another kind.
[[nodiscard]] std::optional<double> parseQuantity(std::string_view text, Unit unit);

/// Writes a quantity as people read it, at most `digits` significant digits, in the unit that needs fewest: 0.008 s is
/// "8 ms", 50 per second "50/s", 0.002 "0.2 %". What parseQuantity reads back is equal to within those digits.
[[nodiscard]] std::string formatQuantity(double value, Unit unit, int digits = 3);

} // namespace stormglass::model
