// SPDX-License-Identifier: Apache-2.0
#include "simulator/statistics/moments.hpp"
#include "simulator/statistics/time_weighted.hpp"
#include "tests/support/catch.hpp"

using stormglass::sim::Moments;
using stormglass::sim::TimeAverage;
using stormglass::sim::TimeWeighted;

SCENARIO("moments far from nought keep their spread", "[statistics]") {
    Moments moments;
    for (const double x : {1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16}) {
        moments.record(x);
    }
    CHECK(moments.mean() == 1e9 + 10);
    CHECK(moments.variance() == Approx(30));
    CHECK(moments.max() == 1e9 + 16);
    CHECK(moments.min() == 1e9 + 4);
}

SCENARIO("moments of parts make the moments of the whole", "[statistics]") {
    Moments whole;
    Moments left;
    Moments right;
    for (int i = 0; i < 100; ++i) {
        const double x = i * i % 17;
        whole.record(x);
        (i < 31 ? left : right).record(x);
    }
    left.merge(right);
    left.merge(Moments{});
    CHECK(left.count() == whole.count());
    CHECK(left.mean() == Approx(whole.mean()));
    CHECK(left.variance() == Approx(whole.variance()));
    CHECK(left.sumOfSquares() == Approx(whole.sumOfSquares()));
}

SCENARIO("a quantity over time is averaged by how long it lasted", "[statistics]") {
    GIVEN("3 for two seconds, then 1 for four") {
        TimeWeighted queue;
        queue.set(0, 3);
        queue.set(2, 1);

        THEN("the average counts the time") {
            const TimeAverage average = queue.average(6);
            CHECK(average.mean() == Approx(10.0 / 6));
            CHECK(average.integralOfSquares == Approx(22));
            CHECK(average.max == 3);
        }
        WHEN("statistics are reset after five seconds") {
            queue.reset(5);
            queue.add(7, 2);
            THEN("the value goes on and what was before is forgotten") {
                const TimeAverage average = queue.average(9);
                CHECK(average.duration == 4);
                CHECK(average.integral == 1 * 2 + 3 * 2);
                CHECK(queue.value() == 3);
                CHECK(average.max == 3);
            }
        }
    }
}
