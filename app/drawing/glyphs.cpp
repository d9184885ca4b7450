// SPDX-License-Identifier: Apache-2.0
#include "app/drawing/glyphs.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace stormglass::app::drawing {

namespace {

using model::ElementKind;

using Points = std::initializer_list<QPointF>;

/// Draws in a square of 14 × 14 at the origin it was given.
class Pen {
  public:
    Pen(const QPointF& at, const QColor& colour) : m_at(at), m_colour(colour) {}

    void fill(Points points) { m_shapes.push_back({.outline = Polygon{moved(points), 0}, .fill = m_colour}); }

    void stroke(Points points, double radius = 0) { m_shapes.push_back(stroked(Polyline{moved(points), radius})); }

    void box(double x, double y, double w, double h, double radius) {
        m_shapes.push_back(stroked(RoundedRect{QRectF(m_at.x() + x, m_at.y() + y, w, h), radius}));
    }

    void dot(double x, double y, double radius) {
        m_shapes.push_back({.outline = Arc{m_at + QPointF(x, y), radius, 0, 360}, .fill = m_colour});
    }

    void arc(double x, double y, double radius, double start, double span) {
        m_shapes.push_back(stroked(Arc{m_at + QPointF(x, y), radius, start, span}));
    }

    void fill(QPainterPath path) {
        path.translate(m_at);
        m_shapes.push_back({.outline = Outline{path}, .fill = m_colour});
    }

    [[nodiscard]] std::vector<Shape> take() { return std::move(m_shapes); }

  private:
    [[nodiscard]] std::vector<QPointF> moved(Points points) const {
        std::vector<QPointF> result(points);
        for (QPointF& point : result) {
            point += m_at;
        }
        return result;
    }

    [[nodiscard]] Shape stroked(decltype(Shape::outline) outline) const {
        return {.outline = std::move(outline), .fill = {}, .stroke = m_colour, .strokeWidth = 1.6};
    }

    QPointF m_at;
    QColor m_colour;
    std::vector<Shape> m_shapes;
};

void drawPerson(Pen& pen) {
    pen.dot(7, 3.8, 2.9);
    QPainterPath shoulders;
    shoulders.moveTo(1.4, 13);
    shoulders.cubicTo(1.4, 9.4, 3.6, 7.8, 7, 7.8);
    shoulders.cubicTo(10.4, 7.8, 12.6, 9.4, 12.6, 13);
    shoulders.closeSubpath();
    pen.fill(shoulders);
}

void drawPolicy(Pen& pen) {
    pen.arc(7, 7.2, 4.6, 110, 280);
    pen.fill({{8.6, 4.6}, {12.8, 4.6}, {12.8, 0.6}});
}

void drawExternal(Pen& pen) {
    pen.stroke({{6, 3.2}, {2, 3.2}, {2, 12}, {10.8, 12}, {10.8, 8}}, 1);
    pen.stroke({{6.4, 7.6}, {12, 2}});
    pen.stroke({{8, 1.8}, {12.2, 1.8}, {12.2, 6}});
}

void drawMagnifier(Pen& pen) {
    pen.arc(5.8, 5.8, 4.2, 0, 360);
    pen.stroke({{9, 9}, {12.8, 12.8}});
}

void drawScreen(Pen& pen) {
    pen.box(1, 2, 12, 10, 1.5);
    pen.stroke({{1, 5.2}, {13, 5.2}});
}

/// A rectangle some of whose corners are cut or rounded: `cut` per corner from the top left, clockwise.
Polygon cornered(const QRectF& r, std::array<double, 4> cut) {
    for (double& corner : cut) {
        corner = std::min({corner, r.width() / 3, r.height() / 3});
    }
    std::vector<QPointF> points;
    const auto add = [&points](double x, double y) { points.emplace_back(x, y); };
    add(r.left() + cut[0], r.top());
    add(r.right() - cut[1], r.top());
    if (cut[1] > 0) {
        add(r.right(), r.top() + cut[1]);
    }
    add(r.right(), r.bottom() - cut[2]);
    if (cut[2] > 0) {
        add(r.right() - cut[2], r.bottom());
    }
    add(r.left() + cut[3], r.bottom());
    if (cut[3] > 0) {
        add(r.left(), r.bottom() - cut[3]);
    }
    add(r.left(), r.top() + cut[0]);
    if (cut[0] == 0) {
        points.pop_back();
    }
    return {std::move(points), 3};
}

Outline tag(const QRectF& r) {
    const double small = 3;
    const double large = std::min({16.0, r.width() / 2, r.height() / 2});
    QPainterPath path;
    path.moveTo(r.left() + small, r.top());
    path.lineTo(r.right() - large, r.top());
    path.quadTo(r.topRight(), QPointF(r.right(), r.top() + large));
    path.lineTo(r.right(), r.bottom() - large);
    path.quadTo(r.bottomRight(), QPointF(r.right() - large, r.bottom()));
    path.lineTo(r.left() + small, r.bottom());
    path.quadTo(r.bottomLeft(), QPointF(r.left(), r.bottom() - small));
    path.lineTo(r.left(), r.top() + small);
    path.quadTo(r.topLeft(), QPointF(r.left() + small, r.top()));
    path.closeSubpath();
    return {path};
}

} // namespace

std::vector<Shape> glyphOf(model::ElementKind kind, const QPointF& at, const QColor& colour) {
    Pen pen(at, colour);
    switch (kind) {
    case ElementKind::event:
        pen.fill({{8.2, 0.4}, {2.4, 8}, {6.2, 8}, {5.2, 13.6}, {11.4, 5.6}, {7.4, 5.6}});
        break;
    case ElementKind::command:
        pen.fill({{2, 1.4}, {12, 7}, {2, 12.6}});
        break;
    case ElementKind::query:
        drawMagnifier(pen);
        break;
    case ElementKind::actor:
        drawPerson(pen);
        break;
    case ElementKind::aggregate:
        pen.box(1.4, 1.4, 11.2, 11.2, 1.6);
        pen.dot(7, 7, 1.7);
        break;
    case ElementKind::policy:
        drawPolicy(pen);
        break;
    case ElementKind::readModel:
        pen.stroke({{1, 2.6}, {13, 2.6}});
        pen.stroke({{1, 7}, {13, 7}});
        pen.stroke({{1, 11.4}, {8, 11.4}});
        break;
    case ElementKind::external:
        drawExternal(pen);
        break;
    case ElementKind::hotspot:
        pen.fill({{5.9, 2}, {8.1, 2}, {7.7, 8.6}, {6.3, 8.6}});
        pen.dot(7, 11, 1.2);
        break;
    case ElementKind::opportunity:
        pen.stroke({{7, 3}, {7, 11}});
        pen.stroke({{3, 7}, {11, 7}});
        break;
    case ElementKind::screen:
        drawScreen(pen);
        break;
    case ElementKind::text:
    case ElementKind::context:
    case ElementKind::lane:
    case ElementKind::pivot:
    case ElementKind::service:
    case ElementKind::queue:
    case ElementKind::topic:
    case ElementKind::stage:
        break;
    }
    return pen.take();
}

std::variant<RoundedRect, Polygon, Polyline, Arc, Outline> silhouetteOf(model::ElementKind kind, const QRectF& body) {
    switch (kind) {
    case ElementKind::command:
        return tag(body);
    case ElementKind::query:
        return RoundedRect{body, 16};
    case ElementKind::policy:
        return cornered(body, {0, 14, 0, 14});
    case ElementKind::external:
        return cornered(body, {10, 10, 10, 10});
    case ElementKind::readModel:
        return cornered(body, {0, 0, 16, 0});
    case ElementKind::hotspot:
    case ElementKind::opportunity:
        return Polygon{{QPointF(body.center().x(), body.top()), QPointF(body.right(), body.center().y()),
                        QPointF(body.center().x(), body.bottom()), QPointF(body.left(), body.center().y())},
                       4};
    case ElementKind::actor:
        return RoundedRect{body, 10};
    case ElementKind::event:
    case ElementKind::aggregate:
    case ElementKind::screen:
    case ElementKind::text:
        return RoundedRect{body, 3};
    case ElementKind::queue:
    case ElementKind::topic:
        return RoundedRect{body, 8};
    case ElementKind::context:
    case ElementKind::stage:
        return RoundedRect{body, 12};
    case ElementKind::lane:
    case ElementKind::pivot:
        return RoundedRect{body, 0};
    case ElementKind::service:
        return RoundedRect{body, body.height() / 2};
    }
    return RoundedRect{body, 3};
}

} // namespace stormglass::app::drawing
