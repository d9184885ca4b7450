// SPDX-License-Identifier: Apache-2.0
#include "app/files/document_files.hpp"
#include "model/changes/edits.hpp"
#include "model/exchange/text_form.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/scratch_folder.hpp"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QSettings>
#include <QSignalSpy>

#include <functional>

using namespace stormglass;
using app::DocumentFiles;
using tests::bytesOf;
using tests::writeBytes;
namespace fs = std::filesystem;
using State = DocumentFiles::State;
using Bar = DocumentFiles::Bar;

namespace {

constexpr std::string_view kExample =
    R"({"stormglass": 1, "name": "Shop", "elements": [{"id": "sold", "kind": "event", "label": "Sold", "at": [0, 0]}]})";

/// One start of the program's file side, in folders that outlive it.
struct Home {
    Home() { QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, (folder / "config").c_str()); }

    int argc = 1;
    char name[5] = "test";
    char* argv[2] = {name, nullptr};
    QGuiApplication application{argc, argv};
    tests::ScratchFolder folder;
    model::SystemClock clock;
    model::Catalogue catalogue;

    [[nodiscard]] fs::path drafts() const { return folder / "drafts"; }
};

struct Start {
    explicit Start(const Home& home)
        : workspace(home.clock), files(workspace, home.catalogue, home.clock, {{"shop", kExample}}, home.drafts()) {}

    app::Workspace workspace;
    DocumentFiles files;

    [[nodiscard]] app::Session& session() { return *workspace.session(); }

    [[nodiscard]] const model::Board& board() { return session().board(); }

    void add(const char* label) { REQUIRE(session().edit({"addElements"}, {addElement(board(), {.label = label})})); }

    void rename(const char* id, const char* label) {
        REQUIRE(session().edit({"setLabel"}, setLabel(board(), model::ElementId{id}, label)));
    }

    void trigger(const char* action) { workspace.actions()->find(action)->trigger(); }

    void open(const fs::path& file) {
        files.open(QString::fromStdString(file.string()));
        settle();
    }

    void saveAs(const fs::path& file, bool isWithHistory = true) {
        files.saveAs(QUrl::fromLocalFile(QString::fromStdString(file.string())), isWithHistory);
        settle();
    }

    /// Lets work in the background and what it posts be done.
    void settle() {
        QElapsedTimer timer;
        timer.start();
        do {
            QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
        } while ((files.isBusy() || timer.elapsed() < 60) && timer.elapsed() < 10'000);
        if (session().stored() != nullptr) {
            static_cast<void>(session().stored()->flush());
        }
        QCoreApplication::processEvents();
    }
};

} // namespace

SCENARIO("a new board is a draft that the next start offers", "[files]") {
    const Home home;
    {
        Start first(home);
        CHECK(first.files.state() == State::Fresh);
        CHECK_FALSE(fs::exists(home.drafts()));
        first.add("Order placed");
        first.settle();
        CHECK(first.files.state() == State::Stored);
        CHECK(first.files.stateText() == "Stored as a draft");
        CHECK(first.files.mayClose());
    }
    Start second(home);
    const QAbstractItemModelTester tester(second.files.drafts());
    QSignalSpy found(&second.files, &DocumentFiles::draftsFound);
    second.files.lookForDrafts();
    second.settle();
    REQUIRE(found.count() == 1);
    REQUIRE(second.files.drafts()->count() == 1);
    CHECK(second.files.drafts()->cell(0, "detail").toString().startsWith("1 note"));
    const QString draft = second.files.drafts()->rows().front().key;

    WHEN("it is taken up again") {
        second.files.openDraft(draft);
        second.settle();
        THEN("it is as it was, undo included") {
            CHECK(second.board().elements().size() == 1);
            CHECK(second.session().canUndo());
            second.trigger("edit.undo");
            CHECK(second.board().elements().empty());
        }
    }
    WHEN("it is discarded") {
        second.files.discardDraft(draft);
        THEN("nothing is left of it") {
            CHECK(second.files.drafts()->count() == 0);
            CHECK(tests::contentsOf(home.drafts()).empty());
        }
    }
}

SCENARIO("saving a draft gives it a name and goes on there", "[files]") {
    const Home home;
    Start start(home);
    start.add("Order placed");
    QSignalSpy wanted(&start.files, &DocumentFiles::saveAsWanted);
    start.trigger("file.save");
    REQUIRE(wanted.count() == 1);
    start.saveAs(home.folder / "shop");
    CHECK(start.files.fileName() == "shop.storm");
    CHECK(start.session().title() == "shop");
    CHECK(start.files.state() == State::Stored);
    CHECK(tests::contentsOf(home.drafts()).empty());
    start.add("Order paid");
    start.settle();
    CHECK(model::readStored(home.folder / "shop.storm", home.catalogue).value() == start.board());
    CHECK(start.files.recent()->cell(0, "title").toString() == "shop.storm");

    WHEN("it is saved again") {
        start.trigger("file.save");
        THEN("the state gets a name") {
            CHECK(model::readHistory(home.folder / "shop.storm")->versions.size() == 1);
        }
    }
    WHEN("it is saved elsewhere without history") {
        start.saveAs(home.folder / "clean.storm", false);
        THEN("the copy goes on, with nothing to undo, and the old file stays") {
            CHECK(start.files.fileName() == "clean.storm");
            CHECK_FALSE(start.session().canUndo());
            CHECK(start.board().elements().size() == 2);
            CHECK(fs::exists(home.folder / "shop.storm"));
        }
    }
    WHEN("a new board is begun and the file opened again") {
        start.trigger("file.new");
        CHECK(start.session().isEmpty());
        start.open(home.folder / "shop.storm");
        THEN("undo reaches back over the opening") {
            CHECK(start.board().elements().size() == 2);
            start.trigger("edit.undo");
            start.trigger("edit.undo");
            CHECK(start.session().isEmpty());
        }
    }
}

SCENARIO("a text file opens as a draft bound to it and is written when asked", "[files][text]") {
    const Home home;
    const fs::path text = home.folder / "shop.storm.json";
    writeBytes(text, std::string(kExample));
    fs::permissions(text, fs::perms(0640));
    Start start(home);
    start.open(text);
    REQUIRE(start.files.fileName() == "shop.storm.json");
    CHECK(start.session().title() == "Shop");
    CHECK(start.files.state() == State::Stored);
    start.rename("sold", "Sold out");
    start.settle();
    CHECK(start.files.state() == State::Unwritten);
    CHECK(start.files.windowTitle() == "Shop (not written yet)");
    CHECK(bytesOf(text) == kExample);

    WHEN("it is saved") {
        start.trigger("file.save");
        start.settle();
        THEN("the text holds the board, its mode is kept, and nothing lies beside it") {
            CHECK(bytesOf(text) == model::writeText(start.board(), home.catalogue));
            CHECK(fs::status(text).permissions() == fs::perms(0640));
            CHECK(start.files.state() == State::Stored);
            CHECK(start.files.bar() == Bar::NoBar);
        }
    }
    WHEN("it is changed on disk and then saved") {
        const std::string theirs = std::string(kExample).replace(std::string(kExample).find("Sold"), 4, "Gone");
        writeBytes(text, theirs);
        start.trigger("file.save");
        start.settle();
        THEN("it is not overwritten: the bar says so") {
            CHECK(bytesOf(text) == theirs);
            REQUIRE(start.files.bar() == Bar::DiskBar);
            start.files.compare();
            REQUIRE(start.files.differences().size() == 1);
            CHECK(start.files.differences().front() == "Changed: event “Gone” (label)");
        }
        AND_WHEN("it is reloaded") {
            start.files.reload();
            THEN("theirs is one undoable change") {
                CHECK(start.board().find(model::ElementId{"sold"})->label == "Gone");
                CHECK(start.files.bar() == Bar::NoBar);
                start.settle();
                CHECK(start.files.state() == State::Stored);
                start.trigger("edit.undo");
                CHECK(start.board().find(model::ElementId{"sold"})->label == "Sold out");
            }
        }
        AND_WHEN("mine is kept") {
            start.files.keepMine();
            CHECK(start.files.bar() == Bar::NoBar);
            CHECK(start.files.state() == State::Unwritten);
            start.trigger("file.save");
            start.settle();
            THEN("the next save writes it") {
                CHECK(bytesOf(text) == model::writeText(start.board(), home.catalogue));
            }
        }
    }
}

SCENARIO("edits of a text file that were not written come back with the next opening", "[files][text]") {
    const Home home;
    const fs::path text = home.folder / "shop.storm.json";
    writeBytes(text, std::string(kExample));
    {
        Start first(home);
        first.open(text);
        first.rename("sold", "Sold out");
    }
    CHECK(bytesOf(text) == kExample);
    const bool isChanged = GENERATE(false, true);
    if (isChanged) {
        writeBytes(text, model::writeText(model::Board{}, home.catalogue));
    }
    Start second(home);
    second.open(text);
    CHECK(second.board().find(model::ElementId{"sold"})->label == "Sold out");
    CHECK(second.files.state() == State::Unwritten);
    CHECK(second.session().canUndo());
    CHECK(second.files.bar() == (isChanged ? Bar::DiskBar : Bar::NoBar));
}

SCENARIO("a text file that changed while closed comes in as one undoable change", "[files][text]") {
    const Home home;
    const fs::path text = home.folder / "shop.storm.json";
    writeBytes(text, std::string(kExample));
    {
        Start first(home);
        first.open(text);
        first.rename("sold", "Sold out");
        first.trigger("file.save");
        first.settle();
    }
    writeBytes(text, std::string(kExample));
    Start second(home);
    second.open(text);
    CHECK(second.board().find(model::ElementId{"sold"})->label == "Sold");
    CHECK(second.files.bar() == Bar::NoBar);
    second.trigger("edit.undo");
    CHECK(second.board().find(model::ElementId{"sold"})->label == "Sold out");
}

SCENARIO("examples open as drafts and are never written to", "[files]") {
    const Home home;
    const fs::path folder = home.folder / "resources" / "examples";
    fs::create_directories(folder);
    writeBytes(folder / "shop.storm.json", std::string(kExample));
    Start start(home);
    const bool isFile = GENERATE(true, false);
    if (isFile) {
        start.open(folder / "shop.storm.json");
    } else {
        start.files.openExample("shop");
    }
    CHECK(start.session().title() == "Shop");
    CHECK(start.files.fileName().isEmpty());
    start.rename("sold", "Sold out");
    QSignalSpy wanted(&start.files, &DocumentFiles::saveAsWanted);
    start.trigger("file.save");
    CHECK(wanted.count() == 1);
    start.settle();
    CHECK(bytesOf(folder / "shop.storm.json") == kExample);
    CHECK(tests::contentsOf(folder).size() == 1);
}

SCENARIO("a second window on a document looks on, says who holds it, and may take over later", "[files]") {
    const Home home;
    auto first = std::make_unique<Start>(home);
    first->add("Order placed");
    first->saveAs(home.folder / "shop.storm");
    Start second(home);
    second.open(home.folder / "shop.storm");
    CHECK(second.files.state() == State::ReadOnly);
    CHECK(second.files.barText().startsWith("Read only: open in stormglass"));
    CHECK_FALSE(second.session().edit({"x"}, {addElement(second.board(), {})}));
    CHECK(second.workspace.notice().contains("read only"));
    first.reset();
    second.files.openAgain();
    second.settle();
    CHECK(second.files.state() == State::Stored);
}

SCENARIO("what cannot be opened leaves the board on the screen as it is", "[files]") {
    const Home home;
    Start start(home);
    start.add("Order placed");
    writeBytes(home.folder / "odd.storm", "odd");
    writeBytes(home.folder / "wrong.storm.json", R"({"stormglass": 1, "elements": [{"id": "a", "kind": "wizard"}]})");
    const std::string name = GENERATE(as<std::string>{}, "odd.storm", "wrong.storm.json", "missing.storm", ".");
    start.open(home.folder / name);
    CHECK(start.board().elements().size() == 1);
    CHECK_FALSE(start.workspace.notice().isEmpty());
    CHECK(start.files.fileName().isEmpty());
}

SCENARIO("a stored document can become a text file and the other way round", "[files][text]") {
    const Home home;
    Start start(home);
    start.add("Order placed");
    start.saveAs(home.folder / "shop.storm");
    start.saveAs(home.folder / "shop.storm.json");
    CHECK(start.files.fileName() == "shop.storm.json");
    CHECK(start.files.state() == State::Stored);
    CHECK(bytesOf(home.folder / "shop.storm.json") == model::writeText(start.board(), home.catalogue));
    CHECK(start.session().canUndo());
    start.add("Order paid");
    start.settle();
    CHECK(start.files.state() == State::Unwritten);
    start.saveAs(home.folder / "other.storm");
    CHECK(start.files.state() == State::Stored);
    CHECK(model::readStored(home.folder / "other.storm", home.catalogue).value() == start.board());
    CHECK(model::readStored(home.folder / "shop.storm", home.catalogue)->elements().size() == 1);
}
