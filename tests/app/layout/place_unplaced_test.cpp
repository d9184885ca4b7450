// SPDX-License-Identifier: Apache-2.0
#include "app/layout/place_unplaced.hpp"
#include "tests/support/board_text.hpp"

#include <map>

using namespace stormglass;
using app::layout::Placement;
using app::layout::placeUnplaced;
using model::ElementId;
using tests::boardOf;
using tests::documentOf;

namespace {

const model::Catalogue& catalogue() {
    static const model::Catalogue instance;
    return instance;
}

std::map<std::string, Placement> placesOf(const model::Board& board) {
    std::map<std::string, Placement> places;
    for (const Placement& placement : placeUnplaced(board)) {
        places.emplace(placement.id.value, placement);
    }
    return places;
}

/// The board with its places, as it is after they were taken over.
model::Board placed(model::Board board) {
    for (const Placement& placement : placeUnplaced(board)) {
        model::Element element = *board.find(placement.id);
        element.at = placement.at;
        if (placement.size) {
            element.size = placement.size;
        }
        board.put(element);
    }
    return board;
}

void requireNoOverlap(const model::Board& board) {
    for (const model::Element& a : board.elements()) {
        for (const model::Element& b : board.elements()) {
            if (a.rank >= b.rank || !model::isNote(a.kind) || !model::isNote(b.kind)) {
                continue;
            }
            const auto sizeA = model::sizeOf(a);
            const auto sizeB = model::sizeOf(b);
            const bool meets = a.at->x < b.at->x + sizeB.width && b.at->x < a.at->x + sizeA.width &&
                               a.at->y < b.at->y + sizeB.height && b.at->y < a.at->y + sizeA.height;
            INFO(a.id.value << " and " << b.id.value);
            CHECK_FALSE(meets);
        }
    }
}

} // namespace

TEST_CASE("a chain without places runs from left to right in one row", "[layout]") {
    const model::Board board = boardOf(
        documentOf(R"({"id": "c", "kind": "event"}, {"id": "a", "kind": "command"}, {"id": "b", "kind": "aggregate"})",
                   R"({"from": "a", "to": "b"}, {"from": "b", "to": "c"})"),
        catalogue());
    auto places = placesOf(board);
    CHECK(places.at("a").at.x < places.at("b").at.x);
    CHECK(places.at("b").at.x < places.at("c").at.x);
    CHECK(places.at("a").at.y == places.at("c").at.y);
}

TEST_CASE("what has a place keeps it, and the new stands beside its neighbours", "[layout]") {
    const model::Board board =
        boardOf(documentOf(R"({"id": "a", "kind": "command", "at": [100, 200]}, {"id": "b", "kind": "aggregate"},
                              {"id": "before", "kind": "actor"})",
                           R"({"from": "a", "to": "b"}, {"from": "before", "to": "a"})"),
                catalogue());
    auto places = placesOf(board);
    CHECK(places.count("a") == 0);
    CHECK(places.at("b").at.x == Approx(250));
    CHECK(places.at("b").at.y == Approx(200));
    CHECK(places.at("before").at.x + 70 < 100);
}

TEST_CASE("nothing is laid on ground that is taken", "[layout]") {
    std::string elements = R"({"id": "a", "kind": "command", "at": [0, 0]})";
    std::string flows;
    for (int i = 0; i < 40; ++i) {
        elements += R"(, {"id": "n)" + std::to_string(i) + R"(", "kind": "event"})";
        flows += std::string(i == 0 ? "" : ", ") + R"({"from": "a", "to": "n)" + std::to_string(i) + R"("})";
    }
    requireNoOverlap(placed(boardOf(documentOf(elements, flows), catalogue())));
}

TEST_CASE("cycles are laid out too, and the same board always gets the same places", "[layout]") {
    const model::Board board = boardOf(
        documentOf(R"({"id": "a", "kind": "event"}, {"id": "b", "kind": "policy"}, {"id": "c", "kind": "command"},
                      {"id": "loose", "kind": "event"}, {"id": "text", "kind": "text"})",
                   R"({"from": "a", "to": "b"}, {"from": "b", "to": "c"}, {"from": "c", "to": "a"})"),
        catalogue());
    CHECK(placeUnplaced(board) == placeUnplaced(board));
    CHECK(placeUnplaced(board).size() == 5);
    requireNoOverlap(placed(board));
}

TEST_CASE("a frame goes around its members and frames do not overlap", "[layout]") {
    const model::Board board =
        placed(boardOf(documentOf(R"({"id": "left", "kind": "context"}, {"id": "right", "kind": "context"},
                      {"id": "a", "kind": "command", "context": "left"}, {"id": "b", "kind": "aggregate", "context": "left"},
                      {"id": "c", "kind": "event", "context": "left"}, {"id": "d", "kind": "policy", "context": "right"},
                      {"id": "e", "kind": "command", "context": "right"})",
                                  R"({"from": "a", "to": "b"}, {"from": "b", "to": "c"}, {"from": "c", "to": "d"},
                      {"from": "d", "to": "e"})"),
                       catalogue()));
    const auto boxOf = [&board](const char* id) {
        const model::Element& element = *board.find(ElementId(id));
        return std::pair(*element.at, model::sizeOf(element));
    };
    for (const auto& [member, frame] : {std::pair("a", "left"), std::pair("c", "left"), std::pair("e", "right")}) {
        const auto [at, size] = boxOf(member);
        const auto [frameAt, frameSize] = boxOf(frame);
        CHECK(at.x > frameAt.x);
        CHECK(at.y > frameAt.y);
        CHECK(at.x + size.width < frameAt.x + frameSize.width);
        CHECK(at.y + size.height < frameAt.y + frameSize.height);
    }
    const auto [leftAt, leftSize] = boxOf("left");
    const auto [rightAt, rightSize] = boxOf("right");
    CHECK((leftAt.y + leftSize.height <= rightAt.y || rightAt.y + rightSize.height <= leftAt.y));
}
