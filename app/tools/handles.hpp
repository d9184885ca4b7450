// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/tools/pointer.hpp"
#include "app/tools/preview.hpp"

#include <QRectF>

#include <array>
#include <optional>
#include <vector>

namespace stormglass::app::tools {

/// @name Sizes on screen, in view pixels
/// @{
inline constexpr double kHandleRadius = 5;     ///< as drawn
inline constexpr double kHandleReach = 9;      ///< as caught
inline constexpr double kConnectDistance = 15; ///< from the edge of a note to the middle of its handle
inline constexpr double kHitTolerance = 5;
inline constexpr double kDragStart = 4; ///< farther than that a press becomes a drag
/// @}

inline constexpr std::array kSides{Side::right, Side::bottom, Side::left, Side::top};

/// Where the handle for an arrow lies at that side of a body.
[[nodiscard]] QPointF connectHandle(const QRectF& body, Side side, double zoom);
[[nodiscard]] std::optional<Side> connectHandleAt(const QRectF& body, const QPointF& at, double zoom);

/// Which edges a resize handle pulls.
struct Grip {
    int x = 0; ///< -1 left, 1 right
    int y = 0; ///< -1 top, 1 bottom
    friend bool operator==(const Grip&, const Grip&) = default;
};

[[nodiscard]] QPointF gripPoint(const QRectF& body, Grip grip);
/// Frames are pulled at all eight handles, notes at their corners: their sides start arrows.
[[nodiscard]] std::optional<Grip> gripAt(const QRectF& body, const QPointF& at, double zoom, bool hasSides);
[[nodiscard]] Cursor cursorOf(Grip grip);

/// The body with the gripped edges at the pointer's place, no smaller than `least`. `keepsRatio`: corners only;
/// `fromCentre`: the opposite edges move as well.
[[nodiscard]] QRectF pulled(const QRectF& body, Grip grip, const QPointF& by, const QSizeF& least, bool keepsRatio,
                            bool fromCentre);

/// The place on the line nearest to a point: the segment's index and the distance. Nothing if it has no segment.
struct NearestSegment {
    std::size_t index = 0;
    double distance = 0;
};

[[nodiscard]] std::optional<NearestSegment> nearestSegment(const std::vector<QPointF>& line, const QPointF& at);

} // namespace stormglass::app::tools
