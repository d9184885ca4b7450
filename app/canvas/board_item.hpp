// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/canvas/board_view_model.hpp"

#include <QQuickItem>

namespace stormglass::app::canvas {

/// Where pointer and keys meet the board: turns Qt's events into what the view-model understands. Shows nothing.
class BoardItem : public QQuickItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(stormglass::app::canvas::BoardViewModel* board READ board WRITE setBoard NOTIFY boardChanged FINAL)

  public:
    explicit BoardItem(QQuickItem* parent = nullptr);

    [[nodiscard]] BoardViewModel* board() const { return m_board; }

    void setBoard(BoardViewModel* board);

  signals:
    void boardChanged();

  protected:
    bool event(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void mouseUngrabEvent() override;
    void hoverMoveEvent(QHoverEvent* event) override;
    void hoverLeaveEvent(QHoverEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void geometryChange(const QRectF& now, const QRectF& before) override;
    void itemChange(ItemChange change, const ItemChangeData& data) override;

  private:
    bool takesKey(const QKeyEvent& event) const;
    bool pressKey(const QKeyEvent& event);
    bool pressArrow(const QKeyEvent& event);
    void tellSize();

    BoardViewModel* m_board = nullptr;
    bool m_isPressed = false;
};

} // namespace stormglass::app::canvas
