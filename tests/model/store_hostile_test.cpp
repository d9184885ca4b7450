// SPDX-License-Identifier: Apache-2.0
#include "model/store/detail/connection.hpp"
#include "model/store/detail/examine.hpp"
#include "model/store/detail/failure.hpp"
#include "model/store/detail/schema.hpp"
#include "tests/model/store_fixture.hpp"

#include <array>

using namespace stormglass::model;
using namespace stormglass::tests;
namespace fs = std::filesystem;
using Reason = StoreError::Reason;

namespace {

/// A document with some content, at rest.
std::string soundBytes(const Desk& desk) {
    {
        auto document = desk.begin("sound.storm");
        RandomEdits random(5);
        for (int i = 0; i < 60; ++i) {
            editAtRandom(document->document(), random);
        }
    }
    return bytesOf(desk.folder / "sound.storm");
}

void alter(const fs::path& file, const std::string& sql) {
    const auto database = detail::connect(file, detail::OpenMode::readWrite);
    database->exec("PRAGMA foreign_keys = OFF");
    database->exec(sql);
}

} // namespace

SCENARIO("what is no document is refused by name and left as it is", "[store][hostile]") {
    const Desk desk;
    const auto [bytes, reason] = GENERATE(table<std::string, Reason>(
        {{std::string{}, Reason::notADocument},
         {std::string{"{}"}, Reason::notADocument},
         {std::string(5000, 'x'), Reason::notADocument},
         {std::string("SQLite format 3\0", 16), Reason::notADocument},
         {std::string("SQLite format 3\0", 16) + std::string(4080, '\0'), Reason::notADocument}}));
    writeBytes(desk.folder / "odd.storm", bytes);
    CHECK(desk.refusalOf("odd.storm") == reason);
    CHECK(readStored(desk.folder / "odd.storm", desk.catalogue).error().reason == reason);
    CHECK(contentsOf(desk.folder.path()) == std::map<std::string, std::string>{{"odd.storm", bytes}});
}

SCENARIO("missing files, folders and foreign databases are refused", "[store][hostile]") {
    const Desk desk;
    CHECK(desk.refusalOf("missing.storm") == Reason::missing);
    fs::create_directory(desk.folder / "folder.storm");
    CHECK(desk.refusalOf("folder.storm") == Reason::notAFile);
    detail::connect(desk.folder / "foreign.storm", detail::OpenMode::create)->exec("CREATE TABLE t (a)");
    CHECK(desk.refusalOf("foreign.storm") == Reason::notADocument);
}

SCENARIO("a newer document is refused with both versions", "[store][hostile]") {
    const Desk desk;
    static_cast<void>(soundBytes(desk));
    alter(desk.folder / "sound.storm", "PRAGMA user_version = 7");
    const std::string before = bytesOf(desk.folder / "sound.storm");
    const auto opened = StoredDocument::open(desk.folder / "sound.storm", desk.setup());
    REQUIRE_FALSE(opened.ok());
    CHECK(opened.error().reason == Reason::newerFormat);
    CHECK(opened.error().found == 7);
    CHECK(opened.error().limit == 1);
    CHECK(bytesOf(desk.folder / "sound.storm") == before);
}

SCENARIO("truncated documents are refused, never altered", "[store][hostile]") {
    const Desk desk;
    const std::string sound = soundBytes(desk);
    for (const std::size_t size : {sound.size() - 1, sound.size() / 2, std::size_t{4096}, std::size_t{100}}) {
        const std::string cut = sound.substr(0, size);
        writeBytes(desk.folder / "cut.storm", cut);
        const auto opened = StoredDocument::open(desk.folder / "cut.storm", desk.setup());
        CAPTURE(size);
        CHECK_FALSE(opened.ok());
        CHECK(bytesOf(desk.folder / "cut.storm") == cut);
    }
}

SCENARIO("flipped bits never crash, and never alter the file by being looked at", "[store][hostile]") {
    const Desk desk;
    const std::string sound = soundBytes(desk);
    std::mt19937 dice(77);
    int refused = 0;
    for (int i = 0; i < 150; ++i) {
        std::string bytes = sound;
        for (int flips = 0; flips < 8; ++flips) {
            bytes[dice() % bytes.size()] ^= static_cast<char>(1U << (dice() % 8));
        }
        writeBytes(desk.folder / "flipped.storm", bytes);
        const auto read = readStored(desk.folder / "flipped.storm", desk.catalogue);
        refused += read.ok() ? 0 : 1;
        REQUIRE(bytesOf(desk.folder / "flipped.storm") == bytes);
        const auto opened = StoredDocument::open(desk.folder / "flipped.storm", desk.setup());
        REQUIRE(opened.ok() == read.ok());
        if (opened.ok()) {
            static_cast<void>((*opened)->document().undo());
            static_cast<void>((*opened)->flush());
        }
    }
    CHECK(refused > 0);
}

SCENARIO("a schema or a record that is not ours is damage", "[store][hostile]") {
    const Desk desk;
    static_cast<void>(soundBytes(desk));
    const std::string sql = GENERATE(as<std::string>{}, "CREATE TABLE extra (a)", "DROP INDEX flow_via",
                                     "CREATE TRIGGER t AFTER INSERT ON journal BEGIN DELETE FROM element; END",
                                     "CREATE VIEW v AS SELECT 1", "UPDATE element SET kind = 'wizard'",
                                     "UPDATE element SET properties = '[1]'", "UPDATE element SET properties = '{'",
                                     "UPDATE element SET id = 'Not An Id' WHERE rank = (SELECT min(rank) FROM element)",
                                     "UPDATE element SET x = 9e999, y = 1", "UPDATE element SET lane = 'nobody'",
                                     "DELETE FROM setting", "UPDATE element SET label = CAST(x'ff' AS TEXT)",
                                     "INSERT INTO scenario VALUES ('s', 's', '{\"duration\":\"long\"}', 1)",
                                     "INSERT INTO scenario VALUES ('s', 's', '{\"duration\":-1}', 1)");
    CAPTURE(sql);
    alter(desk.folder / "sound.storm", sql);
    CHECK(desk.refusalOf("sound.storm") == Reason::damaged);
}

SCENARIO("a journal that does not fit ends undo, and shows the board all the same", "[store][hostile]") {
    const Desk desk;
    {
        auto document = desk.begin("board.storm");
        addNote(document->document(), "One");
    }
    const std::string sql = GENERATE(as<std::string>{}, "UPDATE journal SET payload = '[{' WHERE action = 'edit'",
                                     "UPDATE journal SET format = 99 WHERE action = 'edit'",
                                     "UPDATE journal SET payload = '[]' WHERE action = 'edit'");
    CAPTURE(sql);
    alter(desk.folder / "board.storm", sql);
    auto document = desk.open("board.storm");
    const Board board = document->document().board();
    CHECK(board.elements().size() == 1);
    static_cast<void>(document->document().undo());
    CHECK(document->document().board() == board);
}

SCENARIO("a document of too many records is refused", "[store][hostile]") {
    const Desk desk;
    {
        auto document = desk.begin("board.storm");
        addNote(document->document(), "One");
    }
    alter(desk.folder / "board.storm",
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500001) "
          "INSERT INTO scenario SELECT 's' || i, '', '{}', i FROM n");
    const auto opened = StoredDocument::open(desk.folder / "board.storm", desk.setup());
    REQUIRE_FALSE(opened.ok());
    CHECK(opened.error().reason == Reason::tooLarge);
    CHECK(opened.error().found == 500001);
}

SCENARIO("an older document is taken forward step by step, in one transaction", "[store][migration]") {
    const Desk desk;
    static_cast<void>(soundBytes(desk));
    const fs::path file = desk.folder / "sound.storm";
    const std::array<std::string_view, 3> later{detail::schemaSteps()[0],
                                                "ALTER TABLE setting ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'",
                                                "CREATE TABLE tag (id INTEGER PRIMARY KEY) STRICT"};
    const auto database = detail::connect(file, detail::OpenMode::readWrite);
    WHEN("all steps go well") {
        detail::migrate(*database, later);
        CHECK(detail::numberFrom(*database, "PRAGMA user_version") == 3);
        CHECK(detail::textFrom(*database, "SELECT mood FROM setting") == "calm");
        CHECK(detail::examine(*database, later) == 3);
    }
    WHEN("a later one fails") {
        const std::array<std::string_view, 3> broken{later[0], later[1], "CREATE TABLE setting (a)"};
        CHECK_THROWS(detail::migrate(*database, broken));
        THEN("none was taken") {
            CHECK(detail::examine(*database, detail::schemaSteps()) == 1);
        }
    }
}
