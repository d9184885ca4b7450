// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/result.hpp"
#include "model/behaviour/catalogue.hpp"
#include "model/behaviour/overrides.hpp"
#include "model/board/board.hpp"

#include <optional>
#include <span>
#include <string>

namespace stormglass::sim {

/// A board and the scenario it is run under, with every override in place.
struct Prepared {
    model::Board board;
    model::Scenario scenario;
};

/// Why there is nothing to run.
struct PrepareError {
    std::optional<std::string> unknownScenario; ///< asked for by this id
    std::optional<model::OverrideFault> badOverride;
};

/// Picks the scenario (absent: the document's first, else the stated default: steady state at 5 % precision) and
/// applies its `set`, then `overrides` on top (CONTRACT section 7).
[[nodiscard]] model::Result<Prepared, PrepareError> prepare(const model::Board& board,
                                                            const model::Catalogue& catalogue,
                                                            const std::optional<std::string>& scenario,
                                                            std::span<const model::Override> overrides);

} // namespace stormglass::sim
