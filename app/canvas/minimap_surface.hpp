// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/canvas/board_view_model.hpp"

#include <QImage>
#include <QQuickPaintedItem>

namespace stormglass::app::canvas {

/// All bodies of the board in one small picture, and what is seen of them. The bodies are painted anew a little after
/// the board has changed, not at every key.
class MinimapSurface : public QQuickPaintedItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(stormglass::app::canvas::BoardViewModel* board READ board WRITE setBoard NOTIFY boardChanged FINAL)

  public:
    explicit MinimapSurface(QQuickItem* parent = nullptr);

    [[nodiscard]] BoardViewModel* board() const { return m_board; }

    void setBoard(BoardViewModel* board);
    void paint(QPainter* painter) override;

    /// Brings the place into the middle of the view.
    Q_INVOKABLE void lookAt(const QPointF& at);

  signals:
    void boardChanged();

  private:
    void paintBodies();
    /// Of the picture: scale and the board point in its corner.
    [[nodiscard]] Viewport fit() const;

    BoardViewModel* m_board = nullptr;
    QImage m_bodies;
    Viewport m_fit;
    QTimer m_pause;
};

} // namespace stormglass::app::canvas
