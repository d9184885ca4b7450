// SPDX-License-Identifier: Apache-2.0
#include "model/store/detail/change_codec.hpp"
#include "model/store/detail/keeper.hpp"
#include "tests/model/store_fixture.hpp"

#include <vector>

using namespace stormglass::model;
using namespace stormglass::tests;
namespace fs = std::filesystem;

SCENARIO("a new document has its file from the first edit on", "[store]") {
    const Desk desk;
    auto document = desk.begin("board.storm");
    CHECK_FALSE(fs::exists(document->file()));
    addNote(document->document(), "Order placed");
    REQUIRE(document->flush().ok());
    CHECK(fs::exists(document->file()));
    CHECK(document->status().stored == 1);

    WHEN("it is closed") {
        const Board board = document->document().board();
        document.reset();
        THEN("one file lies there, complete") {
            CHECK(contentsOf(desk.folder.path()).size() == 1);
            CHECK(readStored(desk.folder / "board.storm", desk.catalogue).value() == board);
        }
        THEN("a copy of that one file is the whole document") {
            fs::copy_file(desk.folder / "board.storm", desk.folder / "copy.storm");
            fs::remove(desk.folder / "board.storm");
            CHECK(desk.open("copy.storm")->document().board() == board);
        }
    }
}

SCENARIO("undo and redo reach back over closing and opening", "[store][history]") {
    const Desk desk;
    {
        auto document = desk.begin("board.storm");
        addNote(document->document(), "One");
        addNote(document->document(), "Two");
        REQUIRE(document->document().undo().ok());
    }
    auto document = desk.open("board.storm");
    CHECK(document->document().canUndo());
    CHECK(document->document().canRedo());
    CHECK(document->document().undoLabel() == "addElements");
    REQUIRE(document->document().redo().ok());
    CHECK(document->document().board().elements().size() == 2);
    REQUIRE(document->document().undo().ok());
    REQUIRE(document->document().undo().ok());
    CHECK_FALSE(document->document().canUndo());
    CHECK(document->document().board() == Board{});

    WHEN("an edit after the undo starts another branch") {
        addNote(document->document(), "Three");
        document.reset();
        document = desk.open("board.storm");
        THEN("redo knows the new branch, and history still holds the old one") {
            CHECK_FALSE(document->document().canRedo());
            REQUIRE(document->document().undo().ok());
            CHECK(document->document().board() == Board{});
            document.reset();
            const auto history = readHistory(desk.folder / "board.storm");
            REQUIRE(history.ok());
            CHECK(history->entries.size() == 9); // start, 2 edits, undo, redo, 2 undos, edit, undo
            CHECK(history->entries.front().action == EditAction::start);
            CHECK(history->entries.back().author == "Ada");
        }
    }
}

SCENARIO("random edits, undos, openings: the file equals memory, and the journal equals the state",
         "[store][history][property]") {
    const auto seed = GENERATE(21u, 22u, 23u);
    const Desk desk;
    std::mt19937 dice(seed);
    RandomEdits random(seed);
    auto document = desk.begin("board.storm");
    std::vector<Applied> journal;
    for (int i = 0; i < 250; ++i) {
        const auto throwOf = dice() % 12;
        Document& d = document->document();
        if (throwOf == 0 && i > 0) {
            const Board memory = d.board();
            const bool canUndo = d.canUndo();
            const bool canRedo = d.canRedo();
            const std::string label = d.undoLabel();
            document.reset();
            if (fs::exists(desk.folder / "board.storm")) {
                document = desk.open("board.storm");
                REQUIRE(document->document().board() == memory);
                REQUIRE(document->document().canUndo() == canUndo);
                REQUIRE(document->document().canRedo() == canRedo);
                REQUIRE(document->document().undoLabel() == label);
            } else {
                document = desk.begin("board.storm");
            }
        } else if (throwOf < 4 && d.canUndo()) {
            journal.push_back(d.undo().value());
        } else if (throwOf < 6 && d.canRedo()) {
            journal.push_back(d.redo().value());
        } else {
            auto applied = d.edit({"random"}, random.next(d.board()));
            REQUIRE(applied.ok());
            if (!applied->changes.empty()) {
                journal.push_back(std::move(*applied));
            }
        }
    }
    const Board memory = document->document().board();
    Board replayed;
    for (const Applied& entry : journal) {
        REQUIRE(applyChanges(replayed, entry.changes).ok());
    }
    CHECK(replayed == memory);
    REQUIRE(document->flush().ok());
    CHECK(readStored(desk.folder / "board.storm", desk.catalogue).value() == memory);

    document.reset();
    document = desk.open("board.storm");
    while (document->document().canUndo()) {
        REQUIRE(document->document().undo().ok());
    }
    CHECK(document->document().board() == Board{});
}

SCENARIO("saving elsewhere takes the history along, or leaves it", "[store]") {
    const Desk desk;
    auto document = desk.begin("board.storm");
    addNote(document->document(), "One");
    addNote(document->document(), "Secret");
    REQUIRE(document->document().undo().ok());
    const Board board = document->document().board();

    WHEN("it moves with its history") {
        REQUIRE(document->moveTo(desk.folder / "named.storm", IfExists::refuse, true).ok());
        THEN("edits go on there, the old file is gone and undo still knows all") {
            CHECK(document->file() == fs::canonical(desk.folder / "named.storm"));
            addNote(document->document(), "Two");
            document.reset();
            CHECK(contentsOf(desk.folder.path()).size() == 1);
            document = desk.open("named.storm");
            CHECK(document->document().board().elements().size() == 2);
            REQUIRE(document->document().undo().ok());
            REQUIRE(document->document().undo().ok());
            CHECK(document->document().board() == Board{});
        }
    }
    WHEN("a copy is made without history") {
        REQUIRE(document->saveCopy(desk.folder / "copy.storm", false, IfExists::refuse).ok());
        THEN("the copy holds the state, nothing to undo, and no trace of what was") {
            const auto copy = desk.open("copy.storm");
            CHECK(copy->document().board() == board);
            CHECK_FALSE(copy->document().canUndo());
            CHECK(bytesOf(desk.folder / "copy.storm").find("Secret") == std::string::npos);
            addNote(copy->document(), "Two");
            CHECK(copy->flush().ok());
        }
    }
    WHEN("there is such a file already") {
        writeBytes(desk.folder / "other.storm", "precious");
        THEN("it is not touched unless it may be replaced") {
            CHECK(document->saveCopy(desk.folder / "other.storm", true, IfExists::refuse).error().reason ==
                  StoreError::Reason::exists);
            CHECK(document->moveTo(desk.folder / "other.storm", IfExists::refuse, true).error().reason ==
                  StoreError::Reason::exists);
            CHECK(bytesOf(desk.folder / "other.storm") == "precious");
            CHECK(document->saveCopy(desk.folder / "other.storm", true, IfExists::replace).ok());
            CHECK(desk.open("other.storm")->document().board() == board);
        }
    }
    WHEN("the folder is missing") {
        CHECK(document->moveTo(desk.folder / "nowhere" / "x.storm", IfExists::refuse, true).error().reason ==
              StoreError::Reason::missing);
        THEN("it goes on where it was") {
            addNote(document->document(), "Two");
            CHECK(document->flush().ok());
        }
    }
}

SCENARIO("states get names, and a draft remembers its text file", "[store]") {
    const Desk desk;
    auto document = desk.begin("board.storm");
    addNote(document->document(), "One");
    REQUIRE(document->nameVersion("before the review").ok());
    const Origin origin{"/somewhere/a.storm.json", "abc", 1};
    REQUIRE(document->setOrigin(origin).ok());
    document.reset();
    document = desk.open("board.storm");
    CHECK(document->origin() == origin);
    const auto history = readHistory(document->file());
    REQUIRE(history->versions.size() == 1);
    CHECK(history->versions.front().name == "before the review");
    CHECK(history->versions.front().sequence == 1);

    THEN("a copy of it is bound to nothing") {
        REQUIRE(document->moveTo(desk.folder / "named.storm", IfExists::refuse, true).ok());
        document.reset();
        CHECK_FALSE(desk.open("named.storm")->origin());
    }
}

SCENARIO("discarding a draft leaves nothing", "[store]") {
    const Desk desk;
    auto document = desk.begin("board.storm");
    addNote(document->document(), "One");
    REQUIRE(document->flush().ok());
    document->discard();
    document.reset();
    CHECK(contentsOf(desk.folder.path()).empty());
}

SCENARIO("swapped ranks, renamed flows and deleted originals reach the tables", "[store]") {
    const Desk desk;
    auto document = desk.begin("board.storm");
    Document& d = document->document();
    addNote(d, "One");
    addNote(d, "Two");
    const Element one = *d.board().find(ElementId{"one"});
    const Element two = *d.board().find(ElementId{"two"});
    auto lower = two;
    auto upper = one;
    std::swap(lower.rank, upper.rank);
    REQUIRE(d.edit({"order"}, {altered(one, upper), altered(two, lower)}).ok());
    REQUIRE(d.edit({"addFlow"}, {addFlow(d.board(), one.id, two.id)}).ok());
    REQUIRE(d.edit({"occurrence"}, {makeOccurrence(d.board(), one.id, BoardPoint{5, 5})}).ok());
    REQUIRE(d.edit({"delete"}, deleteSelection(d.board(), std::vector{one.id})).ok());
    const Board board = d.board();
    REQUIRE(document->flush().ok());
    document.reset();
    document = desk.open("board.storm");
    CHECK(document->document().board() == board);
    CHECK(document->document().board().nextFlowId() == board.nextFlowId());
}

SCENARIO("what the catalogue does not admit is refused, so that what is stored can be read again", "[store]") {
    const Desk desk;
    auto document = desk.begin("board.storm");
    Document& d = document->document();
    REQUIRE(d.edit({"add"}, {addElement(d.board(), {.kind = ElementKind::aggregate, .label = "Order"})}).ok());
    const std::vector<std::string> path{"handling", "failure"};
    CHECK(d.edit({"set"}, setProperty(d.board(), ElementId{"order"}, path, 2.5)).error().reason ==
          Refusal::Reason::malformedValue);
    CHECK(d.edit({"set"}, setProperty(d.board(), ElementId{"order"}, path, 0.5)).ok());
}
