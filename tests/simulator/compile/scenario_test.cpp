// SPDX-License-Identifier: Apache-2.0
#include "tests/simulator/compile/compiled.hpp"

#include <cmath>

using namespace stormglass;
using namespace stormglass::tests;

namespace {

using Ids = std::vector<std::string>;

sim::Compiled run(const std::string& scenario, const std::vector<model::Override>& overrides = {}) {
    return compiledOf(documentOf(
                          R"({"id": "user", "kind": "actor", "arrivals": {"poisson": {"rate": 1}}},
           {"id": "place", "kind": "command"}, {"id": "order", "kind": "aggregate", "service": "orders"},
           {"id": "placed", "kind": "event"}, {"id": "orders", "kind": "service"}, {"id": "log", "kind": "topic"},
           {"id": "view", "kind": "readModel"}, {"id": "bank", "kind": "external", "arrivals": {"poisson": {"rate": 2}}},
           {"id": "paid", "kind": "event"}, {"id": "billed", "kind": "event"})",
                          R"({"from": "user", "to": "place"}, {"id": "asking", "from": "place", "to": "order"},
           {"from": "order", "to": "placed"}, {"from": "placed", "to": "view", "via": "log"},
           {"from": "billed", "to": "bank"}, {"from": "bank", "to": "paid", "on": ["emission"]},
           {"from": "order", "to": "billed"})",
                          R"(, "journeys": [{"id": "ordering", "from": "place", "to": "placed"}],
           "scenarios": [{"id": "run", )" +
                              scenario + "}]"),
                      overrides);
}

} // namespace

SCENARIO("options beat the scenario's overrides, which beat the document", "[compile]") {
    const std::string set = R"("set": {"orders.replicas": 3, "scenario.loadFactor": 4, "orders.concurrency": 7})";
    const sim::Compiled compiled = run(set, {{"orders.concurrency", 9}});
    CHECK(compiled.network.services[0].replicas == 3);
    CHECK(compiled.network.services[0].concurrency == 9);
    CHECK(compiled.network.sources[0].rate == 4);
}

SCENARIO("a scenario that is not there and an override that fits nothing are refused", "[compile]") {
    const model::Catalogue catalogue;
    const model::Board board = boardOf(documentOf(R"({"id": "s", "kind": "service"})", ""), catalogue);
    CHECK(sim::prepare(board, catalogue, "other", {}).error().unknownScenario == "other");
    const std::vector<model::Override> wrong{{"s.wings", 2}};
    CHECK(sim::prepare(board, catalogue, std::nullopt, wrong).error().badOverride.has_value());
    const auto prepared = sim::prepare(board, catalogue, std::nullopt, {});
    CHECK(prepared.value().scenario.properties["kind"] == "steady");
    CHECK(prepared.value().scenario.properties["precision"] == 0.05);
}

SCENARIO("a fault is aimed at all that its target is", "[compile]") {
    const sim::Compiled compiled = run(R"("faults": [
        {"at": 1, "for": 2, "target": "bank", "effect": "down"},
        {"at": 3, "target": "asking", "effect": {"lose": 0.5}},
        {"at": 4, "for": 1, "target": "orders", "replicas": 2, "effect": {"slow": 3}},
        {"at": 5, "for": 1, "target": "log", "effect": {"fail": 0.5}},
        {"at": 6, "for": 1, "target": "placed", "effect": "down"}])");
    const std::vector<sim::Fault>& faults = compiled.network.faults;
    REQUIRE(faults.size() == 4);
    CHECK(faults[0].target == sim::FaultTarget::handler);
    CHECK(faults[1].target == sim::FaultTarget::source);
    CHECK(faults[2].target == sim::FaultTarget::flow);
    CHECK(compiled.names.flows[faults[2].subject] == "asking");
    CHECK(faults[2].amount == 0.5);
    CHECK(faults[2].stream != sim::kNone);
    CHECK(faults[3].target == sim::FaultTarget::service);
    CHECK(faults[3].replicas == 2);
    CHECK(compiled.notSimulated == Ids{"scenario.faults.3", "scenario.faults.4"});
    CHECK(compiled.network.recoveryFrom == 5);
}

SCENARIO("a backlog is of the first message that flows in", "[compile]") {
    const sim::Compiled compiled = run(R"("backlog": {"order": 10, "log": 5})");
    REQUIRE(compiled.network.backlogs.size() == 2);
    CHECK(compiled.names.messages[compiled.network.backlogs[0].message] == "place");
    CHECK(compiled.network.backlogs[0].count == 10);
    CHECK(compiled.names.messages[compiled.network.backlogs[1].message] == "placed");
    CHECK(compiled.network.backlogs[1].handler == sim::kNone);
    CHECK(compiled.notSimulated.empty());
    CHECK(compiled.network.recoveryFrom == 0);
}

SCENARIO("a replay needs a reader of the channel", "[compile]") {
    const sim::Compiled compiled = run(R"("replay": [{"at": 5, "channel": "log", "into": "view", "events": 100},
                          {"at": 6, "channel": "log", "into": "order", "events": 100}])");
    REQUIRE(compiled.network.replays.size() == 1);
    CHECK(compiled.names.handlers[compiled.network.replays[0].handler] == "view");
    CHECK(compiled.notSimulated == Ids{"scenario.replay.1"});
}

SCENARIO("recovery is not timed where nothing is disturbed, and from the end of the last spike where one is",
         "[compile]") {
    CHECK(std::isnan(run(R"("duration": 5)").network.recoveryFrom));
    CHECK(run(R"("profile": {"spike": {"at": 5, "for": 4, "factor": 3}})").network.recoveryFrom == 9);
}

SCENARIO("measures find their places", "[compile]") {
    const sim::Compiled compiled = run(R"("measures": [
        {"id": "a", "of": "ordering", "what": "latency", "as": "p99"},
        {"id": "b", "of": "orders", "what": "up", "as": {"share": {"op": ">=", "value": 2}}},
        {"id": "c", "of": "view", "what": "inside", "at": 3},
        {"id": "d", "of": "placed", "what": "latency"}])");
    REQUIRE(compiled.network.asked.size() == 3);
    CHECK(compiled.names.measures == Ids{"a", "b", "c"});
    CHECK(compiled.network.asked[0].of == sim::Place{sim::PlaceKind::journey, 0});
    CHECK(compiled.network.asked[0].quantile == 0.99);
    CHECK(compiled.network.asked[1].as == sim::AskedAs::share);
    CHECK(compiled.network.asked[1].comparison == sim::Comparison::greaterEqual);
    CHECK(compiled.network.asked[2].at == 3);
    CHECK(compiled.notSimulated == Ids{"scenario.measures.3"});
}

SCENARIO("journeys are written ones first, then those from each source to each end, none twice", "[compile]") {
    const sim::Compiled compiled = run(R"("duration": 5)");
    CHECK(compiled.names.journeys == Ids{"ordering", "place>view", "place>bank"});
    const sim::Message& place = compiled.network.messages[rowOf(compiled.names.messages, "place")];
    CHECK(place.journeysFrom.count == 3);
    CHECK(compiled.network.handlers[rowOf(compiled.names.handlers, "view")].journeysTo.count == 1);
    CHECK(compiled.network.messages[rowOf(compiled.names.messages, "placed")].journeysTo.count == 1);
}

SCENARIO("users wait for the first written journey that starts at their message", "[compile]") {
    const std::string flows =
        R"({"from": "user", "to": "ask"}, {"from": "ask", "to": "do"}, {"from": "do", "to": "done"})";
    const std::string elements = R"({"id": "user", "kind": "actor", "arrivals": {"users": {"count": 3}}},
        {"id": "ask", "kind": "command"}, {"id": "do", "kind": "aggregate"}, {"id": "done", "kind": "event"})";
    const sim::Compiled without = compiledOf(documentOf(elements, flows));
    CHECK(without.names.journeys == Ids{"ask>done"});
    CHECK(without.network.sources[0].writtenJourneys.empty());
    const sim::Compiled with = compiledOf(documentOf(
        elements, flows,
        R"(, "journeys": [{"id": "j", "from": "ask", "to": "do"}, {"id": "k", "from": "ask", "to": "done"}])"));
    REQUIRE(with.network.sources[0].writtenJourneys.count == 1);
    CHECK(with.network.journeyRefs[with.network.sources[0].writtenJourneys.first] == 0);
    CHECK(with.network.journeys[0].toHandler == 0);
}
