// SPDX-License-Identifier: Apache-2.0
#include "model/exchange/content.hpp"
#include "model/exchange/text_form.hpp"
#include "tests/support/catch.hpp"

#include <string>

using namespace stormglass::model;
using Reason = TextFault::Reason;

namespace {

const Catalogue kCatalogue;

TextFault faultOf(std::string_view text) {
    const Result<Board, TextFault> board = readText(text, kCatalogue);
    REQUIRE_FALSE(board.ok());
    return board.error();
}

/// A small sound document with another text in place of one that stands in it.
std::string shop(std::string_view what = {}, std::string_view instead = {}) {
    std::string text = R"({
  "stormglass": 1,
  "elements": [
    {"id": "customer", "kind": "actor", "arrivals": {"poisson": {"rate": 1}, "classes": {"premium": 1, "other": 3}}},
    {"id": "buy", "kind": "command"},
    {"id": "order", "kind": "aggregate", "service": "orders", "handling": {"failure": 0.1, "retry": {"attempts": 3}}},
    {"id": "again", "kind": "aggregate", "same": "order"},
    {"id": "bought", "kind": "event"},
    {"id": "orders", "kind": "service"},
    {"id": "bus", "kind": "topic"}
  ],
  "flows": [
    {"from": "customer", "to": "buy", "count": {"constant": {"value": 2}}},
    {"from": "buy", "to": "order", "via": "bus"},
    {"id": "done", "from": "order", "to": "bought", "on": ["buy"]}
  ],
  "journeys": [{"id": "buying", "from": "buy", "to": "bought"}],
  "scenarios": [
    {"id": "day", "set": {"order.handling.failure": 0.2}, "backlog": {"order": 3},
     "faults": [{"at": 1, "target": "order", "effect": "down"}],
     "objectives": [{"measure": "p99", "of": "buying", "op": "<", "value": 1}]}
  ]
}
)";
    if (!what.empty()) {
        const std::size_t at = text.find(what);
        REQUIRE(at != std::string::npos);
        text.replace(at, what.size(), instead);
    }
    return text;
}

struct Case {
    const char* what;
    const char* instead;
    Reason reason;
    const char* at; ///< what the text reads where the fault is told to be
    const char* path;
};

std::string_view textAt(std::string_view text, const TextFault& fault) {
    for (std::uint64_t line = 1; line < fault.line; ++line) {
        text.remove_prefix(text.find('\n') + 1);
    }
    return text.substr(fault.column - 1);
}

} // namespace

TEST_CASE("the sound document is read", "[exchange]") {
    const Result<Board, TextFault> board = readText(shop(), kCatalogue);
    REQUIRE(board.ok());
    CHECK(board->elements().size() == 7);
    CHECK(board->find(ElementId{"again"})->same == ElementId{"order"});
}

TEST_CASE("each fault is told with its line, its column and its path", "[exchange]") {
    const Case c = GENERATE(
        Case{"\"stormglass\": 1,", "", Reason::notADocument, "{\n", ""},
        Case{"\"stormglass\": 1", "\"stormglass\": 2", Reason::newerFormat, "2,", "stormglass"},
        Case{"\"stormglass\": 1", "\"stormglass\": 0", Reason::outOfRange, "0,", "stormglass"},
        Case{"\"elements\": [", "\"elements\": 3, \"x-rest\": [", Reason::wrongForm, "3,", "elements"},
        Case{"\"kind\": \"command\"", "\"kind\": \"comand\"", Reason::unknownWord, "\"comand\"", "elements[1].kind"},
        Case{", \"kind\": \"command\"", "", Reason::missingKey, "{\"id\": \"buy\"}", "elements[1]"},
        Case{"\"id\": \"buy\", ", "", Reason::missingKey, "{\"kind\": \"command\"}", "elements[1]"},
        Case{"\"kind\": \"command\"", "\"kind\": \"command\", \"colour\": 1", Reason::unknownKey, "\"colour\": 1",
             "elements[1].colour"},
        Case{"\"kind\": \"command\"", "\"kind\": \"command\", \"service\": \"orders\"", Reason::unknownKey,
             "\"service\": \"orders\"}", "elements[1].service"},
        Case{"\"failure\": 0.1", "\"failure\": 1.5", Reason::outOfRange, "1.5", "elements[2].handling.failure"},
        Case{"\"failure\": 0.1", "\"failure\": \"often\"", Reason::wrongForm, "\"often\"",
             "elements[2].handling.failure"},
        Case{"\"attempts\": 3", "\"attempts\": 0", Reason::outOfRange, "0}", "elements[2].handling.retry.attempts"},
        Case{"\"attempts\": 3", "\"attempts\": 1.5", Reason::outOfRange, "1.5", "elements[2].handling.retry.attempts"},
        Case{"{\"rate\": 1}", "{\"rate\": -1}", Reason::outOfRange, "-1", "elements[0].arrivals.poisson.rate"},
        Case{"{\"rate\": 1}", "{\"rate\": NaN}", Reason::notJson, "NaN", "elements[0].arrivals.poisson.rate"},
        Case{"{\"rate\": 1}", "{\"rate\": 1e999}", Reason::outOfRange, "1e999", "elements[0].arrivals.poisson.rate"},
        Case{"\"id\": \"bought\"", "\"id\": \"Bought\"", Reason::badName, "\"Bought\"", "elements[4].id"},
        Case{"\"id\": \"bought\"", "\"id\": \"failure\"", Reason::badName, "\"failure\"", "elements[4].id"},
        Case{"\"id\": \"bought\"", "\"id\": \"buy\"", Reason::duplicateId, "\"buy\"", "elements[4].id"},
        Case{"\"id\": \"done\"", "\"id\": \"buy\"", Reason::duplicateId, "\"buy\"", "flows[2].id"},
        Case{"\"id\": \"buying\"", "\"id\": \"done\"", Reason::duplicateId, "\"done\"", "journeys[0].id"},
        Case{"\"id\": \"day\"", "\"id\": \"buying\"", Reason::duplicateId, "\"buying\"", "scenarios[0].id"},
        Case{"\"service\": \"orders\"", "\"service\": \"ordres\"", Reason::danglingId, "\"ordres\"",
             "elements[2].service"},
        Case{"\"service\": \"orders\"", "\"service\": \"buy\"", Reason::wrongKind, "\"buy\"", "elements[2].service"},
        Case{"\"same\": \"order\"", "\"same\": \"again\"", Reason::brokenOccurrence, "\"again\"", "elements[3].same"},
        Case{"\"same\": \"order\"", "\"same\": \"bus\"", Reason::brokenOccurrence, "\"bus\"", "elements[3].same"},
        Case{"\"same\": \"order\"", "\"same\": \"nobody\"", Reason::danglingId, "\"nobody\"", "elements[3].same"},
        Case{"\"same\": \"order\"", "\"same\": \"order\", \"label\": \"Order\"", Reason::brokenOccurrence, "\"label\"",
             "elements[3].label"},
        Case{"\"to\": \"order\", \"via\"", "\"to\": \"nowhere\", \"via\"", Reason::danglingId, "\"nowhere\"",
             "flows[1].to"},
        Case{"\"via\": \"bus\"", "\"via\": \"orders\"", Reason::wrongKind, "\"orders\"", "flows[1].via"},
        Case{"\"via\": \"bus\"", "\"count\": {\"constant\": {\"value\": 2}}", Reason::unknownKey, "\"count\"",
             "flows[1].count"},
        Case{"\"count\": {\"constant\"", "\"via\": \"bus\", \"count\": {\"constant\"", Reason::unknownKey, "\"via\"",
             "flows[0].via"},
        Case{"\"on\": [\"buy\"]", "\"on\": [\"bye\"]", Reason::danglingId, "\"bye\"", "flows[2].on[0]"},
        Case{"\"to\": \"bought\"}]", "\"to\": \"sold\"}]", Reason::danglingId, "\"sold\"", "journeys[0].to"},
        Case{"\"order.handling.failure\": 0.2", "\"oder.handling.failure\": 0.2", Reason::danglingId, "\"oder.",
             "scenarios[0].set[\"oder.handling.failure\"]"},
        Case{"\"order.handling.failure\": 0.2", "\"order.handling.failures\": 0.2", Reason::unknownKey,
             "\"order.handling.failures\"", "scenarios[0].set[\"order.handling.failures\"]"},
        Case{"\"order.handling.failure\": 0.2", "\"order.handling.failure\": 2", Reason::outOfRange, "2}",
             "scenarios[0].set[\"order.handling.failure\"]"},
        Case{"{\"order\": 3}", "{\"ordre\": 3}", Reason::danglingId, "\"ordre\"", "scenarios[0].backlog.ordre"},
        Case{"\"target\": \"order\"", "\"target\": \"ordre\"", Reason::danglingId, "\"ordre\"",
             "scenarios[0].faults[0].target"},
        Case{"\"effect\": \"down\"", "\"effect\": \"up\"", Reason::unknownWord, "\"up\"",
             "scenarios[0].faults[0].effect"},
        Case{"\"of\": \"buying\"", "\"of\": \"byuing\"", Reason::danglingId, "\"byuing\"",
             "scenarios[0].objectives[0].of"},
        Case{"{\"poisson\": {\"rate\": 1}, ", "{\"poisson\": {\"rate\": 1}, \"constant\": {\"rate\": 1}, ",
             Reason::inconsistent, "{\"poisson\"", "elements[0].arrivals"},
        Case{"{\"constant\": {\"value\": 2}}", "{\"constant\": {\"value\": 2}, \"exponential\": {\"mean\": 1}}",
             Reason::notExactlyOne, "{\"constant\"", "flows[0].count"},
        Case{"\"kind\": \"command\"", "\"kind\": \"command\", \"kind\": \"event\"", Reason::duplicateKey,
             "\"kind\": \"event\"", "elements[1].kind"},
        Case{"\"kind\": \"event\"", "\"kind\": \"event\", \"at\": [1]", Reason::inconsistent, "[1]", "elements[4].at"},
        Case{"\"kind\": \"event\"", "\"kind\": \"event\", \"at\": [1, 1e12]", Reason::outOfRange, "1e12",
             "elements[4].at[1]"});
    CAPTURE(c.what, c.instead);
    const std::string text = shop(c.what, c.instead);
    const TextFault fault = faultOf(text);
    CAPTURE(fault.expected, fault.found);
    CHECK(static_cast<int>(fault.reason) == static_cast<int>(c.reason));
    CHECK(fault.path == c.path);
    CHECK(textAt(text, fault).substr(0, std::string_view(c.at).size()) == c.at);
}

TEST_CASE("no beginning of a document is taken for a document", "[exchange]") {
    const std::string text = shop();
    for (std::size_t length = 0; length + 2 < text.size(); ++length) {
        const TextFault fault = faultOf(std::string_view(text).substr(0, length));
        REQUIRE(fault.reason == Reason::notJson);
        REQUIRE(fault.line >= 1);
    }
}

TEST_CASE("bytes that are no UTF-8 are named as such", "[exchange]") {
    CHECK(faultOf("{\"stormglass\": 1, \"name\": \"\xC3\x28\"}").reason == Reason::notUtf8);
    CHECK(faultOf("{\"stormglass\": 1, \"name\": \"\xED\xA0\x80\"}").reason == Reason::notUtf8);
    CHECK(faultOf("{\"stormglass\": 1, \"name\": \"\\ud800\"}").reason == Reason::notJson);
    CHECK(faultOf(std::string_view("\xFF\xFE{\0\"\0", 6)).reason == Reason::notJson);
}

TEST_CASE("what is nested without end is refused at once", "[exchange]") {
    CHECK(faultOf(std::string(1'000'000, '[')).reason == Reason::tooDeep);
    std::string text = R"({"stormglass": 1, "x-deep": )";
    for (int i = 0; i < 100'000; ++i) {
        text += "{\"a\": ";
    }
    const TextFault fault = faultOf(text);
    CHECK(fault.reason == Reason::tooDeep);
    CHECK(fault.path.starts_with("x-deep.a.a.a"));
}

TEST_CASE("chains of occurrences are flattened, whatever their order, and cycles refused", "[exchange]") {
    std::string text = R"({"stormglass": 1, "elements": [)";
    constexpr int kCount = 20'000;
    for (int i = 0; i < kCount; ++i) {
        text +=
            R"({"id": "e-)" + std::to_string(i) + R"(", "kind": "event", "same": "e-)" + std::to_string(i + 1) + "\"},";
    }
    const std::string last = "e-" + std::to_string(kCount);
    const Result<Board, TextFault> board =
        readText(text + R"({"id": ")" + last + R"(", "kind": "event", "label": "All of them"}]})", kCatalogue);
    REQUIRE(board.ok());
    CHECK(board->find(ElementId{"e-0"})->same == ElementId{last});
    CHECK(board->occurrencesOf(ElementId{last}).size() == kCount);
    const TextFault fault = faultOf(text + R"({"id": ")" + last + R"(", "kind": "event", "same": "e-7"}]})");
    CHECK(fault.reason == Reason::brokenOccurrence);
}

TEST_CASE("keys of one's own are kept wherever they stand", "[exchange]") {
    const std::string text = R"({
  "stormglass": 1,
  "x-tool": {"by": "somebody"},
  "elements": [
    {"id": "a", "kind": "aggregate", "handling": {"time": {"exponential": {"mean": 1}, "x-from": "traces"}, "x-n": 3}},
    {"id": "b", "kind": "aggregate", "same": "a", "x-seen": true},
    {"id": "c", "kind": "event", "x-list": [1, 2.5, null, "\u0001é"]}
  ],
  "flows": [
    {"from": "a", "to": "c", "x-why": "so"}
  ],
  "journeys": [
    {"id": "j", "from": "c", "to": "a", "x-j": 1}
  ],
  "scenarios": [
    {"id": "s", "seed": 18446744073709551615, "x-s": {}}
  ]
}
)";
    const Result<Board, TextFault> board = readText(text, kCatalogue);
    REQUIRE(board.ok());
    CHECK(writeText(*board, kCatalogue) == text);
}

TEST_CASE("numbers are written in the fewest digits that read back the same", "[exchange]") {
    const Result<Board, TextFault> board = readText(
        R"({"stormglass": 1.0, "elements": [{"id": "a", "kind": "event", "at": [1.50, -0.0], "size": [90, 90.0]},
            {"id": "b", "kind": "event", "at": [0.1, 1e3], "size": [100.25, 3]}]})",
        kCatalogue);
    REQUIRE(board.ok());
    CHECK(writeText(*board, kCatalogue) == R"({
  "stormglass": 1,
  "elements": [
    {"id": "a", "kind": "event", "at": [1.5, 0]},
    {"id": "b", "kind": "event", "at": [0.1, 1000], "size": [100.25, 3]}
  ]
}
)");
}

TEST_CASE("a large document is read in one go", "[exchange]") {
    std::string text = R"({"stormglass": 1, "elements": [)";
    constexpr int kCount = 200'000;
    for (int i = 0; i < kCount; ++i) {
        text += i == 0 ? "" : ",";
        text += R"({"id": "n-)" + std::to_string(i) + R"(", "kind": "event", "at": [0, )" + std::to_string(i) + "]}";
    }
    const Result<Board, TextFault> board = readText(text + "]}", kCatalogue);
    REQUIRE(board.ok());
    CHECK(board->elements().size() == kCount);
    CHECK(faultOf(text + R"(,{"id": "last", "kind": "evnt"}]})").path == "elements[200000].kind");
}

TEST_CASE("a file's content is told by its first bytes", "[exchange]") {
    CHECK(recognise("") == Content::empty);
    CHECK(recognise(std::string_view("SQLite format 3\0 and so on", 26)) == Content::storedDocument);
    CHECK(recognise(" \n{\"stormglass\": 1}") == Content::json);
    CHECK(recognise("\xEF\xBB\xBF{}") == Content::json);
    CHECK(recognise("asyncapi: 3.1.0") == Content::other);
}
