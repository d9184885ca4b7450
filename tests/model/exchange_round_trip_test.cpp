// SPDX-License-Identifier: Apache-2.0
#include "model/exchange/text_form.hpp"
#include "tests/model/random_edits.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random_board.hpp"

#include "model/changes/document.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

namespace {

using namespace stormglass;
using namespace stormglass::model;

const Catalogue kCatalogue;

std::string contentOf(const std::filesystem::path& file) {
    std::ostringstream content;
    content << std::ifstream(file, std::ios::binary).rdbuf();
    return content.str();
}

Board boardOf(std::string_view text) {
    Result<Board, TextFault> board = readText(text, kCatalogue);
    if (!board) {
        const TextFault& fault = board.error();
        FAIL("line " << fault.line << " column " << fault.column << " " << fault.path << ": reason "
                     << static_cast<int>(fault.reason) << ", found " << fault.found << ", expected " << fault.expected);
    }
    return std::move(board).value();
}

} // namespace

TEST_CASE("every example is in canonical form and is read and written back byte for byte", "[exchange]") {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator("resources/examples")) {
        if (entry.path().extension() == ".json") {
            INFO(entry.path());
            const std::string text = contentOf(entry.path());
            const std::string canonical = writeText(boardOf(text), kCatalogue);
            if (std::getenv("STORMGLASS_ACCEPT") != nullptr) {
                std::ofstream(entry.path(), std::ios::binary) << canonical;
            }
            CHECK(canonical == text);
            ++count;
        }
    }
    CHECK(count >= 4);
}

TEST_CASE("random boards survive writing and reading unchanged", "[exchange]") {
    for (unsigned seed = 1; seed <= 60; ++seed) {
        INFO("seed " << seed);
        const Board board = tests::RandomBoard(seed, kCatalogue).make(25 + seed);
        const std::string text = writeText(board, kCatalogue);
        const Board back = boardOf(text);
        REQUIRE(writeText(back, kCatalogue) == text);
        REQUIRE(back == board);
    }
}

TEST_CASE("whatever is edited can be written and read", "[exchange]") {
    const SystemClock clock;
    for (unsigned seed = 1; seed <= 10; ++seed) {
        INFO("seed " << seed);
        Document document(Board{}, clock);
        tests::RandomEdits edits(seed);
        for (int i = 0; i < 200; ++i) {
            (void)document.edit({"edit"}, edits.next(document.board()));
            if (i % 20 == 0) {
                const std::string text = writeText(document.board(), kCatalogue);
                REQUIRE(writeText(boardOf(text), kCatalogue) == text);
            }
        }
    }
}

TEST_CASE("what names something that is gone, or of another kind now, stays out of the text", "[exchange]") {
    const SystemClock clock;
    const std::vector<ElementKind> kinds(allElementKinds().begin(), allElementKinds().end());
    for (unsigned seed = 1; seed <= 30; ++seed) {
        INFO("seed " << seed);
        Document document(tests::RandomBoard(seed, kCatalogue).make(30), clock);
        std::mt19937 random(seed);
        for (int i = 0; i < 12; ++i) {
            const auto at = static_cast<std::ptrdiff_t>(random() % document.board().elements().size());
            const std::vector id{std::next(document.board().elements().begin(), at)->id};
            const std::vector<Change> changes =
                random() % 2 == 0 ? deleteSelection(document.board(), id)
                                  : setKind(document.board(), id.front(), kinds[random() % kinds.size()]);
            (void)document.edit({"edit"}, changes);
            const std::string text = writeText(document.board(), kCatalogue);
            REQUIRE(writeText(boardOf(text), kCatalogue) == text);
        }
    }
}

TEST_CASE("a deleted message takes only its mentions along", "[exchange]") {
    const SystemClock clock;
    const std::string before = R"({
  "stormglass": 1,
  "elements": [
    {"id": "a", "kind": "event"},
    {"id": "b", "kind": "event"},
    {"id": "p", "kind": "policy", "handling": {"failure": 0.1, "waitFor": {"all": ["a", "b"], "timeout": 3}}},
    {"id": "q", "kind": "policy", "handling": {"failure": 0.2, "waitFor": {"atLeast": 2, "of": ["a", "b"]}}},
    {"id": "c", "kind": "command"}
  ],
  "flows": [
    {"from": "p", "to": "c", "on": ["a", "failure"]}
  ],
  "scenarios": [
    {"id": "s", "set": {"a.description": "x", "p.handling.failure": 0.3}, "faults": [{"at": 1, "target": "a", "effect": "down"}, {"at": 2, "target": "p", "effect": "down"}]}
  ]
}
)";
    Document document(boardOf(before), clock);
    const std::vector id{ElementId{"a"}};
    REQUIRE(document.edit({"delete"}, deleteSelection(document.board(), id)).ok());
    CHECK(writeText(document.board(), kCatalogue) == R"({
  "stormglass": 1,
  "elements": [
    {"id": "b", "kind": "event"},
    {"id": "p", "kind": "policy", "handling": {"failure": 0.1, "waitFor": {"all": ["b"], "timeout": 3}}},
    {"id": "q", "kind": "policy", "handling": {"failure": 0.2}},
    {"id": "c", "kind": "command"}
  ],
  "flows": [
    {"from": "p", "to": "c", "on": ["failure"]}
  ],
  "scenarios": [
    {"id": "s", "set": {"p.handling.failure": 0.3}, "faults": [{"at": 2, "target": "p", "effect": "down"}]}
  ]
}
)");
}

TEST_CASE("deleting a note takes what scenarios say of it along, and undo brings all back", "[changes]") {
    const SystemClock clock;
    const Board before = boardOf(R"({"stormglass": 1, "elements": [{"id": "a", "kind": "aggregate"},
        {"id": "c", "kind": "command"}, {"id": "e", "kind": "event"}],
        "flows": [{"from": "c", "to": "a"}, {"from": "a", "to": "e"}], "journeys": [{"id": "j", "from": "c", "to": "a"}],
        "scenarios": [{"id": "s", "set": {"a.handling.failure": 0.1, "c>a.probability": 0.5, "scenario.seed": 3},
        "backlog": {"a": 3}, "faults": [{"at": 1, "target": "a", "effect": "down"}],
        "objectives": [{"measure": "p99", "of": "j", "op": "<", "value": 1},
                       {"measure": "busy", "of": "a", "op": "<", "value": 1}]}]})");
    Document document(before, clock);
    const std::vector id{ElementId{"a"}};
    REQUIRE(document.edit({"delete"}, deleteSelection(document.board(), id)).ok());
    const Value& left = document.board().find(ScenarioId{"s"})->properties;
    CHECK(left == Value{{"set", {{"scenario.seed", 3}}}});
    REQUIRE(document.undo().ok());
    CHECK(document.board() == before);
}
