// SPDX-License-Identifier: Apache-2.0
#include "model/behaviour/units.hpp"
#include "tests/support/catch.hpp"

using namespace stormglass::model;

SCENARIO("quantities are read as people write them", "[units]") {
    CHECK(parseQuantity("8ms", Unit::seconds) == 0.008);
    CHECK(parseQuantity(" 8 ms ", Unit::seconds) == 0.008);
    CHECK(parseQuantity("2 h", Unit::seconds) == 7200);
    CHECK(parseQuantity("2 min 30 s", Unit::seconds) == 150);
    CHECK(parseQuantity("1,5 s", Unit::seconds) == 1.5);
    CHECK(parseQuantity("250", Unit::seconds) == 250);
    CHECK(*parseQuantity("40 \xc2\xb5s", Unit::seconds) == Approx(40e-6));
    CHECK(parseQuantity("1e-3 s", Unit::seconds) == 1e-3);
    CHECK(parseQuantity("3k/min", Unit::perSecond) == 50);
    CHECK(parseQuantity("120 per hour", Unit::perSecond) == Approx(1.0 / 30));
    CHECK(parseQuantity("50/s", Unit::perSecond) == 50);
    CHECK(parseQuantity("5 %", Unit::probability) == 0.05);
    CHECK(parseQuantity("1 in 20", Unit::probability) == 0.05);
    CHECK(parseQuantity("10k", Unit::messages) == 10000);
}

SCENARIO("what can't be read is refused, not guessed", "[units]") {
    for (const char* bad : {"", "ms", "8 apples", "8 ms x", "1..2 s", "nan", "inf", "1e999", "8 /s", "- s"}) {
        INFO(bad);
        CHECK_FALSE(parseQuantity(bad, Unit::seconds).has_value());
    }
    CHECK_FALSE(parseQuantity("5 s", Unit::perSecond).has_value());
    CHECK_FALSE(parseQuantity("5 per apple", Unit::perSecond).has_value());
    CHECK_FALSE(parseQuantity("1 in 0", Unit::probability).has_value());
}

SCENARIO("quantities are written in the unit that reads best", "[units]") {
    CHECK(formatQuantity(0.008, Unit::seconds) == "8 ms");
    CHECK(formatQuantity(0, Unit::seconds) == "0 s");
    CHECK(formatQuantity(90, Unit::seconds) == "90 s");
    CHECK(formatQuantity(600, Unit::seconds) == "10 min");
    CHECK(formatQuantity(1.23456, Unit::seconds) == "1.23 s");
    CHECK(formatQuantity(50, Unit::perSecond) == "50/s");
    CHECK(formatQuantity(0.02, Unit::perSecond) == "1.2/min");
    CHECK(formatQuantity(0.002, Unit::probability) == "0.2 %");
    CHECK(formatQuantity(1482904, Unit::messages) == "1482904");
}

SCENARIO("what is written is read back to within its digits", "[units]") {
    for (const Unit unit : {Unit::seconds, Unit::perSecond, Unit::probability}) {
        for (double value = 3.3e-7; value < 1e6; value *= 7.77) {
            const std::string text = formatQuantity(value, unit, 4);
            INFO(text);
            REQUIRE(parseQuantity(text, unit).has_value());
            CHECK(*parseQuantity(text, unit) == Approx(value).epsilon(1e-3));
        }
    }
}
