// SPDX-License-Identifier: Apache-2.0
#include "simulator/random/incomplete_gamma.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <limits>

using namespace stormglass::sim;

SCENARIO("the gamma distribution is told for any shape and any time", "[random]") {
    constexpr double kForever = std::numeric_limits<double>::infinity();
    const double shape = GENERATE(1e-3, 0.5, 1.0, 30.0, 2755.0, 1e6);

    THEN("nothing has come at nought, and all in the end") {
        CHECK(gammaUpTo(shape, 0) == 0);
        CHECK(gammaBeyond(shape, 0) == 1);
        CHECK(gammaUpTo(shape, -1) == 0);
        CHECK(gammaUpTo(shape, kForever) == 1);
        CHECK(gammaBeyond(shape, kForever) == 0);
    }
    THEN("what has come and what has not are all there is") {
        for (const double x : {shape / 2, shape, shape * 1.1}) {
            CHECK(gammaUpTo(shape, x) + gammaBeyond(shape, x) == Approx(1).epsilon(1e-12));
        }
    }
}

SCENARIO("the gamma distribution of shape 1 is the exponential, of shape 2 the sum of two", "[random]") {
    for (const double x : {0.01, 1.0, 5.0}) {
        CHECK(gammaBeyond(1, x) == Approx(std::exp(-x)).epsilon(1e-12));
        CHECK(gammaBeyond(2, x) == Approx((1 + x) * std::exp(-x)).epsilon(1e-12));
    }
}
