// SPDX-License-Identifier: Apache-2.0
#include "model/changes/document.hpp"
#include "model/changes/edits.hpp"
#include "tests/model/random_edits.hpp"
#include "tests/support/catch.hpp"

using namespace stormglass::model;

namespace {

class HandClock final : public Clock {
  public:
    [[nodiscard]] TimePoint now() const override { return time; }

    TimePoint time{};
};

ElementId add(Document& document, ElementKind kind, const std::string& label) {
    const auto made = addElement(document.board(), {.kind = kind, .label = label, .at = BoardPoint{0, 0}});
    REQUIRE(document.edit({"addElement"}, {made}).ok());
    return made.after->id;
}

Refusal::Reason refusalOf(Document& document, std::vector<Change> changes) {
    const Board before = document.board();
    const auto outcome = document.edit({"try"}, std::move(changes));
    REQUIRE_FALSE(outcome.ok());
    CHECK(document.board() == before);
    return outcome.error().reason;
}

} // namespace

SCENARIO("a batch is applied whole or not at all", "[changes]") {
    const HandClock clock;
    Document document(Board{}, clock);
    GIVEN("a note") {
        const ElementId order = add(document, ElementKind::aggregate, "Order");
        const Element held = *document.board().find(order);
        THEN("a stale change, a taken id, a taken rank, a bad id and a dangling end are refused and nothing changes") {
            Element other = held;
            other.label = "Other";
            CHECK(refusalOf(document, {altered(other, held)}) == Refusal::Reason::stale);
            other.rank = 9;
            CHECK(refusalOf(document, {added(other)}) == Refusal::Reason::stale);
            Journey taken{JourneyId{"order"}, {}, order, order};
            CHECK(refusalOf(document, {added(taken)}) == Refusal::Reason::takenId);
            other = held;
            other.id = ElementId{"second"};
            CHECK(refusalOf(document, {added(other)}) == Refusal::Reason::takenRank);
            other.id = ElementId{"Not an id"};
            CHECK(refusalOf(document, {added(other)}) == Refusal::Reason::malformedId);
            const auto good = addElement(document.board(), {.label = "Good"});
            const auto flow = addFlow(document.board(), order, ElementId{"nowhere"});
            CHECK(refusalOf(document, {good, flow}) == Refusal::Reason::danglingId);
            CHECK(refusalOf(document, {removed(held), added(taken)}) == Refusal::Reason::danglingId);
        }
        THEN("a place that is no number and text that is no UTF-8 are refused") {
            Element bad = held;
            bad.at = BoardPoint{std::numeric_limits<double>::quiet_NaN(), 0};
            CHECK(refusalOf(document, {altered(held, bad)}) == Refusal::Reason::malformedValue);
            bad = held;
            bad.label = "\xff";
            CHECK(refusalOf(document, {altered(held, bad)}) == Refusal::Reason::malformedValue);
        }
        WHEN("a batch is dropped") {
            {
                auto batch = document.begin({"drop"});
                batch.add(removed(held));
            }
            THEN("nothing happened") {
                CHECK(document.board().find(order) != nullptr);
            }
        }
        WHEN("two notes swap their ranks in one batch") {
            const ElementId second = add(document, ElementKind::event, "Placed");
            Element a = held;
            const Element heldSecond = *document.board().find(second);
            Element b = heldSecond;
            std::swap(a.rank, b.rank);
            THEN("it is accepted") {
                CHECK(document.edit({"swap"}, {altered(held, a), altered(heldSecond, b)}).ok());
            }
        }
    }
}

SCENARIO("occurrences keep the rules of same", "[changes]") {
    const HandClock clock;
    Document document(Board{}, clock);
    const ElementId order = add(document, ElementKind::aggregate, "Order");
    const auto second = makeOccurrence(document.board(), order, BoardPoint{300, 0});
    REQUIRE(document.edit({"addOccurrence"}, {second}).ok());
    const Element occurrence = *second.after;
    THEN("one that carries a label, is of another kind, or shows an occurrence is refused") {
        Element bad = occurrence;
        bad.label = "Own";
        CHECK(refusalOf(document, {altered(occurrence, bad)}) == Refusal::Reason::brokenOccurrence);
        bad = occurrence;
        bad.kind = ElementKind::event;
        CHECK(refusalOf(document, {altered(occurrence, bad)}) == Refusal::Reason::brokenOccurrence);
        bad = occurrence;
        bad.same = bad.id;
        CHECK(refusalOf(document, {altered(occurrence, bad)}) == Refusal::Reason::brokenOccurrence);
    }
    WHEN("the original is deleted") {
        const ElementId placed = add(document, ElementKind::event, "Placed");
        const auto flow = addFlow(document.board(), occurrence.id, placed);
        REQUIRE(document.edit({"addFlow"}, {flow}).ok());
        const Board before = document.board();
        REQUIRE(document.edit({"delete"}, deleteSelection(document.board(), std::vector{order})).ok());
        THEN("the occurrence has its id, its definition and its own place and flows") {
            const Element* heir = document.board().find(order);
            REQUIRE(heir != nullptr);
            CHECK(heir->label == "Order");
            CHECK(heir->at == BoardPoint{300, 0});
            CHECK(document.board().find(occurrence.id) == nullptr);
            CHECK(document.board().flowsFrom(order).size() == 1);
        }
        THEN("one undo brings both back") {
            REQUIRE(document.undo().ok());
            CHECK(document.board() == before);
        }
    }
    WHEN("the kind changes") {
        REQUIRE(document.edit({"setKind"}, setKind(document.board(), occurrence.id, ElementKind::policy)).ok());
        THEN("it changes for all of them") {
            CHECK(document.board().find(order)->kind == ElementKind::policy);
        }
    }
}

SCENARIO("deleting takes along what cannot stay", "[changes]") {
    const HandClock clock;
    Document document(Board{}, clock);
    const ElementId order = add(document, ElementKind::aggregate, "Order");
    const ElementId placed = add(document, ElementKind::event, "Placed");
    const ElementId service = add(document, ElementKind::service, "Orders");
    REQUIRE(document.edit({"assign"}, assignService(document.board(), std::vector{order}, service)).ok());
    REQUIRE(document.edit({"addFlow"}, {addFlow(document.board(), order, placed)}).ok());
    REQUIRE(document.edit({"journey"}, putJourney(document.board(), {JourneyId{"all"}, {}, order, placed})).ok());
    WHEN("the event and the service go") {
        REQUIRE(document.edit({"delete"}, deleteSelection(document.board(), std::vector{placed, service})).ok());
        THEN("flow and journey go, and the handler forgets its service") {
            CHECK(document.board().flows().empty());
            CHECK(document.board().journeys().empty());
            CHECK_FALSE(document.board().find(order)->service);
        }
    }
}

SCENARIO("nudges within a second and typing are one step", "[changes][history]") {
    HandClock clock;
    Document document(Board{}, clock);
    const ElementId order = add(document, ElementKind::aggregate, "Order");
    const auto nudge = [&](double x) {
        const Placement to{order, {x, 0}};
        REQUIRE(document.edit(nudging("order"), moveElements(document.board(), std::span(&to, 1))).ok());
    };
    nudge(1);
    clock.time += std::chrono::milliseconds(900);
    nudge(2);
    clock.time += std::chrono::milliseconds(1100);
    nudge(3);
    REQUIRE(document.undo().ok());
    CHECK(document.board().find(order)->at == BoardPoint{2, 0});
    REQUIRE(document.undo().ok());
    CHECK(document.board().find(order)->at == BoardPoint{0, 0});
    REQUIRE(document.redo().ok());
    CHECK(document.board().find(order)->at == BoardPoint{2, 0});
}

SCENARIO("listeners get exactly what changed", "[changes]") {
    const HandClock clock;
    Document document(Board{}, clock);
    Board follower;
    int refused = 0;
    auto subscription = document.subscribe([&](const Board& board, const Applied& applied) {
        REQUIRE(applyChanges(follower, applied.changes).ok());
        CHECK(follower == board);
        const auto reentrant = document.edit({"again"}, putSettings(board, {"x"}));
        refused += !reentrant && reentrant.error().reason == Refusal::Reason::reentrant ? 1 : 0;
    });
    const ElementId order = add(document, ElementKind::aggregate, "Order");
    REQUIRE(document.undo().ok());
    CHECK(refused == 2);
    subscription = {};
    add(document, ElementKind::event, "Unseen");
    CHECK(follower.elements().empty());
}

SCENARIO("undo to the start gives the start and redo the end", "[changes][property]") {
    const auto seed = GENERATE(1u, 2u, 3u, 4u, 5u, 6u);
    const HandClock clock;
    Document document(Board{}, clock);
    std::vector<Board> states{document.board()};
    stormglass::tests::RandomEdits random(seed);
    for (int i = 0; i < 300; ++i) {
        const auto outcome = document.edit({"random"}, random.next(document.board()));
        REQUIRE(outcome.ok());
        if (!outcome->changes.empty()) {
            states.push_back(document.board());
        }
    }
    for (auto state = states.rbegin() + 1; state != states.rend(); ++state) {
        REQUIRE(document.undo().ok());
        REQUIRE(document.board() == *state);
    }
    CHECK_FALSE(document.canUndo());
    for (auto state = states.begin() + 1; state != states.end(); ++state) {
        REQUIRE(document.redo().ok());
        REQUIRE(document.board() == *state);
    }
    CHECK_FALSE(document.canRedo());
}

SCENARIO("memory holds the latest steps, the archive the others", "[changes][history]") {
    GIVEN("a history that keeps four changes and has no archive") {
        const HandClock clock;
        History history({}, 4);
        const Board board;
        const auto doStep = [&](const std::string& label) {
            history.begin(label, {});
            history.extend({added(BoardSettings{.name = label}), added(BoardSettings{.name = label})}, clock.now());
        };
        WHEN("five steps of two changes are made") {
            for (const char* label : {"a", "b", "c", "d", "e"}) {
                doStep(label);
            }
            THEN("the last two can be undone") {
                CHECK(history.undoLabel() == "e");
                history.moveBack();
                CHECK(history.undoLabel() == "d");
                history.moveBack();
                CHECK_FALSE(history.canUndo());
            }
        }
    }
}
