// SPDX-License-Identifier: Apache-2.0
#include "app/drawing/drawing_list.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::app::drawing {

namespace {

double length(const QPointF& v) {
    return std::hypot(v.x(), v.y());
}

/// Adds a corner of at most `radius`, less where the sides are short.
void roundCorner(QPainterPath& path, const QPointF& before, const QPointF& corner, const QPointF& after,
                 double radius) {
    const QPointF in = before - corner;
    const QPointF out = after - corner;
    const double reach = std::min({radius, length(in) / 2, length(out) / 2});
    if (reach < 0.01) {
        path.lineTo(corner);
        return;
    }
    path.lineTo(corner + in * (reach / length(in)));
    path.quadTo(corner, corner + out * (reach / length(out)));
}

QPainterPath outlinePath(const RoundedRect& shape) {
    QPainterPath path;
    if (shape.radius > 0) {
        path.addRoundedRect(shape.rect, shape.radius, shape.radius);
    } else {
        path.addRect(shape.rect);
    }
    return path;
}

QPainterPath outlinePath(const Polygon& shape) {
    QPainterPath path;
    const std::size_t count = shape.points.size();
    if (count < 3) {
        return path;
    }
    path.moveTo((shape.points[count - 1] + shape.points[0]) / 2);
    for (std::size_t i = 0; i < count; ++i) {
        roundCorner(path, shape.points[(i + count - 1) % count], shape.points[i], shape.points[(i + 1) % count],
                    shape.radius);
    }
    path.closeSubpath();
    return path;
}

QPainterPath outlinePath(const Polyline& shape) {
    QPainterPath path;
    if (shape.points.empty()) {
        return path;
    }
    path.moveTo(shape.points.front());
    for (std::size_t i = 1; i + 1 < shape.points.size(); ++i) {
        roundCorner(path, shape.points[i - 1], shape.points[i], shape.points[i + 1], shape.radius);
    }
    path.lineTo(shape.points.back());
    return path;
}

QPainterPath outlinePath(const Arc& shape) {
    QPainterPath path;
    const QRectF circle(shape.centre.x() - shape.radius, shape.centre.y() - shape.radius, 2 * shape.radius,
                        2 * shape.radius);
    if (shape.spanDegrees >= 360) {
        path.addEllipse(circle);
        return path;
    }
    path.arcMoveTo(circle, 90 - shape.startDegrees);
    path.arcTo(circle, 90 - shape.startDegrees, -shape.spanDegrees);
    return path;
}

QPainterPath outlinePath(const Outline& shape) {
    return shape.path;
}

QRectF aroundPoints(const std::vector<QPointF>& points) {
    if (points.empty()) {
        return {};
    }
    const auto [left, right] = std::ranges::minmax(points, {}, &QPointF::x);
    const auto [top, bottom] = std::ranges::minmax(points, {}, &QPointF::y);
    return {QPointF(left.x(), top.y()), QPointF(right.x(), bottom.y())};
}

struct OutlineBounds {
    QRectF operator()(const RoundedRect& shape) const { return shape.rect; }

    QRectF operator()(const Polygon& shape) const { return aroundPoints(shape.points); }

    QRectF operator()(const Polyline& shape) const { return aroundPoints(shape.points); }

    QRectF operator()(const Arc& shape) const {
        return {shape.centre.x() - shape.radius, shape.centre.y() - shape.radius, 2 * shape.radius, 2 * shape.radius};
    }

    QRectF operator()(const Outline& shape) const { return shape.path.boundingRect(); }
};

} // namespace

const char* nameOf(Part part) noexcept {
    switch (part) {
    case Part::shadow:
        return "shadow";
    case Part::body:
        return "body";
    case Part::border:
        return "border";
    case Part::title:
        return "title";
    case Part::glyph:
        return "glyph";
    case Part::label:
        return "label";
    case Part::mark:
        return "mark";
    case Part::pin:
        return "pin";
    case Part::line:
        return "line";
    case Part::head:
        return "head";
    case Part::flowLabel:
        return "flow-label";
    case Part::partition:
        return "partition";
    case Part::pill:
        return "pill";
    case Part::badge:
        return "badge";
    case Part::ring:
        return "ring";
    case Part::queue:
        return "queue";
    case Part::bottleneck:
        return "bottleneck";
    }
    return "";
}

QPainterPath pathOf(const Shape& shape) {
    return std::visit([](const auto& outline) { return outlinePath(outline); }, shape.outline);
}

QRectF boundsOf(const Item& item) {
    if (const auto* line = std::get_if<TextLine>(&item.what)) {
        const double size = line->style.pixelSize;
        return {line->baseline.x(), line->baseline.y() - size, line->advance, size * 1.3};
    }
    const auto& shape = std::get<Shape>(item.what);
    const double half = shape.stroke.isValid() ? shape.strokeWidth / 2 : 0;
    return std::visit(OutlineBounds{}, shape.outline).adjusted(-half, -half, half, half);
}

} // namespace stormglass::app::drawing
