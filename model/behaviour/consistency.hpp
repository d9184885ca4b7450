// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/value.hpp"

#include <optional>
#include <string>

// What the parts of a record must be to each other. Each function gets a value whose parts are right one by one and
// returns what would be consistent, or nothing if it is.
namespace stormglass::model::consistency {

[[nodiscard]] std::optional<std::string> minAtMostMax(const Value& value);
[[nodiscard]] std::optional<std::string> triangle(const Value& value);
[[nodiscard]] std::optional<std::string> medianAtMostP99(const Value& value);
[[nodiscard]] std::optional<std::string> valuesAndWeights(const Value& value);
[[nodiscard]] std::optional<std::string> quantiles(const Value& value);
[[nodiscard]] std::optional<std::string> points(const Value& value);
[[nodiscard]] std::optional<std::string> atLeastOneItem(const Value& value);
[[nodiscard]] std::optional<std::string> dayOfFactors(const Value& value);
[[nodiscard]] std::optional<std::string> weekOfFactors(const Value& value);
[[nodiscard]] std::optional<std::string> oneArrivalProcess(const Value& value);
[[nodiscard]] std::optional<std::string> oneWaitCondition(const Value& value);
[[nodiscard]] std::optional<std::string> oneBreakerRule(const Value& value);
[[nodiscard]] std::optional<std::string> positiveTotal(const Value& value);
[[nodiscard]] std::optional<std::string> twoNumbers(const Value& value);

} // namespace stormglass::model::consistency
