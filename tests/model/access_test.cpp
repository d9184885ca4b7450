// SPDX-License-Identifier: Apache-2.0
#include "model/behaviour/access.hpp"
#include "model/behaviour/overrides.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>

using namespace stormglass::model;

namespace {

/// A handler with a service, and two flows of one pair.
struct Small {
    Catalogue catalogue;
    Board board;
    Scenario scenario;

    Small() {
        put("order", ElementKind::aggregate, R"({"handling": {"time": {"constant": {"value": 2}}}})");
        put("placed", ElementKind::event, "{}");
        put("orders", ElementKind::service, "{}");
        put("bus", ElementKind::topic, "{}");
        for (std::uint64_t id = 1; id <= 2; ++id) {
            Flow flow;
            flow.id = FlowId{id};
            flow.from = ElementId{"order"};
            flow.to = ElementId{"placed"};
            flow.rank = static_cast<Rank>(id);
            board.put(flow);
        }
    }

    void put(const char* id, ElementKind kind, const char* properties) {
        Element element;
        element.id = ElementId{id};
        element.kind = kind;
        element.properties = Value::parse(properties);
        element.rank = board.elements().nextRank();
        board.put(element);
    }

    Result<void, OverrideFault> set(const char* path, const char* value) {
        return applyOverride(board, scenario, catalogue, {path, Value::parse(value)});
    }

    [[nodiscard]] const Element& element(const char* id) const { return *board.find(ElementId{id}); }
};

} // namespace

SCENARIO("a parameter reads as written, else as the catalogue's default", "[access]") {
    const Small small;
    const Access access(small.catalogue.of(ElementKind::aggregate), small.element("order").properties);
    CHECK(access.written("handling.time.constant.value")->get<double>() == 2);
    CHECK(access.number("handling.failure") == 0);
    CHECK(access.number("handling.retry.attempts") == 1);
    CHECK(access.word("handling.rateLimit.excess") == "wait");
    CHECK_FALSE(access.truth("handling.exclusivePerKey"));
    CHECK_FALSE(access.optionalNumber("handling.timeout").has_value());
    CHECK_FALSE(access.isWritten("handling.failure"));
    CHECK(access.effective("handling.nothing") == nullptr);
}

SCENARIO("the defaults in use are those of what is there", "[access]") {
    const Catalogue catalogue;
    const Value nothing = Value::object();
    const auto assumed = Access(catalogue.of(ElementKind::policy), nothing).assumed();
    const auto names = [&assumed](std::string_view path) {
        return std::ranges::any_of(assumed, [path](const AssumedDefault& one) { return one.path == path; });
    };
    CHECK(names("handling.time"));
    CHECK(names("handling.failure"));
    CHECK_FALSE(names("handling.retry.attempts"));
    const Value retry = Value::parse(R"({"handling": {"time": {"constant": {"value": 1}}, "retry": {"attempts": 3}}})");
    const auto more = Access(catalogue.of(ElementKind::policy), retry).assumed();
    CHECK(std::ranges::count(more, "handling.retry.backoff", &AssumedDefault::path) == 1);
    CHECK(std::ranges::count(more, "handling.time", &AssumedDefault::path) == 0);
}

SCENARIO("an override replaces what is there or adds a legal key", "[overrides]") {
    Small small;
    REQUIRE(small.set("order.handling.time", R"({"exponential": {"mean": 1}})"));
    REQUIRE(small.set("order.handling.retry.attempts", "3"));
    CHECK(small.element("order").properties.dump() ==
          R"({"handling":{"time":{"exponential":{"mean":1}},"retry":{"attempts":3}}})");
    REQUIRE(small.set("orders.replicas", "6"));
    CHECK(small.element("orders").properties["replicas"] == 6);
    REQUIRE(small.set("order.handling.retry", "null"));
    CHECK_FALSE(small.element("order").properties["handling"].contains("retry"));
}

SCENARIO("flows go by their path, the scenario by its word, references by their key", "[overrides]") {
    Small small;
    REQUIRE(small.set("order>placed#2.probability", "0.5"));
    CHECK(small.board.flowByPath("order>placed#2")->properties["probability"] == 0.5);
    CHECK(small.board.flowByPath("order>placed")->properties.empty());
    REQUIRE(small.set("scenario.loadFactor", "4"));
    CHECK(small.scenario.properties["loadFactor"] == 4);
    REQUIRE(small.set("order.service", R"("orders")"));
    CHECK(small.element("order").service == ElementId{"orders"});
    CHECK(small.set("order.service", R"("bus")").error().reason == OverrideFault::Reason::badReference);
}

SCENARIO("a refused override names the reason and alters nothing", "[overrides]") {
    Small small;
    const Board before = small.board;
    CHECK(small.set("replicas", "1").error().reason == OverrideFault::Reason::badPath);
    CHECK(small.set("nobody.replicas", "1").error().reason == OverrideFault::Reason::unknownTarget);
    CHECK(small.set("orders.replica", "1").error().reason == OverrideFault::Reason::unknownKey);
    CHECK(small.set("order.handling.time.constant.value.deep", "1").error().reason ==
          OverrideFault::Reason::unknownKey);
    const auto refused = small.set("order.handling.failure", "1.5");
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().reason == OverrideFault::Reason::refused);
    CHECK(refused.error().fault.pointer == "/handling/failure");
    CHECK(small.board == before);
}
