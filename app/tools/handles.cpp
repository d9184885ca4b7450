// SPDX-License-Identifier: Apache-2.0
#include "app/tools/handles.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::app::tools {

namespace {

double distance(const QPointF& a, const QPointF& b) {
    return std::hypot(a.x() - b.x(), a.y() - b.y());
}

double distanceToSegment(const QPointF& p, const QPointF& a, const QPointF& b) {
    const QPointF along = b - a;
    const double squared = QPointF::dotProduct(along, along);
    const double t = squared > 0 ? std::clamp(QPointF::dotProduct(p - a, along) / squared, 0.0, 1.0) : 0.0;
    return distance(p, a + t * along);
}

constexpr std::array kGrips{Grip{-1, -1}, Grip{1, -1}, Grip{1, 1}, Grip{-1, 1},
                            Grip{0, -1},  Grip{1, 0},  Grip{0, 1}, Grip{-1, 0}};

} // namespace

QPointF connectHandle(const QRectF& body, Side side, double zoom) {
    const double away = kConnectDistance / zoom;
    const QPointF middle = body.center();
    switch (side) {
    case Side::right:
        return {body.right() + away, middle.y()};
    case Side::bottom:
        return {middle.x(), body.bottom() + away};
    case Side::left:
        return {body.left() - away, middle.y()};
    case Side::top:
        return {middle.x(), body.top() - away};
    }
    return middle;
}

std::optional<Side> connectHandleAt(const QRectF& body, const QPointF& at, double zoom) {
    for (const Side side : kSides) {
        if (distance(connectHandle(body, side, zoom), at) <= kHandleReach / zoom) {
            return side;
        }
    }
    return std::nullopt;
}

QPointF gripPoint(const QRectF& body, Grip grip) {
    return body.center() + QPointF(grip.x * body.width() / 2, grip.y * body.height() / 2);
}

std::optional<Grip> gripAt(const QRectF& body, const QPointF& at, double zoom, bool hasSides) {
    for (const Grip grip : kGrips) {
        const bool isCorner = grip.x != 0 && grip.y != 0;
        if ((isCorner || hasSides) && distance(gripPoint(body, grip), at) <= kHandleReach / zoom) {
            return grip;
        }
    }
    return std::nullopt;
}

Cursor cursorOf(Grip grip) {
    if (grip.x == 0) {
        return Cursor::sizeV;
    }
    if (grip.y == 0) {
        return Cursor::sizeH;
    }
    return grip.x == grip.y ? Cursor::sizeFall : Cursor::sizeRise;
}

QRectF pulled(const QRectF& body, Grip grip, const QPointF& by, const QSizeF& least, bool keepsRatio, bool fromCentre) {
    const double both = fromCentre ? 2 : 1;
    double width = std::max(least.width(), body.width() + grip.x * by.x() * both);
    double height = std::max(least.height(), body.height() + grip.y * by.y() * both);
    if (keepsRatio && grip.x != 0 && grip.y != 0) {
        const double scale = std::max(width / body.width(), height / body.height());
        width = body.width() * scale;
        height = body.height() * scale;
    }
    const double dx = width - body.width();
    const double dy = height - body.height();
    const double left = fromCentre ? body.left() - dx / 2 : grip.x < 0 ? body.left() - dx : body.left();
    const double top = fromCentre ? body.top() - dy / 2 : grip.y < 0 ? body.top() - dy : body.top();
    return {grip.x == 0 ? body.left() : left, grip.y == 0 ? body.top() : top, width, height};
}

std::optional<NearestSegment> nearestSegment(const std::vector<QPointF>& line, const QPointF& at) {
    std::optional<NearestSegment> best;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const double d = distanceToSegment(at, line[i], line[i + 1]);
        if (!best || d < best->distance) {
            best = NearestSegment{i, d};
        }
    }
    return best;
}

} // namespace stormglass::app::tools
