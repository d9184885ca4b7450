// SPDX-License-Identifier: Apache-2.0
#include "app/canvas/overlay.hpp"

#include "app/tools/handles.hpp"

#include <QPainter>
#include <QTransform>

#include <algorithm>
#include <cmath>

namespace stormglass::app::canvas {

namespace {

constexpr double kBleed = 16; // view pixels: the largest thing drawn around a point

QPointF at(const Viewport& view, const QPointF& board) {
    const ViewPoint p = view.toView(board);
    return {p.x, p.y};
}

QTransform boardToView(const Viewport& view) {
    QTransform t;
    t.scale(view.zoom, view.zoom);
    t.translate(-view.origin.x(), -view.origin.y());
    return t;
}

class Bounds {
  public:
    explicit Bounds(const Viewport& view) : m_view(view) {}

    void add(const QRectF& board) {
        const QRectF rect = m_view.toView(board).adjusted(-kBleed, -kBleed, kBleed, kBleed);
        m_bounds = m_bounds.isNull() ? rect : m_bounds.united(rect);
    }

    void add(const QPointF& board) { add(QRectF(board, QSizeF(0, 0))); }

    void add(const std::vector<QPainterPath>& paths) {
        for (const QPainterPath& path : paths) {
            add(path.boundingRect());
        }
    }

    void add(const std::vector<QPointF>& points) {
        for (const QPointF& point : points) {
            add(point);
        }
    }

    [[nodiscard]] QRectF within(const QSizeF& size) const {
        return m_bounds.isNull() ? QRectF{} : m_bounds.intersected(QRectF(QPointF{}, size));
    }

  private:
    const Viewport& m_view;
    QRectF m_bounds;
};

class OverlayPainter {
  public:
    OverlayPainter(QPainter& painter, const Viewport& view, const drawing::BoardColours& colours)
        : m_painter(painter), m_view(view), m_colours(colours) {
        m_painter.setRenderHint(QPainter::Antialiasing);
    }

    void outlines(const std::vector<QPainterPath>& paths, const QColor& colour, double width, double gap,
                  Qt::PenStyle style = Qt::SolidLine) {
        m_painter.setBrush(Qt::NoBrush);
        m_painter.setPen(QPen(colour, width, style, Qt::RoundCap, Qt::RoundJoin));
        const QTransform transform = boardToView(m_view);
        const QRectF seen = m_view.visible();
        for (const QPainterPath& path : paths) {
            if (path.boundingRect().intersects(seen)) {
                m_painter.drawPath(grown(transform.map(path), gap));
            }
        }
    }

    void fills(const std::vector<QPainterPath>& paths, QColor colour) {
        colour.setAlphaF(0.12F);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(colour);
        const QTransform transform = boardToView(m_view);
        for (const QPainterPath& path : paths) {
            m_painter.drawPath(transform.map(path));
        }
    }

    void line(const std::vector<QPointF>& points, const QColor& colour, double width, Qt::PenStyle style) {
        QPolygonF line;
        std::ranges::transform(points, std::back_inserter(line), [&](const QPointF& p) { return at(m_view, p); });
        m_painter.setBrush(Qt::NoBrush);
        m_painter.setPen(QPen(colour, width, style, Qt::RoundCap, Qt::RoundJoin));
        m_painter.drawPolyline(line);
    }

    void head(const std::vector<QPointF>& points, const QColor& colour) {
        if (points.size() < 2) {
            return;
        }
        const QPointF tip = at(m_view, points.back());
        const QPointF before = at(m_view, points[points.size() - 2]);
        const double angle = std::atan2(tip.y() - before.y(), tip.x() - before.x());
        const auto corner = [&](double turn) {
            return tip - 10 * QPointF(std::cos(angle + turn), std::sin(angle + turn));
        };
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(colour);
        m_painter.drawPolygon(QPolygonF{tip, corner(0.45), corner(-0.45)});
    }

    void dots(const std::vector<QPointF>& points, double radius, const QColor& fill, const QColor& edge) {
        m_painter.setBrush(fill);
        m_painter.setPen(QPen(edge, 1.5));
        for (const QPointF& point : points) {
            m_painter.drawEllipse(at(m_view, point), radius, radius);
        }
    }

    void squares(const std::vector<QPointF>& points) {
        m_painter.setBrush(m_colours.face);
        m_painter.setPen(QPen(m_colours.accent, 1.5));
        for (const QPointF& point : points) {
            const QPointF middle = at(m_view, point);
            m_painter.drawRoundedRect(QRectF(middle - QPointF(4, 4), QSizeF(8, 8)), 2, 2);
        }
    }

    void plus(const QPointF& point, const QColor& colour) {
        const QPointF middle = at(m_view, point);
        m_painter.setPen(QPen(colour, 1.6, Qt::SolidLine, Qt::RoundCap));
        m_painter.drawLine(middle - QPointF(3, 0), middle + QPointF(3, 0));
        m_painter.drawLine(middle - QPointF(0, 3), middle + QPointF(0, 3));
    }

    void guides(const std::vector<QLineF>& lines) {
        m_painter.setPen(QPen(m_colours.bad, 1));
        for (const QLineF& line : lines) {
            m_painter.drawLine(at(m_view, line.p1()), at(m_view, line.p2()));
        }
    }

    void joints(const std::vector<tools::JointSign>& signs) {
        for (const tools::JointSign& sign : signs) {
            joint(sign);
        }
    }

    void marquee(const QRectF& area) {
        QColor soft = m_colours.accent;
        soft.setAlphaF(0.10F);
        m_painter.setBrush(soft);
        m_painter.setPen(QPen(m_colours.accent, 1));
        m_painter.drawRect(m_view.toView(area));
    }

  private:
    /// The outline a little outside of the body.
    static QPainterPath grown(const QPainterPath& path, double gap) {
        const QRectF r = path.boundingRect();
        if (r.isEmpty() || gap == 0) {
            return path;
        }
        QTransform t;
        t.translate(r.center().x(), r.center().y());
        t.scale(1 + 2 * gap / r.width(), 1 + 2 * gap / r.height());
        t.translate(-r.center().x(), -r.center().y());
        return t.map(path);
    }

    /// A ring where two notes join; crossed out where they part; an arrow where one remains.
    void joint(const tools::JointSign& sign) {
        const QPointF middle = at(m_view, sign.at);
        const bool isMade = sign.fate == tools::JointFate::made;
        const QColor colour = sign.fate == tools::JointFate::removed ? m_colours.bad
                              : isMade                               ? m_colours.good
                                                                     : m_colours.accent;
        m_painter.setBrush(m_colours.face);
        m_painter.setPen(QPen(colour, 2));
        m_painter.drawEllipse(middle, 8, 8);
        m_painter.setPen(QPen(colour, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        switch (sign.fate) {
        case tools::JointFate::made:
            m_painter.drawPolyline(
                QPolygonF{middle + QPointF(-4, 0), middle + QPointF(-1, 3), middle + QPointF(4, -3)});
            break;
        case tools::JointFate::removed:
            m_painter.drawLine(middle + QPointF(-3, -3), middle + QPointF(3, 3));
            m_painter.drawLine(middle + QPointF(-3, 3), middle + QPointF(3, -3));
            break;
        case tools::JointFate::becomesArrow:
            m_painter.drawLine(middle + QPointF(-4, 0), middle + QPointF(4, 0));
            m_painter.drawPolyline(QPolygonF{middle + QPointF(1, -3), middle + QPointF(4, 0), middle + QPointF(1, 3)});
            break;
        }
    }

    QPainter& m_painter;
    const Viewport& m_view;
    const drawing::BoardColours& m_colours;
};

} // namespace

QRectF boundsOf(const Overlay& overlay, const Viewport& view) {
    Bounds bounds(view);
    for (const auto* paths : {&overlay.selected, &overlay.related, &overlay.legal, &overlay.taking}) {
        bounds.add(*paths);
    }
    if (overlay.focused) {
        bounds.add(overlay.focused->boundingRect());
    }
    for (const auto* points : {&overlay.grips, &overlay.connectHandles, &overlay.arrowEnds, &overlay.bends,
                               &overlay.link, &overlay.bentRoute}) {
        bounds.add(*points);
    }
    for (const auto& arrow : overlay.arrows) {
        bounds.add(arrow);
    }
    for (const QLineF& guide : overlay.guides) {
        bounds.add(guide.p1());
        bounds.add(guide.p2());
    }
    for (const tools::JointSign& sign : overlay.joints) {
        bounds.add(sign.at);
    }
    if (overlay.marquee) {
        bounds.add(*overlay.marquee);
    }
    return bounds.within(view.size);
}

void paintOverlay(QPainter& painter, const Overlay& overlay, const Viewport& view, const drawing::Style& style) {
    const drawing::BoardColours& colours = drawing::boardColours(style);
    OverlayPainter paint(painter, view, colours);
    paint.fills(overlay.legal, colours.good);
    paint.outlines(overlay.legal, colours.good, 2, 3);
    paint.fills(overlay.taking, colours.accent);
    paint.outlines(overlay.taking, colours.accent, 2, 3);
    paint.outlines(overlay.related, colours.accent, 1.5, 4, Qt::DashLine);
    for (const auto& arrow : overlay.arrows) {
        paint.line(arrow, colours.accent, 2.5, Qt::SolidLine);
        paint.head(arrow, colours.accent);
    }
    paint.outlines(overlay.selected, colours.accent, 2, 4);
    if (overlay.focused) {
        paint.outlines({*overlay.focused}, colours.text, 2, 8, Qt::DotLine);
    }
    paint.line(overlay.bentRoute, colours.accent, 2.5, Qt::DashLine);
    const QColor linkColour = overlay.isLinkGood ? colours.accent : colours.warning;
    paint.line(overlay.link, linkColour, 2, overlay.isLinkGood ? Qt::SolidLine : Qt::DashLine);
    paint.head(overlay.link, linkColour);
    paint.squares(overlay.grips);
    paint.dots(overlay.connectHandles, tools::kHandleRadius, colours.face, colours.accent);
    if (overlay.hotHandle) {
        paint.dots({*overlay.hotHandle}, tools::kHandleRadius + 3, colours.accent, colours.accent);
        paint.plus(*overlay.hotHandle, colours.board);
    }
    paint.dots(overlay.arrowEnds, tools::kHandleRadius, colours.face, colours.accent);
    paint.dots(overlay.bends, tools::kHandleRadius - 1, colours.accent, colours.face);
    paint.guides(overlay.guides);
    paint.joints(overlay.joints);
    if (overlay.marquee) {
        paint.marquee(*overlay.marquee);
    }
}

} // namespace stormglass::app::canvas
