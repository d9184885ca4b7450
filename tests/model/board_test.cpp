// SPDX-License-Identifier: Apache-2.0
#include "model/board/board.hpp"
#include "tests/support/catch.hpp"

using namespace stormglass::model;

namespace {

Element note(const std::string& id, ElementKind kind, Rank rank) {
    Element element;
    element.id = ElementId{id};
    element.kind = kind;
    element.rank = rank;
    return element;
}

Flow flow(std::uint64_t id, const std::string& from, const std::string& to, Rank rank, const std::string& slug = {}) {
    Flow made;
    made.id = FlowId{id};
    made.slug = slug;
    made.from = ElementId{from};
    made.to = ElementId{to};
    made.rank = rank;
    return made;
}

} // namespace

SCENARIO("a flow goes by its path", "[board]") {
    GIVEN("two plain flows and one with an id between the same notes") {
        Board board;
        board.put(note("a", ElementKind::aggregate, 0));
        board.put(note("b", ElementKind::event, 1));
        board.put(flow(1, "a", "b", 0));
        board.put(flow(2, "a", "b", 1, "special"));
        board.put(flow(3, "a", "b", 2));

        THEN("the plain ones are numbered in document order and the third goes by its id") {
            CHECK(board.pathOf(*board.find(FlowId{1})) == "a>b");
            CHECK(board.pathOf(*board.find(FlowId{2})) == "special");
            CHECK(board.pathOf(*board.find(FlowId{3})) == "a>b#2");
        }
        THEN("every path finds its flow again and others find none") {
            CHECK(board.flowByPath("a>b")->id == FlowId{1});
            CHECK(board.flowByPath("a>b#2")->id == FlowId{3});
            CHECK(board.flowByPath("special")->id == FlowId{2});
            CHECK(board.flowByPath("a>b#3") == nullptr);
            CHECK(board.flowByPath("a>b#x") == nullptr);
            CHECK(board.flowByPath("nothing") == nullptr);
        }
    }
}

SCENARIO("ids are made from labels", "[board]") {
    Board board;
    CHECK(board.freeIdFor("Place order!", ElementKind::command) == "place-order");
    CHECK(board.freeIdFor("  ", ElementKind::readModel) == "read-model");
    CHECK(board.freeIdFor("Failure", ElementKind::event) == "failure-1");
    board.put(note("place-order", ElementKind::command, 0));
    CHECK(board.freeIdFor("Place order", ElementKind::command) == "place-order-2");
}

SCENARIO("the board's indexes follow every put and erase", "[board]") {
    GIVEN("an original with two occurrences put out of order") {
        Board board;
        board.put(note("order", ElementKind::aggregate, 0));
        for (const auto& [id, rank] : {std::pair{"order-3", 5}, std::pair{"order-2", 4}}) {
            Element occurrence = note(id, ElementKind::aggregate, rank);
            occurrence.same = ElementId{"order"};
            board.put(occurrence);
        }
        THEN("they are listed in document order") {
            const auto found = board.occurrencesOf(ElementId{"order"});
            REQUIRE(found.size() == 2);
            CHECK(found[0]->id.value == "order-2");
            CHECK(board.definitionOf(ElementId{"order-3"})->id.value == "order");
        }
        WHEN("one is made independent") {
            board.put(note("order-2", ElementKind::aggregate, 4));
            THEN("it is no longer an occurrence") {
                CHECK(board.occurrencesOf(ElementId{"order"}).size() == 1);
            }
        }
        WHEN("the board is copied") {
            const Board copy = board;
            board.erase(ElementId{"order-3"});
            THEN("the copy keeps what the first loses") {
                CHECK(copy.find(ElementId{"order-3"}) != nullptr);
                CHECK(copy.occurrencesOf(ElementId{"order"}).size() == 2);
                CHECK_FALSE(copy == board);
            }
        }
    }
}
