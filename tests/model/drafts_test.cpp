// SPDX-License-Identifier: Apache-2.0
#include "model/store/drafts.hpp"
#include "tests/model/store_fixture.hpp"
#include "tests/support/child_process.hpp"

using namespace stormglass::model;
using namespace stormglass::tests;
namespace fs = std::filesystem;

SCENARIO("drafts left by earlier sessions are found, whether they quit or crashed", "[store][drafts]") {
    const Desk desk;
    const fs::path folder = desk.folder / "drafts";
    CHECK(listDrafts(folder).empty());
    const fs::path quit = newDraftFile(folder);
    {
        auto document = StoredDocument::begin(quit, {}, desk.setup());
        addNote(document->document(), "One");
        REQUIRE(document->document()
                    .edit({"putSettings"}, putSettings(document->document().board(), {.name = "Shop"}))
                    .ok());
    }
    const fs::path crashed = draftFileFor(folder, "/home/ada/board.storm.json");
    REQUIRE(inChild([&] {
                auto* document =
                    StoredDocument::begin(crashed, {}, desk.setup(), Origin{"/home/ada/board.storm.json", "hash", 0})
                        .release();
                addNote(document->document(), "One");
                addNote(document->document(), "Two");
                return document->flush() ? 0 : 1;
            }) == 0);

    const auto drafts = listDrafts(folder);
    REQUIRE(drafts.size() == 2);
    CHECK(drafts[0].file == crashed);
    CHECK(drafts[0].elementCount == 2);
    CHECK(drafts[0].origin->path == "/home/ada/board.storm.json");
    CHECK(drafts[0].isUnsaved());
    CHECK(drafts[1].file == quit);
    CHECK(drafts[1].name == "Shop");

    THEN("one that is open is not offered, and not discarded") {
        const auto held = StoredDocument::open(quit, desk.setup());
        REQUIRE(held.ok());
        CHECK(listDrafts(folder).size() == 1);
        CHECK(discardDraft(quit, desk.clock).error().reason == StoreError::Reason::locked);
    }
    THEN("a discarded one is gone with all it left") {
        REQUIRE(discardDraft(crashed, desk.clock).ok());
        CHECK(listDrafts(folder).size() == 1);
        CHECK_FALSE(fs::exists(crashed.string() + "-wal"));
    }
    THEN("what is no draft is left out and left alone") {
        writeBytes(folder / "odd.storm", "odd");
        CHECK(listDrafts(folder).size() == 2);
        CHECK(bytesOf(folder / "odd.storm") == "odd");
    }
    THEN("one whose text file holds it all is not unsaved") {
        auto document = StoredDocument::open(crashed, desk.setup());
        REQUIRE(document.ok());
        REQUIRE((*document)->setOrigin({"/home/ada/board.storm.json", "new", 2}).ok());
        document->reset();
        CHECK_FALSE(listDrafts(folder).front().isUnsaved());
    }
}
