// SPDX-License-Identifier: Apache-2.0
#include "app/lab/chart_data.hpp"
#include "app/lab/figure_text.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace stormglass::app;
using stormglass::model::Unit;
using stormglass::sim::Estimate;

SCENARIO("ticks are round, begin at nought and reach over the highest value", "[charts]") {
    CHECK(roundTicks(93, 4) == std::vector<double>{0, 50, 100});
    CHECK(roundTicks(0.42, 3) == std::vector<double>{0, 0.2, 0.4, 0.6000000000000001});
    CHECK(roundTicks(0, 4) == std::vector<double>{0, 1});
    CHECK(roundTicks(std::numeric_limits<double>::quiet_NaN(), 4) == std::vector<double>{0, 1});
}

SCENARIO("a line of a hundred thousand points keeps its peaks in a few hundred", "[charts]") {
    std::vector<QPointF> points;
    for (int i = 0; i < 100'000; ++i) {
        points.emplace_back(i, std::sin(i / 500.0));
    }
    points[54'321].setY(40);
    points[12'345].setY(-7);
    const std::vector<QPointF> kept = decimated(points, 0, 99'999, 300);
    CHECK(kept.size() <= 4 * 301);
    CHECK(std::ranges::is_sorted(kept, {}, &QPointF::x));
    CHECK(std::ranges::find(kept, points[54'321]) != kept.end());
    CHECK(std::ranges::find(kept, points[12'345]) != kept.end());
    CHECK(kept.front() == points.front());
    CHECK(kept.back() == points.back());
}

SCENARIO("a short line is drawn as it is", "[charts]") {
    const std::vector<QPointF> points{{0, 1}, {1, 3}, {2, 2}};
    CHECK(decimated(points, 0, 2, 300) == points);
}

SCENARIO("each kind of figure has its look in words", "[figures]") {
    CHECK(approximateText(0.31, Unit::seconds) == "≈ 310 ms");
    CHECK(approximateText(std::numeric_limits<double>::infinity(), Unit::seconds) == "grows without end");
    Estimate estimate;
    CHECK(estimateText(estimate, Unit::seconds) == "not yet known");
    CHECK(withheldReason(Estimate::withheldUntil(7200)) == "needs runs of 2 h");
    estimate.value = 0.93;
    estimate.low = 0.92;
    estimate.high = 0.94;
    CHECK(estimateText(estimate, Unit::probability).contains("±"));
    CHECK(countText(1'482'904).replace(QChar(0x202f), QChar('_')) == "1_482_904");
    CHECK(shortCountText(31'400'000) == "31.4 M");
}
