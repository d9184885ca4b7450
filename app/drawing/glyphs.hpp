// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/drawing/drawing_list.hpp"

#include <vector>

namespace stormglass::app::drawing {

inline constexpr double kGlyphSize = 14;

/// The sign of a kind in a square of kGlyphSize whose top left corner is at `at`; empty for kinds without one.
[[nodiscard]] std::vector<Shape> glyphOf(model::ElementKind kind, const QPointF& at, const QColor& colour);

/// The silhouette of a kind's body. Kinds are told apart by it even where colour says nothing.
[[nodiscard]] std::variant<RoundedRect, Polygon, Polyline, Arc, Outline> silhouetteOf(model::ElementKind kind,
                                                                                      const QRectF& body);

} // namespace stormglass::app::drawing
