// SPDX-License-Identifier: Apache-2.0
#include "app/canvas/viewport.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::app::canvas {

ViewPoint Viewport::toView(const QPointF& board) const {
    return {(board.x() - origin.x()) * zoom, (board.y() - origin.y()) * zoom};
}

QPointF Viewport::toBoard(const ViewPoint& view) const {
    return origin + QPointF(view.x, view.y) / zoom;
}

QRectF Viewport::toView(const QRectF& board) const {
    const ViewPoint corner = toView(board.topLeft());
    return {corner.x, corner.y, board.width() * zoom, board.height() * zoom};
}

QRectF Viewport::visible() const {
    return {origin, size / zoom};
}

Viewport Viewport::zoomedTo(double wanted, const ViewPoint& fixed) const {
    Viewport next = *this;
    next.zoom = std::clamp(wanted, kLeastZoom, kMostZoom);
    next.origin = toBoard(fixed) - QPointF(fixed.x, fixed.y) / next.zoom;
    return next;
}

Viewport Viewport::pannedBy(const ViewPoint& by) const {
    Viewport next = *this;
    next.origin -= QPointF(by.x, by.y) / zoom;
    return next;
}

Viewport Viewport::centredOn(const QPointF& board) const {
    Viewport next = *this;
    next.origin = board - QPointF(size.width(), size.height()) / (2 * zoom);
    return next;
}

Viewport Viewport::fitted(const QRectF& area, double margin, double mostZoom) const {
    const double width = size.width() - 2 * margin;
    const double height = size.height() - 2 * margin;
    if (area.isEmpty() || width <= 0 || height <= 0) {
        return *this;
    }
    Viewport next = *this;
    next.zoom =
        std::clamp(std::min(width / area.width(), height / area.height()), kLeastZoom, std::min(mostZoom, kMostZoom));
    return next.centredOn(area.center());
}

Viewport Viewport::revealing(const QRectF& area, double margin) const {
    const QRectF inside = visible().adjusted(margin / zoom, margin / zoom, -margin / zoom, -margin / zoom);
    if (inside.contains(area)) {
        return *this;
    }
    if (area.width() > inside.width() || area.height() > inside.height()) {
        return centredOn(area.center());
    }
    Viewport next = *this;
    next.origin.rx() += std::min(0.0, area.left() - inside.left()) + std::max(0.0, area.right() - inside.right());
    next.origin.ry() += std::min(0.0, area.top() - inside.top()) + std::max(0.0, area.bottom() - inside.bottom());
    return next;
}

Viewport Viewport::onDevicePixels(double devicePixelRatio) const {
    const double scale = zoom * devicePixelRatio;
    Viewport next = *this;
    next.origin = {std::round(origin.x() * scale) / scale, std::round(origin.y() * scale) / scale};
    return next;
}

} // namespace stormglass::app::canvas
