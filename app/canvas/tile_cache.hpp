// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/canvas/viewport.hpp"

#include <QImage>
#include <QRegion>

#include <chrono>
#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <vector>

class QPainter;

namespace stormglass::app::canvas {

/// Which square of the board at which zoom.
struct TileKey {
    std::uint32_t generation = 0; ///< a new one for every zoom
    int column = 0;
    int row = 0;
    friend auto operator<=>(const TileKey&, const TileKey&) = default;
};

/// A square that is ready to be shown.
struct PlacedTile {
    TileKey key;
    std::uint64_t version = 0; ///< rises when the image changes
    QImage image;
    QRectF place; ///< in the view, in view pixels
};

/// The board in squares of pixels: list in, dirty regions in, frame out. A pan paints only what comes into sight, an
/// edit only what it touched, and a zoom shows the old squares scaled until the new ones are there. Needs no window.
class TileCache {
  public:
    /// Paints this part of the board; the painter's transform maps board units to the device, its clip is the part.
    /// `scale` is device pixels per board unit.
    using Paint = std::function<void(QPainter& painter, const QRectF& area, double scale)>;

    explicit TileCache(Paint paint) : m_paint(std::move(paint)) {}

    void setView(const Viewport& view, double devicePixelRatio);
    void invalidate(const QRectF& area); ///< board units
    void invalidateAll();

    /// Paints what is missing in sight, from the middle outwards, until the time is used up (at least one square). True
    /// once nothing is missing.
    bool paintMissing(std::chrono::microseconds budget);

    /// What is there to be shown, bottom to top.
    [[nodiscard]] std::vector<PlacedTile> frame() const;

    /// How many squares have been painted, whole or in part; for tests and benches.
    [[nodiscard]] std::uint64_t paintCount() const noexcept { return m_paintCount; }

    static constexpr int kTileSide = 256; ///< device pixels

  private:
    struct Tile {
        QImage image;
        QRegion dirty; ///< device pixels within the tile
        std::uint64_t version = 0;
    };

    /// Squares painted at one scale.
    struct Generation {
        std::uint32_t number = 0;
        double scale = 1; ///< device pixels per board unit
        std::map<std::pair<int, int>, Tile> tiles;
    };

    [[nodiscard]] std::vector<std::pair<int, int>> cellsInSight() const;
    [[nodiscard]] bool isComplete() const;
    [[nodiscard]] PlacedTile placed(const Generation& from, const std::pair<int, int>& cell, const Tile& tile) const;
    void paint(const std::pair<int, int>& cell, Tile& tile);
    void dropFarTiles();

    Paint m_paint;
    Viewport m_view;
    double m_ratio = 1;
    Generation m_now;
    Generation m_old; ///< shown below until the present one is complete
    std::uint64_t m_lastVersion = 0;
    std::uint64_t m_paintCount = 0;
};

} // namespace stormglass::app::canvas
