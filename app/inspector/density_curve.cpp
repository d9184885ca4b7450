// SPDX-License-Identifier: Apache-2.0
#include "app/inspector/density_curve.hpp"

#include <QPainter>
#include <QPen>

namespace stormglass::app {

DensityCurve::DensityCurve(QQuickItem* parent) : QQuickPaintedItem(parent) {
    setAntialiasing(true);
    connect(this, &DensityCurve::changed, this, [this] { update(); });
}

void DensityCurve::setOutline(const QList<QPointF>& outline) {
    if (outline != m_outline) {
        m_outline = outline;
        emit changed();
    }
}

void DensityCurve::paint(QPainter* painter) {
    if (m_outline.size() < 2 || m_outline.constLast().x() <= 0) {
        return;
    }
    constexpr double kMargin = 2; // half of the pen's width stays inside
    const double right = m_outline.constLast().x();
    QPolygonF line;
    for (const QPointF& point : m_outline) {
        line << QPointF(point.x() / right * width(), height() - kMargin - point.y() * (height() - 2 * kMargin));
    }
    painter->setRenderHint(QPainter::Antialiasing);
    QPen pen(m_colour, 1.8);
    pen.setJoinStyle(Qt::RoundJoin);
    painter->setPen(pen);
    painter->drawPolyline(line);
}

} // namespace stormglass::app
