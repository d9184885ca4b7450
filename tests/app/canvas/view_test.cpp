// SPDX-License-Identifier: Apache-2.0
#include "app/canvas/handling_time.hpp"
#include "app/canvas/tile_cache.hpp"
#include "app/canvas/viewport.hpp"
#include "tests/support/catch.hpp"

#include <QPainter>

#include <chrono>

using namespace stormglass::app::canvas;
using stormglass::model::Value;

namespace {

constexpr std::chrono::seconds kAsLongAsItTakes{60};

Viewport view(double zoom = 1) {
    return {.zoom = zoom, .origin = {100, 50}, .size = {800, 600}};
}

} // namespace

SCENARIO("zooming keeps the point under the cursor, within its range", "[viewport]") {
    const ViewPoint cursor{300, 200};
    const Viewport before = view();
    const Viewport after = before.zoomedTo(2.5, cursor);
    CHECK(after.zoom == 2.5);
    CHECK(after.toBoard(cursor).x() == Approx(before.toBoard(cursor).x()));
    CHECK(after.toBoard(cursor).y() == Approx(before.toBoard(cursor).y()));
    CHECK(before.zoomedTo(100, cursor).zoom == kMostZoom);
    CHECK(before.zoomedTo(0, cursor).zoom == kLeastZoom);
}

SCENARIO("fitting shows all of an area in the middle and never enlarges", "[viewport]") {
    const Viewport wide = view().fitted({0, 0, 4000, 300}, 40);
    CHECK(wide.zoom == Approx(0.18));
    CHECK(wide.visible().center().x() == Approx(2000));
    CHECK(view().fitted({0, 0, 100, 100}, 40).zoom == 1);
    CHECK(view().fitted({}, 40) == view());
    CHECK(Viewport{}.fitted({0, 0, 10, 10}, 40) == Viewport{});
}

SCENARIO("revealing shifts no further than it must", "[viewport]") {
    CHECK(view().revealing({200, 100, 90, 90}, 20) == view());
    CHECK(view().revealing({1000, 100, 90, 90}, 20).visible().right() == Approx(1110));
    CHECK(view().revealing({0, 0, 5000, 5000}, 20).visible().center() == QPointF(2500, 2500));
}

SCENARIO("the origin comes to lie on a whole device pixel", "[viewport]") {
    const Viewport shifted = Viewport{.zoom = 1.5, .origin = {10.123, 3.9}, .size = {10, 10}}.onDevicePixels(2);
    CHECK(shifted.origin.x() * 3 == Approx(std::round(shifted.origin.x() * 3)));
    CHECK(std::abs(shifted.origin.x() - 10.123) < 1.0 / 3);
}

SCENARIO("a pan paints only what comes into sight, an edit only what it touches", "[tiles]") {
    int squares = 0;
    TileCache tiles([&squares](QPainter& painter, const QRectF& area, double) {
        ++squares;
        painter.fillRect(area, Qt::red);
    });
    tiles.setView(view(), 1);
    REQUIRE(tiles.paintMissing(kAsLongAsItTakes));
    const int first = squares;
    CHECK(first == 4 * 3); // 800 x 600 from (100, 50): columns 0..3, rows 0..2
    GIVEN("a small pan") {
        tiles.setView(view().pannedBy({-30, 0}), 1);
        CHECK(tiles.paintMissing(kAsLongAsItTakes));
        CHECK(squares == first);
    }
    GIVEN("a pan by more than a square") {
        tiles.setView(view().pannedBy({-256, 0}), 1);
        CHECK(tiles.paintMissing(kAsLongAsItTakes));
        CHECK(squares == first + 3);
    }
    GIVEN("an edit within one square") {
        tiles.invalidate({300, 100, 20, 20});
        CHECK(tiles.paintMissing(kAsLongAsItTakes));
        CHECK(squares == first + 1);
    }
    GIVEN("an edit out of sight") {
        tiles.invalidate({5000, 5000, 20, 20});
        CHECK(tiles.paintMissing(kAsLongAsItTakes));
        CHECK(squares == first);
    }
    GIVEN("another zoom and no time") {
        tiles.setView(view().zoomedTo(0.5, {}), 1);
        CHECK_FALSE(tiles.paintMissing(std::chrono::microseconds{0}));
        THEN("the old squares are still shown below the new one, scaled") {
            const auto frame = tiles.frame();
            CHECK(frame.size() == std::size_t(first) + 1);
            CHECK(frame.front().place.width() == Approx(128));
            CHECK(frame.back().place.width() == Approx(256));
            AND_WHEN("everything is painted") {
                CHECK(tiles.paintMissing(kAsLongAsItTakes));
                THEN("they go") {
                    CHECK(tiles.frame().front().place.width() == Approx(256));
                }
            }
        }
    }
    GIVEN("a sharper screen") {
        tiles.setView(view(), 2);
        CHECK(tiles.paintMissing(kAsLongAsItTakes));
        CHECK(tiles.frame().front().place.width() == Approx(128));
    }
}

SCENARIO("squares meet without a seam and show what is painted", "[tiles]") {
    TileCache tiles([](QPainter& painter, const QRectF& area, double) {
        painter.fillRect(area, Qt::white);
        painter.fillRect(QRectF(200, 200, 200, 200), Qt::blue);
    });
    tiles.setView({.zoom = 1, .origin = {0, 0}, .size = {512, 512}}, 1);
    REQUIRE(tiles.paintMissing(kAsLongAsItTakes));
    QImage screen(512, 512, QImage::Format_RGB32);
    QPainter painter(&screen);
    for (const PlacedTile& tile : tiles.frame()) {
        painter.drawImage(tile.place, tile.image);
    }
    painter.end();
    CHECK(screen.pixelColor(199, 300) == Qt::white);
    for (int x = 200; x < 400; ++x) {
        CHECK(screen.pixelColor(x, 256) == Qt::blue);
    }
    CHECK(screen.pixelColor(400, 300) == Qt::white);
}

SCENARIO("a typed mean stretches the shape that is there", "[time]") {
    CHECK(withMean(Value{{"lognormal", {{"mean", 0.01}, {"sd", 0.005}}}}, 0.02) ==
          Value{{"lognormal", {{"mean", 0.02}, {"sd", 0.01}}}});
    CHECK(withMean(Value{{"gamma", {{"mean", 1.0}, {"cv", 0.5}}}}, 3.0) ==
          Value{{"gamma", {{"mean", 3.0}, {"cv", 0.5}}}});
    CHECK(withMean(Value{{"constant", {{"value", 5}}}}, 0.5) == Value{{"constant", {{"value", 0.5}}}});
    CHECK(withMean(Value::object(), 0.5) == Value{{"exponential", {{"mean", 0.5}}}});
    const std::vector<Value> shapes{
        {{"uniform", {{"min", 1}, {"max", 3}}}},
        {{"triangular", {{"min", 1}, {"mode", 2}, {"max", 6}}}},
        {{"weibull", {{"shape", 1.5}, {"scale", 2}}}},
        {{"pareto", {{"shape", 3}, {"scale", 2}}}},
        {{"lognormal", {{"median", 1}, {"p99", 9}}}},
        {{"empirical", {{"values", Value::array({1, 2, 6})}}}},
        {{"empirical", {{"quantiles", Value::array({Value::array({0, 1}), Value::array({1, 5})})}}}},
        {{"discrete", {{"values", Value::array({1, 2})}, {"weights", Value::array({1, 3})}}}}};
    for (const Value& shape : shapes) {
        INFO(shape.dump());
        CHECK(meanOf(withMean(shape, 0.008)).value() == Approx(0.008));
    }
}
