// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/notation/findings.hpp"

#include <string>

namespace stormglass::wording {

/// What was found, naming the notes by their labels. One sentence.
[[nodiscard]] std::string sentenceFor(const model::Board& board, const model::Finding& finding);

/// What to do about it. One sentence; never empty.
[[nodiscard]] std::string fixFor(const model::Board& board, const model::Finding& finding);

} // namespace stormglass::wording
