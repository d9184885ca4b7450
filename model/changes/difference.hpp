// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/board/board.hpp"
#include "model/changes/change.hpp"

#include <vector>

namespace stormglass::model {

/// The changes that make `from` hold what `to` holds. Elements, journeys and scenarios are the same if their ids are,
/// flows if their paths are; a flow's number and, as long as the order of what both hold is the same and the rest comes
/// last, ranks stay those of `from`. Passes the gate on `from` if `to` is a sound board.
[[nodiscard]] std::vector<Change> changesBetween(const Board& from, const Board& to);

} // namespace stormglass::model
