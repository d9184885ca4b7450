// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/exchange/text_form.hpp"

#include <string>

namespace stormglass::wording {

/// What is wrong with a document in text form and what to do, without the place. One line.
[[nodiscard]] std::string sentenceFor(const model::TextFault& fault);

/// "line 12, column 5, in elements[3].handling".
[[nodiscard]] std::string placeOf(const model::TextFault& fault);

} // namespace stormglass::wording
