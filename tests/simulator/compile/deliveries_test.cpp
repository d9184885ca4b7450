// SPDX-License-Identifier: Apache-2.0
#include "tests/simulator/compile/compiled.hpp"

using namespace stormglass;
using namespace stormglass::tests;

namespace {

constexpr std::string_view kElements = R"(
  {"id": "outside", "kind": "external"}, {"id": "placed", "kind": "event"}, {"id": "paid", "kind": "event"},
  {"id": "charge", "kind": "policy", "service": "payments"}, {"id": "ship", "kind": "policy", "service": "shipping"},
  {"id": "orders", "kind": "topic", "partitions": 4}, {"id": "jobs", "kind": "queue"},
  {"id": "payments", "kind": "service"}, {"id": "shipping", "kind": "service"})";

struct Seen {
    sim::Compiled compiled;

    [[nodiscard]] const sim::Message& message(std::string_view id) const {
        return compiled.network.messages[rowOf(compiled.names.messages, id)];
    }

    [[nodiscard]] std::vector<std::string> handlers(sim::Range receivers) const {
        std::vector<std::string> ids;
        for (const sim::Receiver& receiver : rowsOf(compiled.network.receivers, receivers)) {
            ids.push_back(compiled.names.handlers[receiver.handler]);
        }
        return ids;
    }

    [[nodiscard]] std::span<const sim::Publication> publications(std::string_view id) const {
        return rowsOf(compiled.network.publications, message(id).publications);
    }

    [[nodiscard]] std::vector<std::string> groups(std::string_view channel) const {
        std::vector<std::string> ids;
        const sim::Channel& row = compiled.network.channels[rowOf(compiled.names.channels, channel)];
        for (const sim::Group& group : rowsOf(compiled.network.groups, row.groups)) {
            ids.push_back(compiled.names.services[group.service]);
        }
        return ids;
    }
};

Seen seen(std::string_view flows, std::string_view elements = kElements) {
    return {compiledOf(documentOf(elements, flows))};
}

using Ids = std::vector<std::string>;

} // namespace

SCENARIO("a message goes to each handler that an arrow leads to", "[compile]") {
    const Seen board = seen(R"({"from": "outside", "to": "placed"},
        {"from": "placed", "to": "ship", "probability": 0.5, "latency": {"constant": {"value": 0.1}}},
        {"from": "placed", "to": "charge"})");
    CHECK(board.handlers(board.message("placed").receivers) == Ids{"ship", "charge"});
    CHECK_FALSE(board.message("placed").competing);
    const sim::Receiver& filtered = rowsOf(board.compiled.network.receivers, board.message("placed").receivers)[0];
    CHECK(filtered.probability == 0.5);
    CHECK(filtered.filterStream != sim::kNone);
    CHECK(filtered.latency.present());
}

SCENARIO("three ways of drawing a channel make the same delivery, and none makes it twice", "[compile]") {
    const std::string via = R"({"from": "placed", "to": "charge", "via": "orders"})";
    const std::string publish = R"({"from": "placed", "to": "orders"})";
    const std::string subscribe = R"({"from": "orders", "to": "charge"})";
    for (const std::string& flows : {via, publish + "," + subscribe, via + "," + publish,
                                     via + "," + subscribe + "," + publish, via + "," + via}) {
        INFO(flows);
        const Seen board = seen(flows);
        REQUIRE(board.publications("placed").size() == 1);
        CHECK(board.handlers(board.publications("placed")[0].subscribers) == Ids{"charge"});
        CHECK(board.message("placed").receivers.empty());
        CHECK(board.groups("orders") == Ids{"payments"});
    }
}

SCENARIO("an arrow from a channel subscribes to all that is published there", "[compile]") {
    const Seen board = seen(R"({"from": "placed", "to": "charge", "via": "orders"},
        {"from": "paid", "to": "orders"}, {"from": "orders", "to": "ship"})");
    CHECK(board.handlers(board.publications("placed")[0].subscribers) == Ids{"charge", "ship"});
    CHECK(board.handlers(board.publications("paid")[0].subscribers) == Ids{"ship"});
    CHECK(board.groups("orders") == Ids{"payments", "shipping"});
}

SCENARIO("a publication without a reader and a reader without a publication may stand alone", "[compile]") {
    const Seen board = seen(R"({"from": "placed", "to": "orders"}, {"from": "jobs", "to": "ship"})");
    CHECK(board.publications("placed")[0].subscribers.empty());
    CHECK(board.groups("orders").empty());
    CHECK(board.groups("jobs") == Ids{"shipping"});
}

SCENARIO("a channel that only dead letters come to hands them to its readers", "[compile]") {
    const std::string elements = std::string(kElements) +
                                 R"(, {"id": "order", "kind": "aggregate", "deadLetter": "jobs"},
        {"id": "place", "kind": "command"})";
    const Seen alone = seen(R"({"from": "place", "to": "order"}, {"from": "jobs", "to": "ship"})", elements);
    const sim::Index jobs = rowOf(alone.compiled.names.channels, "jobs");
    CHECK(alone.handlers(alone.compiled.network.channels[jobs].deadLetterReceivers) == Ids{"ship"});
    CHECK(alone.compiled.network.handlers[rowOf(alone.compiled.names.handlers, "order")].deadLetter == jobs);

    const Seen shared = seen(R"({"from": "place", "to": "order"}, {"from": "jobs", "to": "ship"},
        {"from": "placed", "to": "jobs"})",
                             elements);
    CHECK(shared.compiled.network.channels[jobs].deadLetterReceivers.empty());
}

SCENARIO("a command with several receivers goes to one of them, an event to all", "[compile]") {
    const std::string elements = R"({"id": "user", "kind": "actor"}, {"id": "ask", "kind": "command"},
        {"id": "a", "kind": "aggregate"}, {"id": "b", "kind": "aggregate"}, {"id": "jobs", "kind": "queue"},
        {"id": "c", "kind": "policy"})";
    const Seen board = seen(R"({"from": "user", "to": "ask"}, {"from": "ask", "to": "a", "choice": {"weight": 3}},
        {"from": "ask", "to": "b"}, {"from": "ask", "to": "c", "via": "jobs"})",
                            elements);
    const sim::Message& ask = board.message("ask");
    REQUIRE(ask.competing);
    CHECK(ask.receiverStream != sim::kNone);
    const auto receivers = rowsOf(board.compiled.network.receivers, ask.receivers);
    CHECK(receivers[0].weight == 3);
    CHECK(receivers[1].weight == 1);
    CHECK(board.publications("ask")[0].weight == 1);
}

SCENARIO("occurrences add their arrows to their original", "[compile]") {
    const std::string elements = std::string(kElements) + R"(, {"id": "again", "kind": "event", "same": "placed"},
        {"id": "ship-again", "kind": "policy", "same": "ship"})";
    const Seen board = seen(R"({"from": "outside", "to": "placed"}, {"from": "again", "to": "charge"},
        {"from": "again", "to": "ship-again"}, {"from": "placed", "to": "ship"})",
                            elements);
    CHECK(board.compiled.names.messages == Ids{"placed", "paid"});
    CHECK(board.compiled.names.handlers == Ids{"charge", "ship"});
    CHECK(board.handlers(board.message("placed").receivers) == Ids{"charge", "ship"});
}

SCENARIO("a queried read model may answer elsewhere than it projects", "[compile]") {
    const std::string elements = R"({"id": "user", "kind": "actor"}, {"id": "ask", "kind": "query"},
        {"id": "outside", "kind": "external"}, {"id": "placed", "kind": "event"},
        {"id": "own", "kind": "service"}, {"id": "front", "kind": "service"},
        {"id": "view", "kind": "readModel", "service": "own", "handling": {"queryService": "front"}},
        {"id": "wide", "kind": "readModel", "service": "own", "queryService": "unlimited"})";
    const Seen board =
        seen(R"({"from": "user", "to": "ask"}, {"from": "ask", "to": "view"}, {"from": "ask", "to": "wide"},
        {"from": "outside", "to": "placed"}, {"from": "placed", "to": "view"})",
             elements);
    const sim::Network& network = board.compiled.network;
    const sim::Handler& view = network.handlers[rowOf(board.compiled.names.handlers, "view")];
    const sim::Handler& wide = network.handlers[rowOf(board.compiled.names.handlers, "wide")];
    CHECK(board.message("ask").query);
    CHECK(view.readModel);
    CHECK(board.compiled.names.services[view.service] == "own");
    CHECK(board.compiled.names.services[view.queryService] == "front");
    CHECK(network.services[wide.queryService].implicit);
    CHECK(network.services[wide.queryService].concurrency == sim::kUnlimited);
}

SCENARIO("classes decide who is delivered to", "[compile]") {
    const std::string elements = R"({"id": "outside", "kind": "external",
        "arrivals": {"poisson": {"rate": 1}, "classes": {"premium": 1, "standard": 3}}},
        {"id": "placed", "kind": "event"}, {"id": "a", "kind": "policy"}, {"id": "b", "kind": "policy"})";
    const Seen board = seen(R"({"from": "outside", "to": "placed"}, {"from": "placed", "to": "a", "on": ["standard"]},
        {"from": "placed", "to": "b"})",
                            elements);
    const auto receivers = rowsOf(board.compiled.network.receivers, board.message("placed").receivers);
    CHECK(board.compiled.names.classes == Ids{"premium", "standard"});
    CHECK(receivers[0].classes == 0b10);
    CHECK(receivers[1].classes == sim::kEveryClass);
}
