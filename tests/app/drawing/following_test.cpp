// SPDX-License-Identifier: Apache-2.0
// A drawing that followed a thousand changes equals one made anew.
#include "app/drawing/board_drawing.hpp"
#include "tests/model/random_edits.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/gui.hpp"

#include <cmath>

using namespace stormglass;
using namespace stormglass::app::drawing;

namespace {

std::vector<Thing> allThings(const BoardDrawing& drawing) {
    std::vector<Thing> things;
    for (const Thing* thing : drawing.things()) {
        things.push_back(*thing);
    }
    return things;
}

/// Everything the things show that lies outside the rectangles. Two of them are equal if nothing changed there.
std::vector<Thing> outside(std::vector<Thing> things, const std::vector<QRectF>& dirty) {
    std::erase_if(things, [&dirty](const Thing& thing) {
        return std::ranges::any_of(dirty, [&thing](const QRectF& area) { return area.intersects(thing.bounds); });
    });
    return things;
}

} // namespace

TEST_CASE("following random edits draws what a new drawing draws, and names what to paint again",
          "[drawing][following]") {
    tests::needGui();
    for (const unsigned seed : {11U, 12U, 13U}) {
        const model::SystemClock clock;
        model::Document document(model::Board{}, clock);
        BoardDrawing drawing(document.board());
        tests::RandomEdits edits(seed);
        for (int i = 0; i < 150; ++i) {
            const std::vector<Thing> before = allThings(drawing);
            const auto applied =
                i % 7 == 6 ? document.undo() : document.edit({.label = "edit"}, edits.next(document.board()));
            if (!applied) {
                continue;
            }
            const std::vector<QRectF> dirty = drawing.apply(*applied);
            const std::vector<Thing> now = allThings(drawing);
            INFO("seed " << seed << ", edit " << i);
            REQUIRE(now == allThings(BoardDrawing(document.board())));
            REQUIRE(outside(before, dirty) == outside(now, dirty));
        }
    }
}

TEST_CASE("a preview moves a note with its arrows and leaves no trace", "[drawing][following]") {
    tests::needGui();
    model::Board board;
    const auto put = [&board](const char* id, model::ElementKind kind, double x, model::Rank rank) {
        model::Element element;
        element.id = model::ElementId(id);
        element.kind = kind;
        element.label = id;
        element.at = model::BoardPoint{x, 0};
        element.rank = rank;
        board.put(element);
    };
    put("a", model::ElementKind::command, 0, 0);
    put("b", model::ElementKind::aggregate, 150, 1);
    model::Flow flow;
    flow.id = model::FlowId{1};
    flow.from = model::ElementId("a");
    flow.to = model::ElementId("b");
    board.put(flow);
    BoardDrawing drawing(board);
    const std::vector<Thing> before = allThings(drawing);
    Preview preview;
    preview.places[model::ElementId("b")] = QRectF(150, 300, 130, 90);
    CHECK_FALSE(drawing.setPreview(preview).empty());
    CHECK(drawing.bodyOf(model::ElementId("b")).top() == 300);
    CHECK(drawing.routeOf(flow.id).back().y() >= 300);
    CHECK_FALSE(drawing.setPreview({}).empty());
    CHECK(allThings(drawing) == before);
}
