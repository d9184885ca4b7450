// SPDX-License-Identifier: Apache-2.0
#include "model/behaviour/catalogue.hpp"
#include "model/exchange/asyncapi.hpp"
#include "model/exchange/text_form.hpp"
#include "model/exchange/yaml.hpp"
#include "tests/support/catch.hpp"

#include <yaml-cpp/yaml.h>

#include <fstream>
#include <set>
#include <sstream>

using namespace stormglass::model;

namespace {

Board example(const std::string& name) {
    std::ifstream file("resources/examples/" + name + ".storm.json");
    std::stringstream text;
    text << file.rdbuf();
    Result<Board, TextFault> board = readText(text.str(), Catalogue{});
    REQUIRE(board.ok());
    return std::move(board).value();
}

/// What a reference within the document points at; null if nothing stands there.
const Value* resolved(const Value& document, const std::string& reference) {
    if (!reference.starts_with("#/")) {
        return nullptr;
    }
    const Value::json_pointer pointer(reference.substr(1));
    return document.contains(pointer) ? &document.at(pointer) : nullptr;
}

void requireReferencesResolve(const Value& document, const Value& part) {
    if (part.is_object() && part.contains("$ref")) {
        INFO(part["$ref"]);
        REQUIRE(resolved(document, part["$ref"].get<std::string>()) != nullptr);
    }
    if (part.is_structured()) {
        for (const Value& item : part) {
            requireReferencesResolve(document, item);
        }
    }
}

/// The rules the official validator enforces, and those it does not (no operation without a channel, nothing unused).
void requireWellFormed(const Value& document) {
    CHECK(document["asyncapi"] == "3.1.0");
    requireReferencesResolve(document, document);
    std::set<std::string> used;
    for (const auto& [id, operation] : document["operations"].items()) {
        INFO(id);
        const std::string channel = operation["channel"]["$ref"].get<std::string>();
        CHECK_FALSE(operation["messages"].empty());
        for (const Value& message : operation["messages"]) {
            CHECK(message["$ref"].get<std::string>().starts_with(channel + "/messages/"));
        }
        used.insert(channel);
        if (operation.contains("reply")) {
            used.insert(operation["reply"]["channel"]["$ref"].get<std::string>());
        }
    }
    for (const auto& [id, channel] : document["channels"].items()) {
        INFO(id);
        CHECK(used.contains("#/channels/" + id));
        CHECK_FALSE(channel["messages"].empty());
    }
}

Value fromYaml(const YAML::Node& node) {
    if (node.IsMap()) {
        Value map = Value::object();
        for (const auto& pair : node) {
            map[pair.first.as<std::string>()] = fromYaml(pair.second);
        }
        return map;
    }
    if (node.IsSequence()) {
        Value list = Value::array();
        for (const YAML::Node& item : node) {
            list.push_back(fromYaml(item));
        }
        return list;
    }
    if (node.IsNull()) {
        return nullptr;
    }
    const std::string text = node.as<std::string>();
    // yaml-cpp marks what was quoted with "!"; what was not is resolved as a reader would.
    const Value plain = node.Tag() == "!" ? Value(Value::value_t::discarded) : Value::parse(text, nullptr, false);
    return plain.is_discarded() || plain.is_structured() ? Value(text) : plain;
}

} // namespace

TEST_CASE("every document of every example follows the rules of AsyncAPI", "[asyncapi]") {
    const std::string name = GENERATE("web-shop", "web-shop-legacy", "library-lending", "one-queue");
    const Board board = example(name);
    requireWellFormed(asyncApiOverview(board));
    for (const ServiceDocument& service : asyncApiPerService(board)) {
        INFO(service.id);
        requireWellFormed(service.document);
    }
}

SCENARIO("the overview tells who sends and receives what", "[asyncapi]") {
    const Value document = asyncApiOverview(example("web-shop"));

    THEN("a topic is a channel with the messages published there") {
        const Value& topic = document["channels"]["orders"];
        CHECK(topic["bindings"]["kafka"]["partitions"] == 8);
        CHECK(topic["messages"].contains("order-placed"));
        CHECK(topic["messages"].size() == 1);
    }
    THEN("the service that publishes sends, the one that subscribes receives") {
        CHECK(document["operations"]["order-svc.send.orders"]["action"] == "send");
        CHECK(document["operations"]["payment-svc.receive.orders"]["action"] == "receive");
    }
    THEN("a message that goes directly too has a channel of its own name") {
        CHECK(document["channels"]["order-placed"]["address"] == "order-placed");
        CHECK(document["operations"].contains("order-history.receive.order-placed"));
    }
    THEN("a message names its payload's required fields and an example that has them") {
        const Value& schema = document["components"]["schemas"]["order-placed"];
        const Value& payload = document["components"]["messages"]["order-placed"]["examples"][0]["payload"];
        REQUIRE_FALSE(schema["required"].empty());
        for (const Value& field : schema["required"]) {
            CHECK(payload.contains(field.get<std::string>()));
        }
    }
}

SCENARIO("a query is answered on a channel the asker names", "[asyncapi]") {
    const Value document = asyncApiOverview(example("library-lending"));
    const Value& operation = document["operations"]["views.receive.find-books"];
    CHECK(operation["reply"]["address"]["location"] == "$message.header#/replyTo");
    CHECK(document["channels"]["find-books-answer"]["address"].is_null());
}

SCENARIO("a service's document speaks of that service alone", "[asyncapi]") {
    const std::vector<ServiceDocument> services = asyncApiPerService(example("web-shop"));
    std::set<std::string> ids;
    for (const ServiceDocument& service : services) {
        ids.insert(service.id);
        for (const auto& [id, operation] : service.document["operations"].items()) {
            CHECK(id.starts_with(service.id + "."));
        }
    }
    CHECK(ids == std::set<std::string>{"order-svc", "order-history", "payment-svc", "gateway-contract", "stock-svc"});
}

TEST_CASE("what is written as YAML reads back as it was", "[asyncapi][yaml]") {
    const Value tricky = {{"version", "1.10"},
                          {"answer", "no"},
                          {"empty", ""},
                          {"colon", "a: b"},
                          {"hash", "a #b"},
                          {"lines", "one\ntwo"},
                          {"number", 0.000125},
                          {"whole", 3},
                          {"truth", true},
                          {"nothing", nullptr},
                          {"list", {1, "2", {}}},
                          {"record", Value::object()},
                          {"quote", "he said \"x\""},
                          {"dash", "- x"},
                          {"umlaut", "Grüße ☂"},
                          {"1.5", "key"},
                          {"spaces", " x "}};
    CHECK(fromYaml(YAML::Load(writeYaml(tricky))) == tricky);
    const Value document = asyncApiOverview(example("web-shop"));
    CHECK(fromYaml(YAML::Load(writeYaml(document))) == document);
}
