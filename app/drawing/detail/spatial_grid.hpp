// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRectF>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace stormglass::app::drawing::detail {

/// Finds entries (small numbers) by the cells their rectangles touch. An entry that covers very many cells is kept
/// apart and found by every question.
class SpatialGrid {
  public:
    using Entry = std::uint32_t;

    void insert(Entry entry, const QRectF& rect) {
        eachList(rect, [entry](std::vector<Entry>& list) { list.push_back(entry); });
    }

    /// The rectangle must be the one it was inserted with.
    void remove(Entry entry, const QRectF& rect) {
        eachList(rect, [entry](std::vector<Entry>& list) { std::erase(list, entry); });
    }

    void clear() {
        m_cells.clear();
        m_everywhere.clear();
    }

    /// Calls `visit(entry)` for all that may touch the rectangle; some may come more than once.
    template <class Visit> void visit(const QRectF& rect, Visit&& visit) const {
        for (const Entry entry : m_everywhere) {
            visit(entry);
        }
        const Span span = spanOf(rect);
        if (span.count() > static_cast<double>(m_cells.size())) {
            for (const auto& [key, list] : m_cells) {
                for (const Entry entry : list) {
                    visit(entry);
                }
            }
            return;
        }
        for (std::int64_t y = span.top; y <= span.bottom; ++y) {
            for (std::int64_t x = span.left; x <= span.right; ++x) {
                if (const auto cell = m_cells.find(keyOf(x, y)); cell != m_cells.end()) {
                    for (const Entry entry : cell->second) {
                        visit(entry);
                    }
                }
            }
        }
    }

  private:
    static constexpr double kCell = 400;
    static constexpr double kMostCells = 400;
    static constexpr double kFarthest = 1e9; ///< keeps cell numbers within 32 bits

    struct Span {
        std::int64_t left, top, right, bottom;

        [[nodiscard]] double count() const {
            return static_cast<double>(right - left + 1) * static_cast<double>(bottom - top + 1);
        }
    };

    static std::int64_t cellOf(double coordinate) {
        return static_cast<std::int64_t>(std::floor(std::clamp(coordinate, -kFarthest, kFarthest) / kCell));
    }

    static Span spanOf(const QRectF& rect) {
        return {cellOf(rect.left()), cellOf(rect.top()), cellOf(rect.right()), cellOf(rect.bottom())};
    }

    static std::uint64_t keyOf(std::int64_t x, std::int64_t y) {
        return (static_cast<std::uint64_t>(x) << 32) ^ (static_cast<std::uint64_t>(y) & 0xffffffffU);
    }

    template <class Use> void eachList(const QRectF& rect, Use&& use) {
        const Span span = spanOf(rect);
        if (span.count() > kMostCells) {
            use(m_everywhere);
            return;
        }
        for (std::int64_t y = span.top; y <= span.bottom; ++y) {
            for (std::int64_t x = span.left; x <= span.right; ++x) {
                use(m_cells[keyOf(x, y)]);
            }
        }
    }

    std::unordered_map<std::uint64_t, std::vector<Entry>> m_cells;
    std::vector<Entry> m_everywhere;
};

} // namespace stormglass::app::drawing::detail
