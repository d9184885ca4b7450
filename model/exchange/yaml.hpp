// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/value.hpp"

#include <string>

namespace stormglass::model {

/// The value as YAML 1.2 in block style, keys in their order, a newline at the end. Text that a YAML reader could take
/// for something else ("1.10", "no", "a: b") is quoted, so that reading gives the same value back.
[[nodiscard]] std::string writeYaml(const Value& value);

} // namespace stormglass::model
