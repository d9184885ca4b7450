// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QQuickPaintedItem>

namespace stormglass::app::canvas {

/// A kind as it would lie on the board, as large as the item allows: the toolbox and the menu of next kinds.
class KindPicture : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QString kind MEMBER m_kind NOTIFY changed FINAL)
    Q_PROPERTY(bool dark MEMBER m_isDark NOTIFY changed FINAL)

  public:
    explicit KindPicture(QQuickItem* parent = nullptr);

    void paint(QPainter* painter) override;

  signals:
    void changed();

  private:
    QString m_kind;
    bool m_isDark = false;
};

} // namespace stormglass::app::canvas
