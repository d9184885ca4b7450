// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network.hpp"

#include <vector>

namespace stormglass::sim {

/// The figure of a count over time that a row of `measures` asks for as spread or quantile, from the seconds spent at
/// 0, 1, 2, ...; a quantile is the smallest count that holds for at least that share of the time. NaN over no time.
[[nodiscard]] double levelFigure(const Asked& asked, const std::vector<double>& timeAtLevel);

} // namespace stormglass::sim
