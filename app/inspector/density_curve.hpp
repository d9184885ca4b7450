// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QList>
#include <QPointF>
#include <QQuickPaintedItem>
#include <QtQml/qqmlregistration.h>

namespace stormglass::app {

/// The outline of a distribution, drawn small: x from 0 to the last point, y from 0 to 1.
class DensityCurve : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QList<QPointF> outline READ outline WRITE setOutline NOTIFY changed FINAL)
    Q_PROPERTY(QColor color MEMBER m_colour NOTIFY changed FINAL)

  public:
    explicit DensityCurve(QQuickItem* parent = nullptr);

    [[nodiscard]] QList<QPointF> outline() const { return m_outline; }

    void setOutline(const QList<QPointF>& outline);

    void paint(QPainter* painter) override;

  signals:
    void changed();

  private:
    QList<QPointF> m_outline;
    QColor m_colour;
};

} // namespace stormglass::app
