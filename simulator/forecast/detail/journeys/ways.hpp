// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/journeys/order_statistics.hpp"

namespace stormglass::sim::forecasting {

inline constexpr double kLeastChance = 1e-12; ///< of a way that is followed

/// Chance to come somewhere, and the time of those that do.
struct Way {
    double chance = 0;
    Spread time;
};

[[nodiscard]] Way after(const Way& way, double chance, const Spread& more);

/// One of several: chances add, times mix.
[[nodiscard]] Way either(const Way& a, const Way& b);

/// Both at once: what counts is the first to arrive, about the faster one.
[[nodiscard]] Way firstOf(const Way& a, const Way& b);

} // namespace stormglass::sim::forecasting
