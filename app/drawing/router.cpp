// SPDX-License-Identifier: Apache-2.0
#include "app/drawing/router.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

namespace stormglass::app::drawing {

namespace {

constexpr double kStub = 21;          ///< an arrow leaves its body straight for this long
constexpr double kClearance = 6;      ///< kept from obstacles
constexpr double kCornerCost = 45;    ///< a corner is worth this much of way
constexpr double kCrossingCost = 600; ///< running through a body
constexpr double kOwnBodyCost = 5000; ///< running back through an end

constexpr int kMostLooks = 600; ///< ways examined for what they cross

constexpr std::array<Side, 4> kSides{Side::left, Side::top, Side::right, Side::bottom};

QPointF outward(Side side) {
    switch (side) {
    case Side::left:
        return {-1, 0};
    case Side::top:
        return {0, -1};
    case Side::right:
        return {1, 0};
    case Side::bottom:
        return {0, 1};
    }
    return {};
}

QPointF middleOf(const QRectF& rect, Side side) {
    switch (side) {
    case Side::left:
        return {rect.left(), rect.center().y()};
    case Side::top:
        return {rect.center().x(), rect.top()};
    case Side::right:
        return {rect.right(), rect.center().y()};
    case Side::bottom:
        return {rect.center().x(), rect.bottom()};
    }
    return {};
}

/// True if the straight part between two points (level or upright) runs through the inside of the rectangle.
bool crosses(const QPointF& a, const QPointF& b, const QRectF& r) {
    const double left = std::min(a.x(), b.x());
    const double right = std::max(a.x(), b.x());
    const double top = std::min(a.y(), b.y());
    const double bottom = std::max(a.y(), b.y());
    return right > r.left() && left < r.right() && bottom > r.top() && top < r.bottom();
}

double lengthOf(const Way& way) {
    double sum = 0;
    for (std::size_t i = 1; i < way.size(); ++i) {
        sum += std::abs(way[i].x() - way[i - 1].x()) + std::abs(way[i].y() - way[i - 1].y());
    }
    return sum;
}

/// Drops points that change nothing; false if the way would turn back on itself.
bool straighten(Way& way) {
    Way kept;
    for (const QPointF& point : way) {
        if (!kept.empty() && std::abs(kept.back().x() - point.x()) + std::abs(kept.back().y() - point.y()) < 0.01) {
            continue;
        }
        if (kept.size() >= 2) {
            const QPointF in = kept.back() - kept[kept.size() - 2];
            const QPointF out = point - kept.back();
            const double along = in.x() * out.x() + in.y() * out.y();
            const double across = in.x() * out.y() - in.y() * out.x();
            if (std::abs(across) < 0.01) {
                if (along < 0) {
                    return false;
                }
                kept.back() = point;
                continue;
            }
        }
        kept.push_back(point);
    }
    way = std::move(kept);
    return way.size() >= 2;
}

/// Time runs to the right and down; leaving or arriving against it reads worse.
double sidePenalty(Side leave, Side arrive) {
    constexpr double kAgainst = 30;
    return (leave == Side::left ? kAgainst : 0) + (arrive == Side::right ? kAgainst : 0) +
           (leave == Side::top ? kAgainst / 3 : 0) + (arrive == Side::bottom ? kAgainst / 3 : 0);
}

/// Tries ways and keeps the cheapest.
class Search {
  public:
    explicit Search(const RouteRequest& request) : m_request(request) {
        addGap(request.from.left(), request.from.right(), request.to.left(), request.to.right(), m_uprights);
        addGap(request.from.top(), request.from.bottom(), request.to.top(), request.to.bottom(), m_levels);
        m_levels.push_back((request.from.center().y() + request.to.center().y()) / 2);
        m_uprights.push_back((request.from.center().x() + request.to.center().x()) / 2);
        addAround(request.from);
        addAround(request.to);
        for (const QRectF& obstacle : nearest(request, 12)) {
            addAround(obstacle);
        }
    }

    [[nodiscard]] Way best() {
        for (const Side leave : kSides) {
            for (const Side arrive : kSides) {
                tryBetween(leave, arrive);
            }
        }
        return m_best;
    }

  private:
    /// The obstacles nearest to one of the ends: a way bends round those, if round any.
    static std::vector<QRectF> nearest(const RouteRequest& request, std::size_t most) {
        std::vector<QRectF> obstacles(request.obstacles.begin(), request.obstacles.end());
        if (obstacles.size() <= most) {
            return obstacles;
        }
        const auto distance = [&request](const QRectF& obstacle) {
            const QPointF a = obstacle.center() - request.from.center();
            const QPointF b = obstacle.center() - request.to.center();
            return std::min(QPointF::dotProduct(a, a), QPointF::dotProduct(b, b));
        };
        std::ranges::stable_sort(obstacles, {}, distance);
        obstacles.resize(most);
        return obstacles;
    }

    void addGap(double low1, double high1, double low2, double high2, std::vector<double>& list) const {
        if (high1 < low2) {
            list.push_back((high1 + low2) / 2 + m_request.lane);
        } else if (high2 < low1) {
            list.push_back((high2 + low1) / 2 + m_request.lane);
        }
    }

    void addAround(const QRectF& rect) {
        m_levels.push_back(rect.top() - kStub + m_request.lane);
        m_levels.push_back(rect.bottom() + kStub + m_request.lane);
        m_uprights.push_back(rect.left() - kStub + m_request.lane);
        m_uprights.push_back(rect.right() + kStub + m_request.lane);
    }

    /// Where the arrow leaves: at the middle of the side, or beside it as far as the side allows.
    [[nodiscard]] QPointF startOf(const QRectF& body, Side side) const {
        const bool isUpright = side == Side::left || side == Side::right;
        const double most = (isUpright ? body.height() : body.width()) / 3;
        const double aside = std::clamp(m_request.aside, -most, most);
        return middleOf(body, side) + (isUpright ? QPointF(0, aside) : QPointF(aside, 0));
    }

    [[nodiscard]] QPointF inLane(Side side) const {
        const bool isSideways = side == Side::left || side == Side::right;
        return isSideways ? QPointF(m_request.lane, 0) : QPointF(0, m_request.lane);
    }

    /// Of ways that cost the same the first one tried is taken: through the middle of a gap rather than along a body.
    void tryBetween(Side leave, Side arrive) {
        const QPointF start = startOf(m_request.from, leave);
        const QPointF end = middleOf(m_request.to, arrive);
        tryStraight(leave, arrive);
        const QPointF out = start + outward(leave) * kStub + inLane(leave);
        const QPointF in = end + outward(arrive) * kStub + inLane(arrive);
        const double penalty = sidePenalty(leave, arrive);
        consider({start, QPointF(end.x(), start.y()), end}, leave, arrive, penalty);
        consider({start, QPointF(start.x(), end.y()), end}, leave, arrive, penalty);
        for (const double x : m_uprights) {
            consider({start, QPointF(x, start.y()), QPointF(x, end.y()), end}, leave, arrive, penalty);
            consider({start, out, QPointF(x, out.y()), QPointF(x, in.y()), in, end}, leave, arrive, penalty);
        }
        for (const double y : m_levels) {
            consider({start, QPointF(start.x(), y), QPointF(end.x(), y), end}, leave, arrive, penalty);
            consider({start, out, QPointF(out.x(), y), QPointF(in.x(), y), in, end}, leave, arrive, penalty);
        }
        consider({start, out, QPointF(in.x(), out.y()), in, end}, leave, arrive, penalty);
        consider({start, out, QPointF(out.x(), in.y()), in, end}, leave, arrive, penalty);
    }

    /// Facing sides that overlap far enough are joined by a straight line, not at their middles if need be.
    void tryStraight(Side leave, Side arrive) {
        constexpr double kOverlap = 24;
        const QRectF& a = m_request.from;
        const QRectF& b = m_request.to;
        const bool isSideways = leave == Side::right && arrive == Side::left && a.right() <= b.left();
        const bool isBack = leave == Side::left && arrive == Side::right && b.right() <= a.left();
        const bool isDown = leave == Side::bottom && arrive == Side::top && a.bottom() <= b.top();
        const bool isUp = leave == Side::top && arrive == Side::bottom && b.bottom() <= a.top();
        if (isSideways || isBack) {
            const double low = std::max(a.top(), b.top());
            const double high = std::min(a.bottom(), b.bottom());
            if (high - low >= kOverlap) {
                const double y = std::clamp(a.center().y(), low + kOverlap / 3, high - kOverlap / 3);
                consider({QPointF(middleOf(a, leave).x(), y), QPointF(middleOf(b, arrive).x(), y)}, leave, arrive,
                         sidePenalty(leave, arrive));
            }
        } else if (isDown || isUp) {
            const double low = std::max(a.left(), b.left());
            const double high = std::min(a.right(), b.right());
            if (high - low >= kOverlap) {
                const double x = std::clamp(b.center().x(), low + kOverlap / 3, high - kOverlap / 3);
                consider({QPointF(x, middleOf(a, leave).y()), QPointF(x, middleOf(b, arrive).y())}, leave, arrive,
                         sidePenalty(leave, arrive));
            }
        }
    }

    void consider(Way way, Side leave, Side arrive, double penalty) {
        if (!straighten(way)) {
            return;
        }
        const QPointF first = way[1] - way[0];
        const QPointF last = way[way.size() - 2] - way.back();
        const QPointF out = outward(leave);
        const QPointF in = outward(arrive);
        if (first.x() * out.x() + first.y() * out.y() < 0.01 || last.x() * in.x() + last.y() * in.y() < 0.01) {
            return; // it would start or end inside a body
        }
        double cost = lengthOf(way) + kCornerCost * static_cast<double>(way.size() - 2) + penalty;
        if (cost >= m_bestCost) {
            return;
        }
        if (++m_looks > kMostLooks) { // a heap of notes: the best so far will do
            return;
        }
        cost += crossingCost(way, m_bestCost - cost);
        if (cost < m_bestCost) {
            m_bestCost = cost;
            m_best = std::move(way);
        }
    }

    /// May stop counting at the limit: it is dear enough then.
    [[nodiscard]] double crossingCost(const Way& way, double limit) const {
        double cost = 0;
        const QRectF from = m_request.from.adjusted(1, 1, -1, -1);
        const QRectF to = m_request.to.adjusted(1, 1, -1, -1);
        for (std::size_t i = 1; i < way.size(); ++i) {
            cost += crosses(way[i - 1], way[i], from) || crosses(way[i - 1], way[i], to) ? kOwnBodyCost : 0;
            for (const QRectF& obstacle : m_request.obstacles) {
                if (crosses(way[i - 1], way[i], obstacle.adjusted(-kClearance, -kClearance, kClearance, kClearance))) {
                    cost += crosses(way[i - 1], way[i], obstacle) ? kCrossingCost : kCrossingCost / 6;
                }
            }
            if (cost >= limit) {
                return cost;
            }
        }
        return cost;
    }

    const RouteRequest& m_request;
    std::vector<double> m_levels;
    std::vector<double> m_uprights;
    Way m_best;
    double m_bestCost = std::numeric_limits<double>::max();
    int m_looks = 0;
};

/// The usual arrow, straight to the right or down over free ground: nothing can be cheaper, so nothing else is tried.
std::optional<Way> straightOnwards(const RouteRequest& request) {
    const QRectF& a = request.from;
    const QRectF& b = request.to;
    std::optional<Way> way;
    if (a.right() <= b.left() && a.center().y() == b.center().y()) {
        way = Way{QPointF(a.right(), a.center().y()), QPointF(b.left(), b.center().y())};
    } else if (a.bottom() <= b.top() && a.center().x() == b.center().x()) {
        way = Way{QPointF(a.center().x(), a.bottom()), QPointF(b.center().x(), b.top())};
    }
    if (way && std::ranges::any_of(request.obstacles, [&way](const QRectF& obstacle) {
            return crosses(way->front(), way->back(),
                           obstacle.adjusted(-kClearance, -kClearance, kClearance, kClearance));
        })) {
        return std::nullopt;
    }
    return way;
}

/// From a body to a corner somebody set: straight out where the corner faces a side, else with one more corner.
Way leaveTowards(const QRectF& body, const QPointF& corner) {
    if (corner.x() > body.left() && corner.x() < body.right()) {
        return {QPointF(corner.x(), corner.y() >= body.center().y() ? body.bottom() : body.top())};
    }
    if (corner.y() > body.top() && corner.y() < body.bottom()) {
        return {QPointF(corner.x() >= body.center().x() ? body.right() : body.left(), corner.y())};
    }
    const QPointF start(corner.x() >= body.center().x() ? body.right() : body.left(), body.center().y());
    return {start, QPointF(corner.x(), start.y())};
}

} // namespace

Way routeArrow(const RouteRequest& request) {
    if (request.from.intersects(request.to)) {
        return {request.from.center(), request.to.center()};
    }
    if (const std::optional<Way> straight = straightOnwards(request)) {
        return *straight;
    }
    Way way = Search(request).best();
    return way.empty() ? Way{request.from.center(), request.to.center()} : way;
}

Way routeThrough(const QRectF& from, std::span<const QPointF> bends, const QRectF& to) {
    Way way = leaveTowards(from, bends.front());
    way.insert(way.end(), bends.begin(), bends.end());
    const Way arrival = leaveTowards(to, bends.back());
    way.insert(way.end(), arrival.rbegin(), arrival.rend());
    return way;
}

Midpoint labelPointOf(const Way& way) {
    Midpoint best;
    double bestRoom = -1;
    for (std::size_t i = 1; i < way.size(); ++i) {
        const QPointF part = way[i] - way[i - 1];
        const double length = std::hypot(part.x(), part.y());
        const bool level = std::abs(part.x()) >= std::abs(part.y());
        const double room = level ? 2 * length : length;
        if (room > bestRoom) {
            bestRoom = room;
            best = {(way[i] + way[i - 1]) / 2, level, length};
        }
    }
    return best;
}

double distanceTo(const Way& way, const QPointF& point) {
    double best = std::numeric_limits<double>::max();
    for (std::size_t i = 1; i < way.size(); ++i) {
        const QPointF part = way[i] - way[i - 1];
        const double square = part.x() * part.x() + part.y() * part.y();
        const QPointF offset = point - way[i - 1];
        const double along =
            square < 1e-9 ? 0 : std::clamp((offset.x() * part.x() + offset.y() * part.y()) / square, 0.0, 1.0);
        const QPointF gap = offset - part * along;
        best = std::min(best, std::hypot(gap.x(), gap.y()));
    }
    return best;
}

} // namespace stormglass::app::drawing
