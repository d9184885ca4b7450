// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/stations.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <limits>

using namespace stormglass::sim;

SCENARIO("Erlang's formulas give the tabulated values", "[forecast]") {
    CHECK(erlangB(10, 10) == Approx(0.214582).epsilon(1e-5)); // tables of the loss formula, 10 erlangs on 10 trunks
    CHECK(erlangB(1, 1) == Approx(0.5));
    CHECK(erlangC(3.2, 4) == Approx(0.596438).epsilon(1e-5)); // by the sum of Gross and Harris, 2.3
    CHECK(erlangC(0.9, 1) == Approx(0.9));
    CHECK(erlangC(5, 4) == 1);
}

SCENARIO("waits of single stations", "[forecast]") {
    THEN("an M/M/1 at 0.9 waits nine handling times") {
        CHECK(meanWaitMMc(0.9, 1, 1) == Approx(9));
    }
    THEN("an M/D/1 waits half as long") {
        CHECK(meanWaitMG1(0.9, 1, 0) == Approx(4.5));
    }
    THEN("a full station waits for ever") {
        CHECK(meanWaitMMc(1, 1, 1) == std::numeric_limits<double>::infinity());
        CHECK(meanWaitMG1(2, 1, 1) == std::numeric_limits<double>::infinity());
    }
    THEN("D/D/1 does not wait and an idle station neither") {
        CHECK(meanWaitGGc(0.9, 0, 1, 0, 1) == 0);
        CHECK(meanWaitGGc(0, 1, 1, 1, 1) == 0);
    }
    THEN("D/M/1 at 0.5 comes within 5 % of the exact wait") {
        // Exact: the root of sigma = exp(-(1 - sigma)/0.5) is 0.203188; wait sigma/(1 - sigma).
        CHECK(meanWaitGGc(0.5, 0, 1, 1, 1) == Approx(0.203188 / (1 - 0.203188)).epsilon(0.05));
    }
}

SCENARIO("quantiles of M/M/c", "[forecast]") {
    THEN("the time in M/M/1 is exponential") {
        CHECK(sojournQuantileMMc(0.9, 1, 1, 0.99) == Approx(-std::log(0.01) * 10));
        CHECK(sojournQuantileMMc(0.9, 1, 1, 0.5) == Approx(std::log(2.0) * 10));
    }
    THEN("nine of ten wait at 0.9, so a tenth does not") {
        CHECK(waitQuantileMMc(0.9, 1, 1, 0.05) == 0);
        CHECK(waitQuantileMMc(0.9, 1, 1, 0.99) == Approx(std::log(90.0) * 10));
    }
    THEN("the quantile of M/M/4 brings its tail back") {
        const double t = sojournQuantileMMc(3.2, 1, 4, 0.9);
        const double waits = erlangC(3.2, 4);
        const double tail = std::exp(-t) + waits * (std::exp(-t) - std::exp(-0.8 * t)) / (0.8 - 1);
        CHECK(tail == Approx(0.1));
    }
}

SCENARIO("stations with limited room", "[forecast]") {
    THEN("without a queue the loss is Erlang's") {
        CHECK(limitedMMcK(8, 1, 10, 0).lossProbability == Approx(erlangB(8, 10)));
    }
    THEN("M/M/1/4 at load 1 is in each state equally often") {
        const LimitedStation station = limitedMMcK(1, 1, 1, 3);
        CHECK(station.lossProbability == Approx(0.2));
        CHECK(station.meanQueue == Approx((1 + 2 + 3) / 5.0));
    }
    THEN("a heavy load on a long queue does not overflow") {
        const LimitedStation station = limitedMMcK(1000, 1, 2, 100000);
        CHECK(station.throughput == Approx(2));
        CHECK(station.meanQueue == Approx(100000).epsilon(1e-3));
    }
    THEN("with patience as long as the handling, Erlang A is M/M/infinity") {
        const LimitedStation station = erlangA(5, 1, 3, 1);
        CHECK(station.meanQueue + station.meanBusy == Approx(5));
        CHECK(station.throughput == Approx(station.meanBusy));
    }
}

SCENARIO("priorities conserve work", "[forecast]") {
    const PriorityClass classes[] = {{20, 0.01, 2e-4}, {30, 1.0 / 60, 2.0 / 3600}};
    const double high = meanWaitPriority(classes, 2, 0);
    const double low = meanWaitPriority(classes, 2, 1);
    CHECK(high < low);
    // Kleinrock's conservation law: sum of load × wait = load × residual / (1 - load).
    const double residual = (20 * 2e-4 + 30 * 2.0 / 3600) / 2;
    CHECK(0.2 * high + 0.5 * low == Approx(0.7 * residual / 0.3));
}
