// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/tools/pointer.hpp"

#include <QLineF>
#include <QRectF>

#include <vector>

namespace stormglass::app::tools {

inline constexpr double kGridStep = 10;

/// How a dragged rectangle is drawn to what lies around it.
struct SnapRules {
    double tolerance = 6; ///< board units within which something attracts
    bool isToGrid = true; ///< where nothing else attracts
};

struct Snapped {
    QPointF by;                 ///< to be added to the rectangle's place
    std::vector<QLineF> guides; ///< lines that show what it was drawn to
};

/// Draws the rectangle to its neighbours: sides that touch come first, then equal sides and centres, then equal gaps
/// between three in a row, then the grid. Both directions are judged apart. Linear in the number of neighbours.
[[nodiscard]] Snapped snap(const QRectF& moving, const std::vector<QRectF>& neighbours, const SnapRules& rules);

[[nodiscard]] QPointF snappedToGrid(const QPointF& at);

} // namespace stormglass::app::tools
