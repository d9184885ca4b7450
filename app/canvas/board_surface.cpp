// SPDX-License-Identifier: Apache-2.0
#include "app/canvas/board_surface.hpp"

#include <QQuickWindow>
#include <QSGImageNode>

#include <unordered_map>

namespace stormglass::app::canvas {

namespace {

/// Longest time one frame may paint; what is missing then follows in the next ones.
constexpr std::chrono::milliseconds kFrameBudget{9};

/// The squares that are on the screen now. A transform node (of no effect): below a plain one the software back end
/// forgets where the item lies.
class TileNodes final : public QSGTransformNode {
  public:
    void show(QQuickWindow& window, const std::vector<PlacedTile>& tiles) {
        std::map<TileKey, Shown> kept;
        for (const PlacedTile& tile : tiles) {
            const auto found = m_shown.find(tile.key);
            Shown shown = found == m_shown.end() ? added(window) : found->second;
            if (found != m_shown.end()) {
                m_shown.erase(found);
            }
            if (shown.version != tile.version) {
                shown.node->setTexture(window.createTextureFromImage(tile.image, QQuickWindow::TextureIsOpaque));
                shown.version = tile.version;
            }
            shown.node->setRect(tile.place);
            if (shown.node->parent() == nullptr) { // the software back end wants a texture before a place in the tree
                appendChildNode(shown.node);       // squares of a newer zoom come later and lie above
            }
            kept.emplace(tile.key, shown);
        }
        for (const auto& [key, shown] : m_shown) {
            removeChildNode(shown.node);
            delete shown.node;
        }
        m_shown = std::move(kept);
    }

  private:
    struct Shown {
        QSGImageNode* node = nullptr;
        std::uint64_t version = 0;
    };

    static Shown added(QQuickWindow& window) {
        QSGImageNode* node = window.createImageNode();
        node->setOwnsTexture(true);
        node->setFiltering(QSGTexture::Linear);
        return {node, 0};
    }

    std::map<TileKey, Shown> m_shown;
};

} // namespace

BoardSurface::BoardSurface(QQuickItem* parent) : QQuickItem(parent) {
    setFlag(ItemHasContents);
    setClip(true);
}

BoardSurface::~BoardSurface() = default;

void BoardSurface::setBoard(BoardViewModel* board) {
    if (board == m_board) {
        return;
    }
    if (m_board != nullptr) {
        m_board->disconnect(this);
    }
    m_board = board;
    m_tiles.reset();
    if (m_board != nullptr) {
        m_tiles = std::make_unique<TileCache>(
            [board](QPainter& painter, const QRectF& area, double scale) { board->paintBoard(painter, area, scale); });
        connect(m_board, &BoardViewModel::viewChanged, this, &BoardSurface::follow);
        connect(m_board, &BoardViewModel::dirtied, this, [this](const QRectF& area) {
            m_tiles->invalidate(area);
            repaint();
        });
        connect(m_board, &BoardViewModel::allDirtied, this, [this] {
            m_tiles->invalidateAll();
            repaint();
        });
        follow();
    }
    emit boardChanged();
}

void BoardSurface::follow() {
    m_tiles->setView(m_board->viewport(), window() == nullptr ? 1 : window()->effectiveDevicePixelRatio());
    repaint();
}

void BoardSurface::repaint() {
    polish();
    update();
}

void BoardSurface::updatePolish() {
    if (m_tiles != nullptr && !m_tiles->paintMissing(kFrameBudget)) {
        QMetaObject::invokeMethod(this, &BoardSurface::repaint, Qt::QueuedConnection);
    }
}

QSGNode* BoardSurface::updatePaintNode(QSGNode* old, UpdatePaintNodeData*) {
    auto* nodes = static_cast<TileNodes*>(old);
    if (nodes == nullptr) {
        nodes = new TileNodes;
    }
    nodes->show(*window(), m_tiles == nullptr ? std::vector<PlacedTile>{} : m_tiles->frame());
    return nodes;
}

void BoardSurface::itemChange(ItemChange change, const ItemChangeData& data) {
    QQuickItem::itemChange(change, data);
    const bool concerns = change == ItemDevicePixelRatioHasChanged || change == ItemSceneChange;
    if (concerns && m_tiles != nullptr) {
        follow();
    }
}

} // namespace stormglass::app::canvas
