// SPDX-License-Identifier: Apache-2.0
#include "app/canvas/tile_cache.hpp"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace stormglass::app::canvas {

namespace {

constexpr std::size_t kMostTiles = 320; // 80 MB; a view of 3840 x 2160 shows 135
constexpr int kSide = TileCache::kTileSide;

} // namespace

void TileCache::setView(const Viewport& view, double devicePixelRatio) {
    const double scale = view.zoom * devicePixelRatio;
    const bool isRescaled = scale != m_now.scale || devicePixelRatio != m_ratio;
    if (isRescaled) {
        if (isComplete() && !m_now.tiles.empty()) {
            m_old = std::move(m_now);
        }
        const std::uint32_t number = std::max(m_old.number, m_now.number) + 1;
        m_now = Generation{number, scale, {}};
    }
    m_view = view;
    m_ratio = devicePixelRatio;
}

void TileCache::invalidate(const QRectF& area) {
    m_old.tiles.clear();
    constexpr double kBleed = 2; // antialiasing reaches over the edge
    for (auto& [cell, tile] : m_now.tiles) {
        const QRectF inTile(area.x() * m_now.scale - double(cell.first) * kSide,
                            area.y() * m_now.scale - double(cell.second) * kSide, area.width() * m_now.scale,
                            area.height() * m_now.scale);
        const QRectF touched =
            inTile.adjusted(-kBleed, -kBleed, kBleed, kBleed).intersected(QRectF(0, 0, kSide, kSide));
        if (!touched.isEmpty()) {
            tile.dirty += touched.toAlignedRect();
        }
    }
}

void TileCache::invalidateAll() {
    m_old.tiles.clear();
    for (auto& [cell, tile] : m_now.tiles) {
        tile.dirty = QRect(0, 0, kSide, kSide);
    }
}

std::vector<std::pair<int, int>> TileCache::cellsInSight() const {
    std::vector<std::pair<int, int>> cells;
    if (m_view.size.isEmpty()) {
        return cells;
    }
    const QRectF seen(m_view.origin * m_now.scale, m_view.size * m_ratio);
    const int left = int(std::floor(seen.left() / kSide));
    const int right = int(std::floor((seen.right() - 0.01) / kSide));
    const int top = int(std::floor(seen.top() / kSide));
    const int bottom = int(std::floor((seen.bottom() - 0.01) / kSide));
    for (int row = top; row <= bottom; ++row) {
        for (int column = left; column <= right; ++column) {
            cells.emplace_back(column, row);
        }
    }
    const auto fromMiddle = [&](const std::pair<int, int>& cell) {
        return std::abs(2 * cell.first - left - right) + std::abs(2 * cell.second - top - bottom);
    };
    std::ranges::stable_sort(cells, {}, fromMiddle);
    return cells;
}

bool TileCache::isComplete() const {
    return std::ranges::all_of(cellsInSight(), [this](const std::pair<int, int>& cell) {
        const auto tile = m_now.tiles.find(cell);
        return tile != m_now.tiles.end() && tile->second.dirty.isEmpty();
    });
}

void TileCache::paint(const std::pair<int, int>& cell, Tile& tile) {
    if (tile.image.isNull()) {
        tile.image = QImage(kSide, kSide, QImage::Format_RGB32);
        tile.dirty = QRect(0, 0, kSide, kSide);
    }
    QPainter painter(&tile.image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRegion(tile.dirty);
    const QPointF corner(double(cell.first) * kSide, double(cell.second) * kSide);
    const QRect part = tile.dirty.boundingRect();
    painter.translate(-corner);
    painter.scale(m_now.scale, m_now.scale);
    m_paint(painter, QRectF((corner + part.topLeft()) / m_now.scale, QSizeF(part.size()) / m_now.scale), m_now.scale);
    tile.dirty = {};
    tile.version = ++m_lastVersion;
    ++m_paintCount;
}

bool TileCache::paintMissing(std::chrono::microseconds budget) {
    const auto end = std::chrono::steady_clock::now() + budget;
    for (const auto& cell : cellsInSight()) {
        Tile& tile = m_now.tiles[cell];
        if (tile.image.isNull() || !tile.dirty.isEmpty()) {
            paint(cell, tile);
            if (std::chrono::steady_clock::now() >= end) {
                break;
            }
        }
    }
    if (!isComplete()) {
        return false;
    }
    m_old = Generation{m_old.number, m_old.scale, {}};
    dropFarTiles();
    return true;
}

void TileCache::dropFarTiles() {
    if (m_now.tiles.size() <= kMostTiles) {
        return;
    }
    const auto cells = cellsInSight();
    std::erase_if(m_now.tiles,
                  [&cells](const auto& entry) { return std::ranges::find(cells, entry.first) == cells.end(); });
}

PlacedTile TileCache::placed(const Generation& from, const std::pair<int, int>& cell, const Tile& tile) const {
    const double unit = m_view.zoom / from.scale; // view pixels per pixel of the tile
    const QPointF corner = QPointF(cell.first, cell.second) * (kSide * unit) - m_view.origin * m_view.zoom;
    return {
        {from.number, cell.first, cell.second}, tile.version, tile.image, QRectF(corner, QSizeF(kSide, kSide) * unit)};
}

std::vector<PlacedTile> TileCache::frame() const {
    std::vector<PlacedTile> tiles;
    const QRectF view(QPointF{}, m_view.size);
    for (const Generation* generation : {&m_old, &m_now}) {
        for (const auto& [cell, tile] : generation->tiles) {
            if (tile.image.isNull()) {
                continue;
            }
            PlacedTile shown = placed(*generation, cell, tile);
            if (shown.place.intersects(view)) {
                tiles.push_back(std::move(shown));
            }
        }
    }
    return tiles;
}

} // namespace stormglass::app::canvas
