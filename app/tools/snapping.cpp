// SPDX-License-Identifier: Apache-2.0
#include "app/tools/snapping.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace stormglass::app::tools {

namespace {

/// A rectangle seen along one direction; the other direction is `cross`.
struct Span {
    double low = 0;
    double high = 0;
    double crossLow = 0;
    double crossHigh = 0;

    [[nodiscard]] double middle() const { return (low + high) / 2; }

    [[nodiscard]] bool isBeside(const Span& other) const {
        return std::min(crossHigh, other.crossHigh) > std::max(crossLow, other.crossLow);
    }
};

enum class Along : std::uint8_t { x, y };

Span spanOf(const QRectF& r, Along along) {
    return along == Along::x ? Span{r.left(), r.right(), r.top(), r.bottom()}
                             : Span{r.top(), r.bottom(), r.left(), r.right()};
}

QLineF lineAt(double at, double crossLow, double crossHigh, Along along) {
    return along == Along::x ? QLineF(at, crossLow, at, crossHigh) : QLineF(crossLow, at, crossHigh, at);
}

QLineF lineAlong(double low, double high, double cross, Along along) {
    return along == Along::x ? QLineF(low, cross, high, cross) : QLineF(cross, low, cross, high);
}

/// The least shift that brings something into line, and the guides that show why.
class Attraction {
  public:
    explicit Attraction(double tolerance) : m_reach(tolerance) {}

    void offer(double by, std::vector<QLineF> guides) {
        if (std::abs(by) < m_reach || (std::abs(by) == m_reach && !m_by)) {
            m_reach = std::abs(by);
            m_by = by;
            m_guides = std::move(guides);
        }
    }

    [[nodiscard]] bool found() const { return m_by.has_value(); }

    [[nodiscard]] double by() const { return m_by.value_or(0); }

    [[nodiscard]] const std::vector<QLineF>& guides() const { return m_guides; }

  private:
    double m_reach;
    std::optional<double> m_by;
    std::vector<QLineF> m_guides;
};

Attraction touching(const Span& moving, const std::vector<Span>& others, double tolerance) {
    Attraction found(tolerance);
    for (const Span& other : others) {
        if (moving.isBeside(other)) {
            found.offer(other.low - moving.high, {});
            found.offer(other.high - moving.low, {});
        }
    }
    return found;
}

Attraction inLine(const Span& moving, const std::vector<Span>& others, double tolerance, Along along) {
    Attraction found(tolerance);
    for (const Span& other : others) {
        const double crossLow = std::min(moving.crossLow, other.crossLow);
        const double crossHigh = std::max(moving.crossHigh, other.crossHigh);
        const std::array pairs{std::pair{moving.middle(), other.middle()}, std::pair{moving.low, other.low},
                               std::pair{moving.high, other.high}};
        for (const auto& [mine, theirs] : pairs) {
            found.offer(theirs - mine, {lineAt(theirs, crossLow, crossHigh, along)});
        }
    }
    return found;
}

/// The nearest neighbour before (behind) the moving one in the same row.
const Span* nearest(const Span& moving, const std::vector<Span>& others, bool isBefore) {
    const Span* best = nullptr;
    for (const Span& other : others) {
        if (!moving.isBeside(other)) {
            continue;
        }
        if (isBefore && other.high <= moving.middle() && (best == nullptr || other.high > best->high)) {
            best = &other;
        }
        if (!isBefore && other.low >= moving.middle() && (best == nullptr || other.low < best->low)) {
            best = &other;
        }
    }
    return best;
}

Attraction equalGaps(const Span& moving, const std::vector<Span>& others, double tolerance, Along along) {
    Attraction found(tolerance);
    const double width = moving.high - moving.low;
    const double cross = (moving.crossLow + moving.crossHigh) / 2;
    const Span* before = nearest(moving, others, true);
    const Span* behind = nearest(moving, others, false);
    if (before != nullptr && behind != nullptr) {
        const double gap = (behind->low - before->high - width) / 2;
        if (gap >= 0) {
            found.offer(before->high + gap - moving.low, {lineAlong(before->high, before->high + gap, cross, along),
                                                          lineAlong(behind->low - gap, behind->low, cross, along)});
        }
    }
    if (before != nullptr) {
        if (const Span* second = nearest(*before, others, true)) {
            const double gap = before->low - second->high;
            found.offer(before->high + gap - moving.low, {lineAlong(second->high, before->low, cross, along),
                                                          lineAlong(before->high, before->high + gap, cross, along)});
        }
    }
    if (behind != nullptr) {
        if (const Span* second = nearest(*behind, others, false)) {
            const double gap = second->low - behind->high;
            found.offer(behind->low - gap - moving.high, {lineAlong(behind->high, second->low, cross, along),
                                                          lineAlong(behind->low - gap, behind->low, cross, along)});
        }
    }
    return found;
}

struct OneWay {
    double by = 0;
    std::vector<QLineF> guides;
};

OneWay snapAlong(const QRectF& rect, const std::vector<QRectF>& neighbours, const SnapRules& rules, Along along) {
    const Span moving = spanOf(rect, along);
    std::vector<Span> others;
    others.reserve(neighbours.size());
    for (const QRectF& neighbour : neighbours) {
        others.push_back(spanOf(neighbour, along));
    }
    for (const Attraction& attraction :
         {touching(moving, others, rules.tolerance), inLine(moving, others, rules.tolerance, along),
          equalGaps(moving, others, rules.tolerance, along)}) {
        if (attraction.found()) {
            return {attraction.by(), attraction.guides()};
        }
    }
    return {rules.isToGrid ? std::round(moving.low / kGridStep) * kGridStep - moving.low : 0, {}};
}

} // namespace

Snapped snap(const QRectF& moving, const std::vector<QRectF>& neighbours, const SnapRules& rules) {
    const OneWay x = snapAlong(moving, neighbours, rules, Along::x);
    const OneWay y = snapAlong(moving, neighbours, rules, Along::y);
    Snapped snapped{{x.by, y.by}, x.guides};
    snapped.guides.insert(snapped.guides.end(), y.guides.begin(), y.guides.end());
    return snapped;
}

QPointF snappedToGrid(const QPointF& at) {
    return {std::round(at.x() / kGridStep) * kGridStep, std::round(at.y() / kGridStep) * kGridStep};
}

} // namespace stormglass::app::tools
