// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/behaviour/overrides.hpp"

#include <string>

namespace stormglass::wording {

/// Why another value for a parameter was refused and what to write. Knows the board, so that a misspelt id or key is
/// met with the nearest there is. One line.
[[nodiscard]] std::string sentenceFor(const model::OverrideFault& fault, const model::Board& board,
                                      const model::Catalogue& catalogue);

} // namespace stormglass::wording
