// SPDX-License-Identifier: Apache-2.0
#include "app/tools/arranging.hpp"
#include "app/tools/copying.hpp"
#include "app/tools/joints.hpp"
#include "app/tools/next_note.hpp"
#include "app/tools/snapping.hpp"
#include "tests/app/tools/hand.hpp"
#include "tests/support/catch.hpp"

using namespace stormglass::tests;

SCENARIO("bodies touch side by side or one above the other, not at corners", "[joints]") {
    const QRectF a(0, 0, 90, 90);
    CHECK(touchOf(a, {90, 10, 90, 90})->isFirstBefore);
    CHECK_FALSE(touchOf(a, {-90, 0, 90, 90})->isFirstBefore);
    CHECK(touchOf(a, {0, 90, 90, 90})->seam == QPointF(45, 90));
    CHECK_FALSE(touchOf(a, {90, 80, 90, 90}).has_value());
    CHECK_FALSE(touchOf(a, {92, 0, 90, 90}).has_value());
}

SCENARIO("a dragged note is drawn to sides, lines, equal gaps, and else to the grid", "[snapping]") {
    const std::vector<QRectF> neighbours{{0, 0, 90, 90}, {130, 0, 90, 90}};
    CHECK(snap({224, 3, 90, 90}, neighbours, {}).by == QPointF(-4, -3));
    CHECK(snap({263, 0, 90, 90}, neighbours, {}).by.x() == Approx(-3)); // the gap of 40 again
    CHECK(snap({400, 400, 90, 90}, {}, {}).by == QPointF(0, 0));
    CHECK(snap({403, 408, 90, 90}, {}, {}).by == QPointF(-3, 2));
    CHECK(snap({403, 408, 90, 90}, {}, {.isToGrid = false}).by == QPointF(0, 0));
    CHECK_FALSE(snap({400, 3, 90, 90}, neighbours, {}).guides.empty());
}

SCENARIO("notes are aligned and spread, locked ones stay", "[arranging]") {
    Board board = threeNotes();
    Element moved = *board.find(ElementId{"order"});
    moved.at = BoardPoint{220, 50};
    board.put(moved);
    const BoxScene scene(board);
    const std::vector ids{ElementId{"place"}, ElementId{"order"}, ElementId{"placed"}};
    const auto top = aligned(board, scene, ids, Alignment::top);
    REQUIRE(top.size() == 1);
    CHECK(top.front().at == BoardPoint{220, 0});
    const auto across = spread(board, scene, ids, Axis::horizontal);
    REQUIRE(across.size() == 1);
    CHECK(across.front().at.x == Approx(230)); // 90 + 140 | 130 | 140 + 500
    moved.properties["locked"] = true;
    board.put(moved);
    CHECK(aligned(board, scene, ids, Alignment::top).empty());
}

SCENARIO("reading order goes row by row", "[order]") {
    const auto order = inReadingOrder(std::vector<PlacedElement>{
        {ElementId{"c"}, {0, 200, 90, 90}}, {ElementId{"b"}, {300, 10, 90, 90}}, {ElementId{"a"}, {0, 30, 90, 90}}});
    CHECK(order == std::vector{ElementId{"a"}, ElementId{"b"}, ElementId{"c"}});
}

SCENARIO("the next note comes on free ground, connected as the grammar allows", "[next]") {
    const Board board = threeNotes();
    const BoxScene scene(board);
    const NewNote after = noteBeside(board, scene, ElementId{"place"}, ElementKind::aggregate, Side::right);
    REQUIRE(after.arrow.has_value());
    CHECK(after.arrow->isFromOther);
    CHECK(scene.elementsIn(after.body, false).empty());
    const NewNote before = noteBeside(board, scene, ElementId{"place"}, ElementKind::actor, Side::right);
    CHECK_FALSE(before.arrow->isFromOther); // an actor asks for the command, not the other way round
    CHECK_FALSE(noteBeside(board, scene, ElementId{"place"}, ElementKind::text, Side::right).arrow.has_value());
    CHECK(likelyNext(ElementKind::command, Level::design) == ElementKind::aggregate);
    CHECK(likelyNext(ElementKind::event, Level::bigPicture) == ElementKind::event);
}

SCENARIO("a copy keeps what its parts say of each other", "[copying]") {
    Board board = threeNotes();
    Element order = *board.find(ElementId{"order"});
    order.properties["handling"] = Value{{"waitFor", {{"all", {"place"}}}}};
    board.put(order);
    Element service = note("svc", ElementKind::service, 0, 0, 7);
    service.at.reset();
    board.put(service);
    order.service = ElementId{"svc"};
    board.put(order);
    Flow flow;
    flow.id = FlowId{1};
    flow.slug = "asks";
    flow.from = ElementId{"place"};
    flow.to = ElementId{"order"};
    flow.properties["on"] = Value::array({"place", "success"});
    board.put(flow);
    const SelectedThings both{{ElementId{"place"}, ElementId{"order"}}, {}};
    GIVEN("a duplicate") {
        Hand hand(board);
        Copied copied = duplicate(hand.board(), hand.scene(), both, {0, 200});
        REQUIRE(hand.edit({"duplicate"}, copied.changes));
        REQUIRE(copied.made.elements.size() == 2);
        const Element& copy = *hand.board().find(copied.made.elements[1]);
        THEN("ids are new, references follow, the service is shared") {
            CHECK(copy.id != order.id);
            CHECK(copy.service == ElementId{"svc"});
            CHECK(copy.properties["handling"]["waitFor"]["all"][0] == copied.made.elements[0].value);
            REQUIRE(hand.board().flows().size() == 2);
            const Flow& arrow = *std::next(hand.board().flows().begin());
            CHECK(arrow.slug.empty());
            CHECK(arrow.from == copied.made.elements[0]);
            CHECK(arrow.properties["on"][0] == copied.made.elements[0].value);
            CHECK(arrow.properties["on"][1] == "success");
        }
    }
    GIVEN("a fragment of one of them, pasted on another board") {
        const Board fragment = fragmentOf(board, BoxScene(board), {{ElementId{"order"}}, {}});
        CHECK(fragment.elements().size() == 2); // its service comes along
        CHECK_FALSE(fragment.find(ElementId{"order"})->properties["handling"].contains("waitFor"));
        Hand other;
        const Copied copied = pasted(other.board(), other.scene(), fragment, {300, 300});
        REQUIRE(other.edit({"paste"}, copied.changes));
        THEN("it stands there with its service") {
            CHECK(other.board().find(ElementId{"order"})->service == ElementId{"svc"});
            CHECK(other.boxes.bodyOf(ElementId{"order"}).center().x() == Approx(300).margin(10));
        }
    }
}

SCENARIO("pasted lines become notes of the kind they read like", "[copying]") {
    Hand hand;
    const Copied copied =
        pastedLines(hand.board(), hand.scene(),
                    "Order placed\r\n\n- Place order\nwhenever paid, ship\nWho pays?\nactor: Clerk", {0, 0});
    REQUIRE(hand.edit({"paste"}, copied.changes));
    REQUIRE(copied.made.elements.size() == 5);
    const auto kindOf = [&](std::size_t i) { return hand.board().find(copied.made.elements[i])->kind; };
    CHECK(kindOf(0) == ElementKind::event);
    CHECK(kindOf(1) == ElementKind::command);
    CHECK(hand.board().find(copied.made.elements[1])->label == "Place order");
    CHECK(kindOf(2) == ElementKind::policy);
    CHECK(kindOf(3) == ElementKind::hotspot);
    CHECK(kindOf(4) == ElementKind::actor);
}

SCENARIO("however much is pasted, what comes of it is bounded", "[copying]") {
    Hand hand;
    std::string text;
    for (int i = 0; i < 5000; ++i) {
        text += "same line\n";
    }
    text += std::string(100'000, 'x');
    const Copied copied = pastedLines(hand.board(), hand.scene(), text, {0, 0});
    CHECK(copied.made.elements.size() == kMostLines);
    CHECK(hand.edit({"paste"}, copied.changes));
    const Copied broken = pastedLines(hand.board(), hand.scene(), std::string(3000, '\xC3') + "\n\0\x01", {0, 0});
    (void)hand.edit({"paste"}, broken.changes); // not UTF-8: the gate refuses it, nothing breaks
    CHECK(hand.board().elements().size() == kMostLines);
}
