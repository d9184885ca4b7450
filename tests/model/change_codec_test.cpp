// SPDX-License-Identifier: Apache-2.0
#include "model/changes/document.hpp"
#include "model/store/detail/change_codec.hpp"
#include "tests/model/random_edits.hpp"
#include "tests/support/catch.hpp"

using namespace stormglass::model;
using detail::decodeChanges;
using detail::Direction;
using detail::encodeChanges;

SCENARIO("a journal row tells only what differs", "[store][codec]") {
    const SystemClock clock;
    Document document(Board{}, clock);
    const auto made = addElement(document.board(), {.kind = ElementKind::aggregate, .label = "Order"});
    REQUIRE(document.edit({"add"}, {made}).ok());

    THEN("a rename holds the two labels") {
        const auto renamed = document.edit({"rename"}, setLabel(document.board(), ElementId{"order"}, "Cart"));
        CHECK(encodeChanges(renamed->changes) ==
              R"([{"element":"order","before":{"label":"Order"},"after":{"label":"Cart"}}])");
    }
    THEN("a new parameter holds its key alone") {
        const std::vector<std::string> path{"handling", "failure"};
        const auto set = document.edit({"set"}, setProperty(document.board(), ElementId{"order"}, path, 0.1));
        CHECK(encodeChanges(set->changes) ==
              R"([{"element":"order","before":{},"after":{"properties":{"handling":{"failure":0.1}}}}])");
    }
}

SCENARIO("random edits come back from their rows, forward and backward", "[store][codec][property]") {
    const auto seed = GENERATE(11u, 12u, 13u, 14u);
    const SystemClock clock;
    Document document(Board{}, clock);
    stormglass::tests::RandomEdits random(seed);
    std::vector<std::string> payloads;
    for (int i = 0; i < 300; ++i) {
        const Board before = document.board();
        const auto applied = document.edit({"random"}, random.next(before));
        REQUIRE(applied.ok());
        payloads.push_back(encodeChanges(applied->changes));
        const std::span<const std::string> row(&payloads.back(), 1);
        REQUIRE(decodeChanges(before, row, Direction::forward).value() == applied->changes);
        REQUIRE(decodeChanges(document.board(), row, Direction::backward).value() == inverseOf(applied->changes));
    }
    Board replayed;
    REQUIRE(applyChanges(replayed, decodeChanges(replayed, payloads, Direction::forward).value()).ok());
    CHECK(replayed == document.board());
    REQUIRE(applyChanges(replayed, decodeChanges(replayed, payloads, Direction::backward).value()).ok());
    CHECK(replayed == Board{});
}

SCENARIO("rows that do not fit are refused, whatever they hold", "[store][codec]") {
    const std::string payload =
        GENERATE(as<std::string>{}, "", "{}", "[1]", "[{}]", R"([{"flow":-1,"after":{}}])", R"([{"element":"a"}])",
                 R"([{"element":"a","before":{"label":"x"}}])", R"([{"element":"a","after":{"kind":"event"}}])",
                 R"([{"element":"a","after":{"kind":"event","rank":0,"at":[1]}}])",
                 R"([{"element":"a","after":{"kind":"event","rank":0,"odd":1}}])", R"([{"settings":true,"after":{}}])",
                 R"([{"nobody":"a","after":{"rank":0}}])");
    CAPTURE(payload);
    const std::vector<std::string> rows{payload};
    CHECK_FALSE(decodeChanges(Board{}, rows, Direction::forward).ok());
    CHECK_FALSE(decodeChanges(Board{}, rows, Direction::backward).ok());
}
