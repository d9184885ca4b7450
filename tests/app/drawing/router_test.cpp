// SPDX-License-Identifier: Apache-2.0
#include "app/drawing/router.hpp"
#include "tests/support/catch.hpp"

#include <random>

using namespace stormglass::app::drawing;

namespace {

bool isOrthogonal(const Way& way) {
    for (std::size_t i = 1; i < way.size(); ++i) {
        const QPointF part = way[i] - way[i - 1];
        if (std::abs(part.x()) > 0.001 && std::abs(part.y()) > 0.001) {
            return false;
        }
    }
    return true;
}

bool crosses(const Way& way, const QRectF& body) {
    for (std::size_t i = 1; i < way.size(); ++i) {
        if (QRectF(way[i - 1], way[i]).normalized().adjusted(-0.01, -0.01, 0.01, 0.01).intersects(body)) {
            return true;
        }
    }
    return false;
}

bool isOnEdge(const QRectF& body, const QPointF& point) {
    const bool isUpright = point.x() == body.left() || point.x() == body.right();
    const bool isLevel = point.y() == body.top() || point.y() == body.bottom();
    return (isUpright && point.y() >= body.top() && point.y() <= body.bottom()) ||
           (isLevel && point.x() >= body.left() && point.x() <= body.right());
}

const QRectF kHere(0, 0, 90, 90);

} // namespace

TEST_CASE("neighbours in a row are joined by one straight line", "[drawing][router]") {
    CHECK(routeArrow({.from = kHere, .to = QRectF(140, 0, 90, 90)}) == Way{{90, 45}, {140, 45}});
    CHECK(routeArrow({.from = kHere, .to = QRectF(140, 20, 90, 90)}) == Way{{90, 45}, {140, 45}});
    CHECK(routeArrow({.from = kHere, .to = QRectF(0, 120, 90, 90)}) == Way{{45, 90}, {45, 120}});
}

TEST_CASE("an arrow goes round a note that stands between", "[drawing][router]") {
    const QRectF between(130, -10, 90, 110);
    const std::vector<QRectF> obstacles{between};
    const Way way = routeArrow({.from = kHere, .to = QRectF(260, 0, 90, 90), .obstacles = obstacles});
    CHECK_FALSE(crosses(way, between));
    CHECK(isOrthogonal(way));
}

TEST_CASE("wherever two notes lie, the arrow is orthogonal and runs from edge to edge outside both",
          "[drawing][router]") {
    std::mt19937 random(7);
    const auto coordinate = [&random] { return static_cast<double>(random() % 900) - 450; };
    int through = 0;
    int routed = 0;
    for (int i = 0; i < 2000; ++i) {
        const QRectF to(coordinate(), coordinate(), 40 + static_cast<double>(random() % 120), 90);
        if (to.adjusted(-30, -30, 30, 30).intersects(kHere)) {
            continue;
        }
        std::vector<QRectF> obstacles;
        for (int n = 0; n < 6; ++n) {
            const QRectF body(coordinate(), coordinate(), 90, 90);
            if (!body.adjusted(-36, -36, 36, 36).intersects(to) && !body.adjusted(-36, -36, 36, 36).intersects(kHere)) {
                obstacles.push_back(body);
            }
        }
        const Way way = routeArrow({.from = kHere, .to = to, .obstacles = obstacles});
        ++routed;
        INFO(i);
        REQUIRE(way.size() >= 2);
        REQUIRE(isOrthogonal(way));
        REQUIRE(isOnEdge(kHere, way.front()));
        REQUIRE(isOnEdge(to, way.back()));
        REQUIRE_FALSE(crosses(way, kHere.adjusted(1, 1, -1, -1)));
        REQUIRE_FALSE(crosses(way, to.adjusted(1, 1, -1, -1)));
        for (const QRectF& body : obstacles) {
            through += crosses(way, body) ? 1 : 0;
        }
    }
    CHECK(routed > 1000);
    CHECK(through * 100 <= routed); // ways of at most four corners do not always suffice
}

TEST_CASE("bends somebody made are kept to the unit", "[drawing][router]") {
    const std::vector<QPointF> bends{{45, 300}, {500, 300}};
    const Way way = routeThrough(kHere, bends, QRectF(455, 0, 90, 90));
    CHECK(way == Way{{45, 90}, {45, 300}, {500, 300}, {500, 90}});
}

TEST_CASE("overlapping notes still get a line", "[drawing][router]") {
    CHECK(routeArrow({.from = kHere, .to = QRectF(50, 50, 90, 90)}).size() == 2);
}
