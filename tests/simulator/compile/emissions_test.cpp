// SPDX-License-Identifier: Apache-2.0
#include "tests/simulator/compile/compiled.hpp"

using namespace stormglass;
using namespace stormglass::tests;
using sim::maskOf;
using sim::Outcome;

namespace {

using Ids = std::vector<std::string>;

std::span<const sim::OutFlow> handlerFlows(const sim::Compiled& compiled, std::string_view id) {
    const sim::Handler& handler = compiled.network.handlers[rowOf(compiled.names.handlers, id)];
    return rowsOf(compiled.network.outFlows, handler.flows);
}

std::span<const sim::OutFlow> sourceFlows(const sim::Compiled& compiled, std::string_view id) {
    return rowsOf(compiled.network.outFlows, compiled.network.sources[rowOf(compiled.names.sources, id)].flows);
}

Ids messagesOf(const sim::Compiled& compiled, std::span<const sim::OutFlow> flows) {
    Ids ids;
    for (const sim::OutFlow& flow : flows) {
        ids.push_back(compiled.names.messages[flow.message]);
    }
    return ids;
}

constexpr std::string_view kShop = R"({"id": "user", "kind": "actor"}, {"id": "place", "kind": "command"},
    {"id": "cancel", "kind": "command"}, {"id": "order", "kind": "aggregate"}, {"id": "placed", "kind": "event"},
    {"id": "cancelled", "kind": "event"}, {"id": "refused", "kind": "event"}, {"id": "late", "kind": "event"})";
constexpr std::string_view kAsking = R"({"from": "user", "to": "place"}, {"from": "user", "to": "cancel"},
    {"from": "place", "to": "order"}, {"from": "cancel", "to": "order"})";

sim::Compiled shop(const std::string& flows) {
    return compiledOf(documentOf(kShop, std::string(kAsking) + "," + flows));
}

} // namespace

SCENARIO("`on` tells which messages and which outcomes let an arrow fire", "[compile]") {
    const sim::Compiled compiled = shop(R"({"from": "order", "to": "placed"},
        {"from": "order", "to": "cancelled", "on": ["cancel"]},
        {"from": "order", "to": "refused", "on": ["place", "failure"]},
        {"from": "order", "to": "late", "on": ["timeout", "expired"]})");
    const auto flows = handlerFlows(compiled, "order");
    CHECK(messagesOf(compiled, flows) == Ids{"placed", "cancelled", "refused", "late"});
    CHECK(flows[0].onMessages.empty());
    CHECK(flows[0].onOutcomes == maskOf(Outcome::success));
    const sim::Index cancel = rowOf(compiled.names.messages, "cancel");
    REQUIRE(flows[1].onMessages.count == 1);
    CHECK(compiled.network.messageRefs[flows[1].onMessages.first] == cancel);
    CHECK(flows[1].onOutcomes == maskOf(Outcome::success));
    CHECK(flows[2].onMessages.count == 1);
    CHECK(flows[2].onOutcomes == maskOf(Outcome::failure));
    CHECK(flows[3].onOutcomes == (maskOf(Outcome::timeout) | maskOf(Outcome::expired)));
}

SCENARIO("failure stands for timeout too unless the handler names timeout", "[compile]") {
    const sim::Compiled compiled = shop(R"({"from": "order", "to": "refused", "on": ["failure"]})");
    CHECK(handlerFlows(compiled, "order")[0].onOutcomes == (maskOf(Outcome::failure) | maskOf(Outcome::timeout)));
}

SCENARIO("arrows of one choice group draw from one stream", "[compile]") {
    const sim::Compiled compiled =
        shop(R"({"from": "order", "to": "placed", "choice": {"group": "verdict", "weight": 9}},
        {"from": "order", "to": "late", "choice": {"group": "other"}},
        {"from": "order", "to": "refused", "choice": {"group": "verdict"}})");
    const auto flows = handlerFlows(compiled, "order");
    CHECK(flows[0].choiceGroup == flows[2].choiceGroup);
    CHECK(flows[0].choiceStream == flows[2].choiceStream);
    CHECK(flows[0].choiceGroup != flows[1].choiceGroup);
    CHECK(flows[0].choiceStream != flows[1].choiceStream);
    CHECK(flows[0].choiceWeight == 9);
    CHECK(flows[2].choiceWeight == 1);
}

SCENARIO("queries are asked synchronously by default, by handlers alone", "[compile]") {
    const sim::Compiled compiled = compiledOf(documentOf(
        R"({"id": "user", "kind": "actor"}, {"id": "ask", "kind": "query"}, {"id": "view", "kind": "readModel"},
           {"id": "place", "kind": "command"}, {"id": "check", "kind": "policy"}, {"id": "more", "kind": "command"})",
        R"({"from": "user", "to": "ask"}, {"from": "ask", "to": "view"}, {"from": "user", "to": "place"},
           {"from": "place", "to": "check"}, {"from": "check", "to": "ask", "timeout": 2},
           {"from": "check", "to": "more", "mode": "sync", "parallel": true},
           {"from": "check", "to": "ask", "mode": "async"})"));
    CHECK_FALSE(sourceFlows(compiled, "user")[0].sync);
    const auto flows = handlerFlows(compiled, "check");
    CHECK(flows[0].sync);
    CHECK(flows[0].timeout == 2);
    CHECK(flows[1].sync);
    CHECK(flows[1].parallel);
    CHECK_FALSE(flows[2].sync);
    CHECK(compiled.names.flows[flows[2].flow] == "check>ask#2");
}

SCENARIO("an external that also handles sends by itself only what says so", "[compile]") {
    const sim::Compiled compiled = compiledOf(documentOf(
        R"({"id": "user", "kind": "actor"}, {"id": "pay", "kind": "command"}, {"id": "paid", "kind": "event"},
           {"id": "settled", "kind": "event"}, {"id": "both", "kind": "event"},
           {"id": "bank", "kind": "external", "arrivals": {"constant": {"rate": 2}}})",
        R"({"from": "user", "to": "pay"}, {"from": "pay", "to": "bank"}, {"from": "bank", "to": "paid"},
           {"from": "bank", "to": "settled", "on": ["emission"]},
           {"from": "bank", "to": "both", "on": ["emission", "success"]})"));
    CHECK(messagesOf(compiled, sourceFlows(compiled, "bank")) == Ids{"settled", "both"});
    CHECK(messagesOf(compiled, handlerFlows(compiled, "bank")) == Ids{"paid", "both"});
}

SCENARIO("a policy with arrivals is triggered by a tick that it handles like a message", "[compile]") {
    const sim::Compiled compiled =
        compiledOf(documentOf(R"({"id": "nightly", "kind": "policy", "arrivals": {"constant": {"rate": 0.1}}},
           {"id": "sweep", "kind": "command"}, {"id": "keeper", "kind": "aggregate"})",
                              R"({"from": "nightly", "to": "sweep"}, {"from": "sweep", "to": "keeper"})"));
    REQUIRE(sourceFlows(compiled, "nightly").size() == 1);
    const sim::Index tick = sourceFlows(compiled, "nightly")[0].message;
    CHECK(compiled.names.messages[tick].empty());
    const auto receivers = rowsOf(compiled.network.receivers, compiled.network.messages[tick].receivers);
    REQUIRE(receivers.size() == 1);
    CHECK(compiled.names.handlers[receivers[0].handler] == "nightly");
    CHECK(messagesOf(compiled, handlerFlows(compiled, "nightly")) == Ids{"sweep"});
    CHECK(compiled.names.journeys == Ids{"nightly>keeper"});
}

SCENARIO("of a policy that handles messages too the tick fires only what says emission", "[compile]") {
    const sim::Compiled compiled = compiledOf(documentOf(
        R"({"id": "nightly", "kind": "policy", "arrivals": {"constant": {"rate": 0.1}}},
           {"id": "bank", "kind": "external", "arrivals": {"constant": {"rate": 2}}}, {"id": "paid", "kind": "event"},
           {"id": "sweep", "kind": "command"}, {"id": "book", "kind": "command"}, {"id": "both", "kind": "command"},
           {"id": "sorry", "kind": "command"}, {"id": "keeper", "kind": "aggregate"})",
        R"({"from": "bank", "to": "paid"}, {"from": "paid", "to": "nightly"},
           {"from": "nightly", "to": "sweep", "on": ["emission"]}, {"from": "nightly", "to": "book"},
           {"from": "nightly", "to": "both", "on": ["emission", "success"]},
           {"from": "nightly", "to": "sorry", "on": ["failure"]}, {"from": "sweep", "to": "keeper"},
           {"from": "book", "to": "keeper"}, {"from": "both", "to": "keeper"}, {"from": "sorry", "to": "keeper"})"));
    const sim::Index tick = sourceFlows(compiled, "nightly")[0].message;
    const sim::Index paid = sourceFlows(compiled, "bank")[0].message;
    const auto flows = handlerFlows(compiled, "nightly");
    CHECK(messagesOf(compiled, flows) == Ids{"sweep", "book", "both", "both", "sorry"});
    const auto on = [&](std::size_t flow) {
        const auto rows = rowsOf(compiled.network.messageRefs, flows[flow].onMessages);
        return std::vector<sim::Index>(rows.begin(), rows.end());
    };
    CHECK(on(0) == std::vector<sim::Index>{tick});
    CHECK(on(1) == std::vector<sim::Index>{paid});
    CHECK(on(2) == std::vector<sim::Index>{tick});
    CHECK(on(3) == std::vector<sim::Index>{paid});
    CHECK(on(4).empty());
}

SCENARIO("what cannot fire is said", "[compile]") {
    const sim::Compiled compiled = compiledOf(documentOf(
        R"({"id": "user", "kind": "actor"}, {"id": "ask", "kind": "command"}, {"id": "tell", "kind": "command"},
           {"id": "event", "kind": "event"})",
        R"({"from": "user", "to": "ask", "on": ["failure"]}, {"from": "user", "to": "tell"},
           {"from": "event", "to": "ask"})"));
    CHECK(messagesOf(compiled, sourceFlows(compiled, "user")) == Ids{"tell"});
    CHECK(compiled.notSimulated == Ids{"event>ask", "user>ask.on"});
}
