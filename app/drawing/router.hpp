// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointF>
#include <QRectF>

#include <span>
#include <vector>

namespace stormglass::app::drawing {

/// The corners of an arrow from border to border.
using Way = std::vector<QPointF>;

enum class Side : std::uint8_t { left, top, right, bottom };

struct RouteRequest {
    QRectF from;
    QRectF to;
    std::span<const QRectF> obstacles = {}; ///< bodies nearby, without the two ends
    double lane = 0;  ///< shifts what runs beside bodies, so that arrows to different ends do not share a line
    double aside = 0; ///< leaves this far from the middle of the side, as one of a fork
};

/// An orthogonal way from one body to another: few corners, short, around the obstacles where a way with at most four
/// corners allows it. The same request gives the same way. Bodies that overlap get a straight line between centres.
[[nodiscard]] Way routeArrow(const RouteRequest& request);

/// The way through corners somebody set: they are kept to the unit; only the ends at the bodies are found.
[[nodiscard]] Way routeThrough(const QRectF& from, std::span<const QPointF> bends, const QRectF& to);

/// The point half way along, and whether the way runs level there.
struct Midpoint {
    QPointF at;
    bool isLevel = true;
    double room = 0; ///< length of the straight part it lies on
};

/// The middle of the longest straight part, where a label has most room; level parts count double.
[[nodiscard]] Midpoint labelPointOf(const Way& way);

[[nodiscard]] double distanceTo(const Way& way, const QPointF& point);

} // namespace stormglass::app::drawing
