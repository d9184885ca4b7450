// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/tools/pointer.hpp"

#include <QRectF>
#include <QSizeF>

namespace stormglass::app::canvas {

using tools::ViewPoint;

inline constexpr double kLeastZoom = 0.05;
inline constexpr double kMostZoom = 4;

/// Which part of the board is seen, and how large. A value; every function returns the altered copy.
struct Viewport {
    double zoom = 1;  ///< view pixels per board unit, kLeastZoom..kMostZoom
    QPointF origin{}; ///< the board point in the view's top left corner
    QSizeF size{};    ///< view pixels

    [[nodiscard]] ViewPoint toView(const QPointF& board) const;
    [[nodiscard]] QPointF toBoard(const ViewPoint& view) const;
    [[nodiscard]] QRectF toView(const QRectF& board) const;
    /// The part of the board that is seen.
    [[nodiscard]] QRectF visible() const;

    /// Another zoom (kept within its range); the board point at `fixed` stays where it is.
    [[nodiscard]] Viewport zoomedTo(double wanted, const ViewPoint& fixed) const;
    /// The board pulled along by so many view pixels.
    [[nodiscard]] Viewport pannedBy(const ViewPoint& by) const;
    [[nodiscard]] Viewport centredOn(const QPointF& board) const;
    /// All of `area` seen with `margin` view pixels around; never larger than `mostZoom`. An empty view or area changes
    /// nothing.
    [[nodiscard]] Viewport fitted(const QRectF& area, double margin, double mostZoom = 1) const;
    /// Shifted just so far that `area` is seen; centred on it if it doesn't fit.
    [[nodiscard]] Viewport revealing(const QRectF& area, double margin) const;
    /// The origin on a whole device pixel, so that what is painted once needs no blurring when it is shifted.
    [[nodiscard]] Viewport onDevicePixels(double devicePixelRatio) const;

    friend bool operator==(const Viewport&, const Viewport&) = default;
};

} // namespace stormglass::app::canvas
