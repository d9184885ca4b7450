// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/canvas/viewport.hpp"
#include "app/drawing/style.hpp"
#include "app/tools/preview.hpp"

#include <QPainterPath>

#include <optional>
#include <vector>

class QPainter;

namespace stormglass::app::canvas {

/// What lies over the board and belongs to the person: selection, handles, guides, what the hand is about to do. A
/// value in board units; only sizes that must stay the same on screen depend on the zoom.
struct Overlay {
    std::vector<QPainterPath> selected;
    std::vector<QPainterPath> related; ///< other places of the same thing, handlers of the selected service
    std::vector<QPainterPath> legal;   ///< notes an arrow in the hand may end at
    std::vector<QPainterPath> taking;  ///< what would take in what is dropped
    std::optional<QPainterPath> focused;
    std::vector<QPointF> grips;
    std::vector<QPointF> connectHandles;
    std::optional<QPointF> hotHandle; ///< the one under the pointer
    std::vector<std::vector<QPointF>> arrows;
    std::vector<QPointF> arrowEnds;
    std::vector<QPointF> bends;
    std::vector<QPointF> link; ///< the arrow in the hand
    bool isLinkGood = true;
    std::vector<QPointF> bentRoute;
    std::vector<QLineF> guides;
    std::vector<tools::JointSign> joints;
    std::optional<QRectF> marquee;

    friend bool operator==(const Overlay&, const Overlay&) = default;
};

/// The part of the view the overlay touches, in view pixels; empty if it shows nothing.
[[nodiscard]] QRectF boundsOf(const Overlay& overlay, const Viewport& view);

/// The painter's origin is the view's top left corner.
void paintOverlay(QPainter& painter, const Overlay& overlay, const Viewport& view, const drawing::Style& style);

} // namespace stormglass::app::canvas
