// SPDX-License-Identifier: Apache-2.0
#include "tests/app/tools/hand.hpp"
#include "tests/support/catch.hpp"

using namespace stormglass::tests;

namespace {

const ElementId kPlace{"place"};
const ElementId kOrder{"order"};
const ElementId kPlaced{"placed"};
constexpr Modifiers kShift{.isShift = true};
constexpr Modifiers kControl{.isControl = true};
constexpr Modifiers kAlt{.isAlt = true};

} // namespace

SCENARIO("clicks select, Shift adds and takes away, the empty board clears", "[tools]") {
    Hand hand(threeNotes());
    hand.click(10, 10);
    CHECK(hand.things.elements == std::vector{kPlace});
    hand.click(210, 10, kShift);
    CHECK(hand.things.elements == std::vector{kPlace, kOrder});
    hand.click(10, 10, kShift);
    CHECK(hand.things.elements == std::vector{kOrder});
    hand.click(1000, 1000);
    CHECK(hand.things.elements.empty());
    CHECK(hand.steps == 0);
}

SCENARIO("a click on one of several selected notes leaves that one", "[tools]") {
    Hand hand(threeNotes());
    hand.things = {{kPlace, kOrder}, {}};
    hand.click(10, 10);
    CHECK(hand.things.elements == std::vector{kPlace});
}

SCENARIO("notes of one group are selected together, with Ctrl alone", "[tools]") {
    Board board = threeNotes();
    for (const char* id : {"place", "order"}) {
        Element element = *board.find(ElementId{id});
        element.properties["group"] = "g";
        board.put(element);
    }
    Hand hand(board);
    hand.click(10, 10);
    CHECK(hand.things.elements.size() == 2);
    hand.click(1000, 1000);
    hand.click(10, 10, kControl);
    CHECK(hand.things.elements == std::vector{kPlace});
}

SCENARIO("a drag over the empty board selects what it touches", "[tools]") {
    Hand hand(threeNotes());
    GIVEN("a frame that touches two notes") {
        hand.move(-20, -20);
        hand.press(-20, -20);
        hand.move(250, 50);
        CHECK(hand.machine.stateName() == ToolStateName::marquee);
        CHECK(hand.preview.marquee.has_value());
        CHECK(hand.things.elements == std::vector{kPlace, kOrder});
        WHEN("it is let go") {
            hand.release(250, 50);
            THEN("they stay selected and the frame goes") {
                CHECK(hand.things.elements.size() == 2);
                CHECK(hand.preview == ToolPreview{});
            }
        }
        WHEN("Alt asks for whole notes") {
            hand.move(250, 50, kAlt);
            THEN("one that is only touched is not") {
                CHECK(hand.things.elements.empty());
            }
        }
        WHEN("Escape is pressed") {
            hand.machine.cancel();
            THEN("the selection is as before") {
                CHECK(hand.things.elements.empty());
                CHECK(hand.preview == ToolPreview{});
            }
        }
    }
}

SCENARIO("a drag moves notes in one step, and Escape leaves no trace", "[tools]") {
    Hand hand(threeNotes());
    GIVEN("a note in the hand") {
        hand.move(510, 20);
        hand.press(510, 20);
        hand.move(530, 300);
        REQUIRE(hand.machine.stateName() == ToolStateName::moving);
        CHECK(hand.preview.places.at(kPlaced).topLeft() == QPointF(520, 280));
        CHECK(hand.at("placed") == BoardPoint{500, 0});
        WHEN("it is let go") {
            hand.release(530, 300);
            THEN("it lies there, and one undo brings it back") {
                CHECK(hand.at("placed") == BoardPoint{520, 280});
                CHECK(hand.steps == 1);
                REQUIRE(hand.document.undo().ok());
                CHECK(hand.at("placed") == BoardPoint{500, 0});
            }
        }
        WHEN("Escape is pressed") {
            hand.machine.cancel();
            hand.release(530, 300);
            THEN("nothing has happened") {
                CHECK(hand.at("placed") == BoardPoint{500, 0});
                CHECK(hand.preview == ToolPreview{});
                CHECK_FALSE(hand.document.canUndo());
            }
        }
    }
}

SCENARIO("a locked note stays where it is", "[tools]") {
    Board board = threeNotes();
    Element locked = *board.find(kPlaced);
    locked.properties["locked"] = true;
    board.put(locked);
    Hand hand(board);
    hand.drag(510, 20, 510, 400);
    CHECK(hand.at("placed") == BoardPoint{500, 0});
    CHECK(hand.steps == 0);
}

SCENARIO("a note put against one the grammar allows is joined, and pulled away it is not", "[tools]") {
    Hand hand(threeNotes());
    WHEN("the command is dragged against the aggregate") {
        hand.drag(10, 10, 118, 12);
        THEN("it snaps to its side and a joint is made in the same step") {
            CHECK(hand.at("place").x == Approx(110));
            REQUIRE(hand.board().flows().size() == 1);
            const Flow& joint = *hand.board().flows().begin();
            CHECK(joint.joint);
            CHECK(joint.from == kPlace);
            CHECK(joint.to == kOrder);
            CHECK(hand.steps == 1);
            AND_WHEN("it is pulled away") {
                hand.move(120, 20);
                hand.press(120, 20);
                hand.move(20, 300);
                CHECK(hand.preview.joints.front().fate == JointFate::removed);
                hand.release(20, 300);
                THEN("the bare joint goes") {
                    CHECK(hand.board().flows().empty());
                }
            }
        }
    }
    WHEN("the event is dragged against the command") {
        hand.drag(510, 20, 102, 22);
        THEN("nothing is joined: a command does not become an event by itself") {
            CHECK(hand.at("placed").x == Approx(90));
            CHECK(hand.board().flows().empty());
        }
    }
}

SCENARIO("a joint that carries something becomes an arrow when pulled apart", "[tools]") {
    Board board = threeNotes();
    board.put(note("order", ElementKind::aggregate, 90, 0, 1));
    Flow joint;
    joint.id = FlowId{1};
    joint.from = kPlace;
    joint.to = kOrder;
    joint.joint = true;
    joint.label = "asks";
    board.put(joint);
    Hand hand(board);
    hand.move(20, 20);
    hand.press(20, 20);
    hand.move(20, 300);
    CHECK(hand.preview.joints.front().fate == JointFate::becomesArrow);
    hand.release(20, 300);
    REQUIRE(hand.board().flows().size() == 1);
    CHECK_FALSE(hand.board().flows().begin()->joint);
}

SCENARIO("a context carries its members and takes in what is dropped on it", "[tools]") {
    Board board = threeNotes();
    Element frame = note("sales", ElementKind::context, 400, 200, 9);
    board.put(frame);
    Hand hand(board);
    WHEN("a note is dropped inside") {
        hand.drag(510, 20, 600, 350);
        REQUIRE(hand.board().find(kPlaced)->context == ElementId{"sales"});
        AND_WHEN("the context is dragged by its title") {
            const BoardPoint before = hand.at("placed");
            hand.drag(420, 210, 420, 610);
            THEN("the member comes along") {
                CHECK(hand.at("sales").y == Approx(600));
                CHECK(hand.at("placed").y == Approx(before.y + 400));
            }
        }
        AND_WHEN("the note is dragged out again") {
            hand.drag(600, 350, 100, 900);
            THEN("it belongs to nothing") {
                CHECK_FALSE(hand.board().find(kPlaced)->context.has_value());
            }
        }
    }
    WHEN("a click lands inside the context, on no note") {
        hand.things = {{kPlace}, {}};
        hand.click(700, 450);
        THEN("it goes to the board") {
            CHECK(hand.things.elements.empty());
        }
    }
}

SCENARIO("Ctrl and drag copies", "[tools]") {
    Hand hand(threeNotes());
    hand.drag(510, 20, 510, 320, kControl);
    CHECK(hand.board().elements().size() == 4);
    CHECK(hand.at("placed") == BoardPoint{500, 0});
    REQUIRE(hand.things.elements.size() == 1);
    CHECK(hand.board().find(hand.things.elements.front())->label == "placed");
}

SCENARIO("an arrow is pulled out of a note's handle", "[tools]") {
    Hand hand(threeNotes());
    hand.move(45, 45); // over the command: its handles show
    REQUIRE(hand.hover.element == kPlace);
    const QPointF handle(90 + 15, 45);
    hand.move(handle.x(), handle.y());
    CHECK(hand.hover.handle == Side::right);
    hand.press(handle.x(), handle.y());
    REQUIRE(hand.machine.stateName() == ToolStateName::linking);
    WHEN("it is over a legal end") {
        hand.move(250, 45);
        REQUIRE(hand.preview.link.has_value());
        CHECK(hand.preview.link->rule->verdict == FlowVerdict::legal);
        CHECK(hand.preview.link->glowing == std::vector{kOrder});
        hand.release(250, 45);
        THEN("they are connected and the arrow is selected") {
            REQUIRE(hand.board().flows().size() == 1);
            CHECK(hand.things.flows.size() == 1);
            CHECK(hand.steps == 1);
        }
    }
    WHEN("it is over an odd end") {
        hand.move(520, 45);
        THEN("the preview says why, and it may be drawn all the same") {
            CHECK(hand.preview.link->rule->reason == OddReason::needsHandler);
            hand.release(520, 45);
            CHECK(hand.board().flows().size() == 1);
        }
    }
    WHEN("it is let go over the empty board") {
        hand.move(100, 300);
        hand.release(100, 300);
        THEN("what may come next is offered there") {
            REQUIRE(hand.offered.size() == 1);
            CHECK(hand.offered.front() == QPointF(100, 300));
            CHECK(hand.board().flows().empty());
        }
    }
    WHEN("Escape is pressed") {
        hand.move(250, 45);
        hand.machine.cancel();
        THEN("nothing is drawn") {
            CHECK(hand.board().flows().empty());
            CHECK(hand.preview == ToolPreview{});
        }
    }
}

SCENARIO("the arrow tool connects with two clicks", "[tools]") {
    Hand hand(threeNotes());
    hand.machine.arm({.isArrow = true});
    hand.press(20, 20);
    hand.release(20, 20);
    CHECK(hand.machine.stateName() == ToolStateName::linking);
    hand.move(250, 20);
    hand.press(250, 20);
    hand.release(250, 20);
    REQUIRE(hand.board().flows().size() == 1);
    CHECK_FALSE(hand.machine.armed().isArrow);
}

SCENARIO("a double click opens a text, on the empty board a new note's", "[tools]") {
    Hand hand(threeNotes());
    hand.doubleClick(20, 20);
    REQUIRE(hand.opened.size() == 1);
    CHECK(std::get<ElementId>(hand.opened.front()) == kPlace);
    hand.doubleClick(300, 600);
    REQUIRE(hand.written.size() == 1);
    CHECK(hand.written.front().body.center() == QPointF(300, 600));
    CHECK(hand.machine.stateName() == ToolStateName::editing);
    CHECK(hand.steps == 0);
    WHEN("the mouse is pressed beside the text") {
        hand.press(1000, 1000);
        THEN("the text is kept") {
            CHECK(hand.kept == 1);
            CHECK(hand.machine.stateName() == ToolStateName::pressing);
        }
    }
}

SCENARIO("an armed kind follows the pointer and is placed once, or again and again", "[tools]") {
    Hand hand;
    hand.machine.arm({.kind = ElementKind::policy});
    hand.move(200, 200);
    REQUIRE(hand.preview.ghosts.size() == 1);
    CHECK(hand.preview.ghosts.front().body.center() == QPointF(200, 200));
    hand.press(200, 200);
    hand.release(200, 200);
    REQUIRE(hand.written.size() == 1);
    CHECK(hand.written.front().kind == ElementKind::policy);
    CHECK_FALSE(hand.machine.armed().kind.has_value());
    WHEN("the tool is kept armed") {
        hand.machine.arm({.kind = ElementKind::event, .isSticky = true});
        hand.press(300, 300);
        hand.release(300, 300);
        hand.keepText();
        THEN("the next press places another") {
            CHECK(hand.machine.armed().kind == ElementKind::event);
            CHECK(hand.machine.stateName() == ToolStateName::placing);
        }
    }
}

SCENARIO("a frame is pulled open to the size that is wanted", "[tools]") {
    Hand hand;
    hand.machine.arm({.kind = ElementKind::context});
    hand.press(0, 0);
    hand.move(300, 200);
    hand.release(300, 200);
    REQUIRE(hand.written.size() == 1);
    CHECK(hand.written.front().body == QRectF(0, 0, 300, 200));
}

SCENARIO("a service dropped on handlers runs them", "[tools]") {
    Hand hand(threeNotes());
    hand.machine.arm({.kind = ElementKind::service});
    hand.move(250, 45);
    CHECK(hand.preview.serviceTakes == std::vector{kOrder});
    hand.press(250, 45);
    hand.release(250, 45);
    const auto service = hand.board().find(kOrder)->service;
    REQUIRE(service.has_value());
    CHECK(hand.board().find(*service)->kind == ElementKind::service);
    CHECK(hand.things.elements == std::vector{*service});
    CHECK(hand.steps == 1);
}

SCENARIO("a corner resizes in one step", "[tools]") {
    Hand hand(threeNotes());
    hand.click(250, 45);
    hand.drag(330, 90, 380, 150);
    const BoardSize size = sizeOf(*hand.board().find(kOrder));
    CHECK(size == BoardSize{180, 150});
    CHECK(hand.at("order") == BoardPoint{200, 0});
    CHECK(hand.steps == 1);
}

SCENARIO("Space or the middle button pans and selects nothing", "[tools]") {
    Hand hand(threeNotes());
    hand.machine.holdPan(true);
    hand.press(20, 20);
    hand.move(50, 60);
    hand.release(50, 60);
    CHECK(hand.panned == ViewPoint{30, 40});
    hand.machine.holdPan(false);
    hand.press(20, 20, {}, PointerButton::middle);
    hand.move(21, 20);
    hand.release(21, 20);
    CHECK(hand.panned == ViewPoint{31, 40});
    CHECK(hand.things.elements.empty());
    CHECK(hand.steps == 0);
}

SCENARIO("an arrow is bent, straightened and led to another note", "[tools]") {
    Board board = threeNotes();
    Flow flow;
    flow.id = FlowId{1};
    flow.from = kPlace;
    flow.to = kOrder;
    board.put(flow);
    Hand hand(board);
    hand.click(150, 45); // on the line between them
    REQUIRE(hand.things.flows == std::vector{FlowId{1}});
    WHEN("its middle is dragged") {
        hand.drag(150, 45, 150, 200);
        THEN("it has a bend there") {
            CHECK(hand.board().find(FlowId{1})->bends == std::vector<BoardPoint>{{150, 200}});
            AND_WHEN("the bend is dragged back onto the straight way") {
                hand.drag(150, 200, 150, 46);
                THEN("it is gone") {
                    CHECK(hand.board().find(FlowId{1})->bends.empty());
                }
            }
        }
    }
    WHEN("its end is dragged to another note") {
        hand.drag(265, 45, 520, 45);
        THEN("it ends there") {
            CHECK(hand.board().find(FlowId{1})->to == kPlaced);
            CHECK(hand.steps == 1);
        }
    }
}

SCENARIO("the right button selects what is under it and opens the menu", "[tools]") {
    Hand hand(threeNotes());
    hand.press(20, 20, {}, PointerButton::right);
    CHECK(hand.menus == 1);
    CHECK(hand.things.elements == std::vector{kPlace});
}
