// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/canvas/board_view_model.hpp"
#include "app/canvas/tile_cache.hpp"

#include <QQuickItem>

#include <memory>

namespace stormglass::app::canvas {

/// The board itself, and nothing that belongs to the hand: notes, arrows, frames, figures, grid. Works on every back
/// end: it shows images.
class BoardSurface : public QQuickItem {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(stormglass::app::canvas::BoardViewModel* board READ board WRITE setBoard NOTIFY boardChanged FINAL)

  public:
    explicit BoardSurface(QQuickItem* parent = nullptr);
    ~BoardSurface() override;

    [[nodiscard]] BoardViewModel* board() const { return m_board; }

    void setBoard(BoardViewModel* board);

  signals:
    void boardChanged();

  protected:
    void updatePolish() override;
    QSGNode* updatePaintNode(QSGNode* old, UpdatePaintNodeData* data) override;
    void itemChange(ItemChange change, const ItemChangeData& data) override;

  private:
    void follow();
    void repaint();

    BoardViewModel* m_board = nullptr;
    std::unique_ptr<TileCache> m_tiles;
};

} // namespace stormglass::app::canvas
