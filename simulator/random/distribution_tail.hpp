// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/random/distribution.hpp"

namespace stormglass::sim {

/// P(X > t). Closed forms; linear in the list of an empirical or discrete distribution.
[[nodiscard]] double tailOf(const Distribution& distribution, std::span<const double> table, double t);

} // namespace stormglass::sim
