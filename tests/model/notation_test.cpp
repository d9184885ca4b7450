// SPDX-License-Identifier: Apache-2.0
#include "model/notation/findings.hpp"
#include "model/notation/wording.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>

using namespace stormglass::model;
using enum ElementKind;

namespace {

/// A board written down in a line each.
class Sketch {
  public:
    Sketch& note(const std::string& id, ElementKind kind, const char* properties = "{}") {
        Element element;
        element.id = ElementId{id};
        element.kind = kind;
        element.label = id;
        element.rank = m_board.elements().nextRank();
        element.properties = Value::parse(properties);
        m_board.put(element);
        return *this;
    }

    Sketch& occurrence(const std::string& id, const std::string& original) {
        note(id, m_board.find(ElementId{original})->kind);
        Element element = *m_board.find(ElementId{id});
        element.same = ElementId{original};
        m_board.put(element);
        return *this;
    }

    Sketch& flow(const std::string& from, const std::string& to, const char* properties = "{}") {
        Flow flow;
        flow.id = m_board.nextFlowId();
        flow.rank = m_board.flows().nextRank();
        flow.from = ElementId{from};
        flow.to = ElementId{to};
        flow.properties = Value::parse(properties);
        m_board.put(flow);
        return *this;
    }

    [[nodiscard]] std::vector<Finding> findings(Level level = Level::design) const { return check(m_board, level); }

    /// The findings of one kind.
    [[nodiscard]] std::vector<Finding> of(FindingKind kind, Level level = Level::design) const {
        std::vector<Finding> all = findings(level);
        std::erase_if(all, [kind](const Finding& finding) { return finding.kind != kind; });
        return all;
    }

    Board& board() { return m_board; }

  private:
    Board m_board;
};

/// Customer asks, the order decides, a policy follows.
Sketch soundBoard() {
    Sketch sketch;
    sketch.note("customer", actor).note("place-order", command).note("order", aggregate).note("order-placed", event);
    sketch.note("whenever-placed", policy).note("ship", command).note("carrier", external);
    sketch.flow("customer", "place-order").flow("place-order", "order").flow("order", "order-placed");
    sketch.flow("order-placed", "whenever-placed").flow("whenever-placed", "ship").flow("ship", "carrier");
    return sketch;
}

} // namespace

SCENARIO("the grammar of DESIGN section 3 decides which arrows are legal", "[notation]") {
    CHECK(isLegalFlow(actor, command));
    CHECK(isLegalFlow(command, aggregate));
    CHECK(isLegalFlow(query, readModel));
    CHECK(isLegalFlow(event, topic));
    CHECK(isLegalFlow(topic, policy));
    CHECK(isLegalFlow(readModel, actor));
    CHECK_FALSE(isLegalFlow(aggregate, command));
    CHECK_FALSE(isLegalFlow(query, aggregate));
    CHECK_FALSE(isLegalFlow(service, aggregate));
}

SCENARIO("an odd arrow gets a reason and what would mend it", "[notation]") {
    CHECK(ruleFor(event, event).verdict == FlowVerdict::succession);
    CHECK(ruleFor(event, command) == FlowRule{FlowVerdict::odd, OddReason::needsPolicy, {policy, external}});
    CHECK(ruleFor(command, event) == FlowRule{FlowVerdict::odd, OddReason::needsHandler, {aggregate, external}});
    CHECK(ruleFor(event, actor).insertBetween == std::vector{readModel});
    CHECK(ruleFor(aggregate, command).reason == OddReason::turnedRound);
    CHECK(ruleFor(service, aggregate).reason == OddReason::serviceIsMembership);
    CHECK(ruleFor(hotspot, event).reason == OddReason::notAnEnd);
}

SCENARIO("what may come next follows the level", "[notation]") {
    CHECK(legalNextKinds(command, Level::design).front() == aggregate);
    CHECK(legalNextKinds(command, Level::process).front() == external);
    CHECK(legalNextKinds(event, Level::bigPicture).front() == event);
    CHECK(legalNextKinds(hotspot, Level::design).empty());
}

SCENARIO("a sound board has nothing but hints about what nobody stated", "[notation]") {
    for (const Finding& finding : soundBoard().findings()) {
        INFO(codeOf(finding.kind));
        CHECK(finding.severity == Severity::hint);
    }
}

SCENARIO("an arrow the notation gives no meaning", "[notation]") {
    Sketch sketch = soundBoard();
    sketch.flow("order", "ship").flow("order-placed", "ship");
    THEN("is an error at the design level, a gap only a warning") {
        const auto odd = sketch.of(FindingKind::oddFlow);
        REQUIRE(odd.size() == 2);
        CHECK(odd[0].severity == Severity::error);
        CHECK(odd[0].flows == std::vector<std::string>{"order>ship"});
        CHECK(odd[1].severity == Severity::warning);
        CHECK(odd[1].insertBetween.front() == policy);
    }
    THEN("is a hint in a big picture") {
        for (const Finding& finding : sketch.of(FindingKind::oddFlow, Level::bigPicture)) {
            CHECK(finding.severity == Severity::hint);
        }
    }
    THEN("can be waived on its place, and is then kept and marked") {
        Flow flow = *sketch.board().flowByPath("order>ship");
        flow.properties["waived"] = Value::array({"odd-flow"});
        sketch.board().put(flow);
        const auto odd = sketch.of(FindingKind::oddFlow);
        REQUIRE(odd.size() == 2);
        CHECK(odd[0].isWaived);
        CHECK_FALSE(odd[1].isWaived);
    }
}

SCENARIO("missing halves are named", "[notation]") {
    Sketch sketch = soundBoard();
    sketch.note("orders", topic).note("letters", queue, "{}").note("forgotten", command).note("lonely", policy);
    sketch.note("deaf", service);
    CHECK(sketch.of(FindingKind::channelUnpublished).size() == 2);
    CHECK(sketch.of(FindingKind::noHandler).front().elements.front().value == "forgotten");
    CHECK(sketch.of(FindingKind::neverAsked).front().elements.front().value == "lonely");
    CHECK(sketch.of(FindingKind::emptyService).size() == 1);
    WHEN("the topic is published to and the queue takes dead letters") {
        sketch.flow("order-placed", "orders");
        Element carrier = *sketch.board().find(ElementId{"carrier"});
        carrier.properties = Value::parse(R"({"handling": {"deadLetter": "letters"}})");
        sketch.board().put(carrier);
        THEN("the topic only lacks a reader, the queue nothing") {
            CHECK(sketch.of(FindingKind::channelUnpublished).empty());
            REQUIRE(sketch.of(FindingKind::channelUnread).size() == 1);
            CHECK(sketch.of(FindingKind::channelUnread).front().elements.front().value == "orders");
        }
    }
}

SCENARIO("a subscription to a channel brings the messages published there", "[notation]") {
    Sketch sketch = soundBoard();
    sketch.note("orders", topic)
        .note("join", policy, R"({"handling": {"waitFor": {"all": ["order-placed", "ship"]}}})");
    sketch.flow("order-placed", "orders").flow("orders", "join");
    const auto vain = sketch.of(FindingKind::waitsInVain);
    REQUIRE(vain.size() == 1);
    CHECK(vain.front().facts == std::vector<std::string>{"ship"});
}

SCENARIO("an occurrence's arrows are its original's", "[notation]") {
    Sketch sketch;
    sketch.note("clerk", actor).note("ask", command).note("desk", aggregate).note("answered", event);
    sketch.occurrence("desk-2", "desk");
    sketch.flow("clerk", "ask").flow("ask", "desk").flow("desk-2", "answered", R"({"on": ["ask"]})");
    CHECK(sketch.of(FindingKind::noOutcome).empty());
    CHECK(sketch.of(FindingKind::onNeverMatches).empty());
    CHECK(sketch.of(FindingKind::neverAsked).empty());
}

SCENARIO("choices must choose", "[notation]") {
    Sketch sketch = soundBoard();
    sketch.note("order-refused", event);
    sketch.flow("order", "order-refused", R"({"choice": {"group": "verdict", "weight": 0}})");
    REQUIRE(sketch.of(FindingKind::choiceWeightless).size() == 1);
    CHECK(sketch.of(FindingKind::choiceWeightless).front().severity == Severity::error);
}

SCENARIO("labels read as events, commands, policies and questions", "[notation]") {
    CHECK(wordingOf("Order placed") == Wording::pastTense);
    CHECK(wordingOf("Payment was sent to bank") == Wording::pastTense);
    CHECK(wordingOf("Place order") == Wording::imperative);
    CHECK(wordingOf("Whenever paid, ship") == Wording::whenever);
    CHECK(wordingOf("Stock late?") == Wording::question);
    CHECK(wordingOf("Bestellung aufgegeben") == Wording::unknown);
    CHECK(typedLine("  Place order ") == TypedLine{command, "Place order"});
    CHECK(typedLine("Order placed") == TypedLine{event, "Order placed"});
    CHECK(typedLine("read model: Order history") == TypedLine{readModel, "Order history"});
    CHECK(typedLine("who pays?") == TypedLine{hotspot, "who pays?"});
    CHECK(typedLine("Note: nothing") == TypedLine{event, "Note: nothing"});
}
