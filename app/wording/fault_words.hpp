// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/behaviour/validate.hpp"

#include <string>

namespace stormglass::wording {

/// What is wrong with a value and what to write instead. One line.
[[nodiscard]] std::string sentenceFor(const model::ParameterFault& fault);

} // namespace stormglass::wording
