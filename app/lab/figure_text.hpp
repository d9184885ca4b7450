// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/behaviour/units.hpp"
#include "simulator/statistics/estimate.hpp"

#include <QString>

namespace stormglass::app {

/// The three looks of a figure in words: "310 ms" (stated), "≈ 310 ms" (forecast), "0.84 ± 0.03 s" (simulated).
[[nodiscard]] QString quantityText(double value, model::Unit unit, int digits = 3);

/// A forecast figure; an infinite one "grows without end".
[[nodiscard]] QString approximateText(double value, model::Unit unit);

/// A simulated figure with the half-width of its 95 % interval in the same unit, to the digits the interval bears.
/// Withheld: "not yet known". Without an interval: the value alone.
[[nodiscard]] QString estimateText(const sim::Estimate& estimate, model::Unit unit);

/// Why a withheld figure is withheld and what it takes: "needs runs of 2 h". Empty if it isn't withheld.
[[nodiscard]] QString withheldReason(const sim::Estimate& estimate);

/// A count with its thousands apart: "1 482 904".
[[nodiscard]] QString countText(std::uint64_t count);

/// A large count in short: "31.4 M".
[[nodiscard]] QString shortCountText(double count);

} // namespace stormglass::app
