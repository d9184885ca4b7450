// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/tallies.hpp"
#include "tests/reference/story.hpp"

#include <string>

namespace stormglass::sim::reference {

/// What of the engine's tallies the story tells otherwise, line by line; empty: nothing. Sums may differ by the order
/// of adding.
[[nodiscard]] std::string differences(const Tallies& seen, const Story& told);

} // namespace stormglass::sim::reference
