// SPDX-License-Identifier: Apache-2.0
#include "model/changes/difference.hpp"
#include "model/changes/document.hpp"
#include "tests/model/random_edits.hpp"
#include "tests/support/catch.hpp"

using namespace stormglass::model;
using stormglass::tests::RandomEdits;

namespace {

/// Ids and flow paths in document order: what a person would call the same board, with `changesBetween` for the rest.
std::vector<std::string> orderOf(const Board& board) {
    std::vector<std::string> order;
    for (const Element& element : board.elements()) {
        order.push_back(element.id.value);
    }
    for (const Flow& flow : board.flows()) {
        order.push_back(board.pathOf(flow));
    }
    return order;
}

} // namespace

SCENARIO("the difference of two boards makes one of the other, in one undoable change", "[changes][property]") {
    const auto seed = GENERATE(1u, 2u, 3u, 4u, 5u, 6u);
    const bool areKin = GENERATE(true, false);
    const SystemClock clock;
    RandomEdits random(seed);
    Document mine(Board{}, clock);
    for (int i = 0; i < 80; ++i) {
        REQUIRE(mine.edit({"random"}, random.next(mine.board())).ok());
    }
    Document theirs(areKin ? mine.board() : Board{}, clock);
    for (int i = 0; i < 40; ++i) {
        REQUIRE(theirs.edit({"random"}, random.next(theirs.board())).ok());
    }
    const Board before = mine.board();
    REQUIRE(mine.edit({"reload"}, changesBetween(before, theirs.board())).ok());
    CHECK(orderOf(mine.board()) == orderOf(theirs.board()));
    CHECK(changesBetween(mine.board(), theirs.board()).empty());
    CHECK(changesBetween(theirs.board(), theirs.board()).empty());
    if (mine.board() != before) {
        REQUIRE(mine.undo().ok());
        CHECK(mine.board() == before);
    }
}

SCENARIO("a label changed elsewhere is one changed record, whatever the ranks are", "[changes]") {
    const auto note = [](const char* id, const char* label, Rank rank) {
        Element element;
        element.id = ElementId{id};
        element.label = label;
        element.rank = rank;
        return element;
    };
    Board mine;
    mine.put(note("a", "A", 7));
    mine.put(note("b", "B", 20));
    Board theirs;
    theirs.put(note("a", "A!", 0));
    theirs.put(note("b", "B", 1));
    const auto changes = changesBetween(mine, theirs);
    REQUIRE(changes.size() == 1);
    const auto& change = std::get<RecordChange<Element>>(changes.front());
    CHECK(change.after->label == "A!");
    CHECK(change.after->rank == 7);
}
