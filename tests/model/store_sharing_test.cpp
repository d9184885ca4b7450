// SPDX-License-Identifier: Apache-2.0
#include "model/store/detail/files.hpp"
#include "tests/model/store_fixture.hpp"
#include "tests/support/child_process.hpp"

#include <sys/stat.h>

using namespace stormglass::model;
using namespace stormglass::tests;
namespace fs = std::filesystem;
using Reason = StoreError::Reason;

namespace {

void makeDocument(const Desk& desk, const std::string& name) {
    auto document = desk.begin(name);
    addNote(document->document(), "One");
    addNote(document->document(), "Two");
}

/// Content, plus what a look at a file may not touch either.
std::map<std::string, std::pair<std::string, timespec>> traces(const fs::path& folder) {
    std::map<std::string, std::pair<std::string, timespec>> all;
    for (const auto& [name, bytes] : contentsOf(folder)) {
        struct stat info {};

        ::stat((folder / name).c_str(), &info);
        all[name] = {bytes, info.st_mtim};
    }
    return all;
}

bool areSame(const std::map<std::string, std::pair<std::string, timespec>>& a,
             const std::map<std::string, std::pair<std::string, timespec>>& b) {
    return std::ranges::equal(a, b, [](const auto& x, const auto& y) {
        return x.first == y.first && x.second.first == y.second.first &&
               x.second.second.tv_sec == y.second.second.tv_sec && x.second.second.tv_nsec == y.second.second.tv_nsec;
    });
}

/// Leaves a document as a crash would: with a -wal of commits that never reached the file.
void crashWith(const Desk& desk, const std::string& name) {
    REQUIRE(inChild([&desk, &name] {
                auto document = desk.begin(name);
                addNote(document->document(), "One");
                if (!document->flush()) {
                    return 1;
                }
                addNote(document->document(), "Two");
                return document.release()->flush() ? 0 : 1;
            }) == 0);
}

} // namespace

SCENARIO("one writer holds a document, a second opener looks on and learns who it is", "[store][lease]") {
    const Desk desk;
    makeDocument(desk, "board.storm");
    auto first = desk.open("board.storm");
    auto second = StoredDocument::open(desk.folder / "board.storm", desk.setup("another"));
    REQUIRE(second.ok());
    CHECK_FALSE(first->isReadOnly());
    REQUIRE((*second)->isReadOnly());
    const StoreError& why = *(*second)->whyReadOnly();
    CHECK(why.reason == Reason::locked);
    CHECK(why.holder.processId == ::getpid());
    CHECK(why.holder.program == "test");
    CHECK_FALSE(why.holder.host.empty());
    CHECK(desk.clock.now() - why.holder.since < std::chrono::minutes(1));
    CHECK((*second)->document().board() == first->document().board());
    CHECK((*second)->document().edit({"x"}, {addElement(first->document().board(), {})}).error().reason ==
          Refusal::Reason::notEditable);

    THEN("the writer writes on, and reading verbs read what is stored beside it") {
        addNote(first->document(), "Three");
        REQUIRE(first->flush().ok());
        CHECK(readStored(desk.folder / "board.storm", desk.catalogue).value() == first->document().board());
    }
    THEN("nobody else may replace the file") {
        CHECK(writeStored(desk.folder / "board.storm", Board{}, {"Bob", "test", ""}, desk.clock, IfExists::replace)
                  .error()
                  .reason == Reason::locked);
    }
    THEN("the one who looks on may save what it sees elsewhere") {
        CHECK((*second)->saveCopy(desk.folder / "copy.storm", true, IfExists::refuse).ok());
        CHECK(desk.open("copy.storm")->document().canUndo());
    }
    THEN("once the writer is gone the next opener writes") {
        first.reset();
        CHECK_FALSE(desk.open("board.storm")->isReadOnly());
    }
}

SCENARIO("a link to a document is the same document", "[store][lease]") {
    const Desk desk;
    makeDocument(desk, "board.storm");
    fs::create_symlink(desk.folder / "board.storm", desk.folder / "link.storm");
    const auto first = desk.open("board.storm");
    CHECK(desk.open("link.storm")->isReadOnly());
}

SCENARIO("a lease ends with its process, however that ends", "[store][lease]") {
    const Desk desk;
    makeDocument(desk, "board.storm");
    REQUIRE(inChild([&desk] {
                const auto held = desk.open("board.storm");
                return held->isReadOnly() ? 1 : 0; // ends without letting go
            }) == 0);
    CHECK_FALSE(desk.open("board.storm")->isReadOnly());
}

SCENARIO("looking at a document changes no byte and leaves nothing behind", "[store][reading]") {
    const Desk desk;
    const bool isCrashed = GENERATE(false, true);
    if (isCrashed) {
        crashWith(desk, "board.storm");
        CHECK(fs::file_size(desk.folder / "board.storm-wal") > 0);
    } else {
        makeDocument(desk, "board.storm");
    }
    const auto before = traces(desk.folder.path());
    CHECK(readStored(desk.folder / "board.storm", desk.catalogue)->elements().size() == 2);
    CHECK(readHistory(desk.folder / "board.storm").ok());
    CHECK(looksStored(desk.folder / "board.storm"));
    CHECK(areSame(traces(desk.folder.path()), before));
    if (!isCrashed) {
        desk.open("board.storm").reset();
        CHECK(areSame(traces(desk.folder.path()), before));
    }
}

SCENARIO("what a crash left is taken in by the next opening, which ends as one file", "[store][crash]") {
    const Desk desk;
    crashWith(desk, "board.storm");
    auto document = desk.open("board.storm");
    CHECK(document->document().board().elements().size() == 2);
    CHECK(document->document().canUndo());
    document.reset();
    CHECK(contentsOf(desk.folder.path()).size() == 1);
}

SCENARIO("a document in a folder that cannot be written opens read only, and stays as it is", "[store][reading]") {
    const Desk desk;
    const bool isWal = GENERATE(false, true);
    if (isWal) {
        crashWith(desk, "board.storm");
        fs::remove(desk.folder / "board.storm-shm");
        desk.open("board.storm").reset();
        // At rest but left in WAL mode, as a copy taken while it was open would be.
        crashWith(desk, "other.storm");
        fs::remove(desk.folder / "other.storm-wal");
        fs::remove(desk.folder / "other.storm-shm");
        fs::rename(desk.folder / "other.storm", desk.folder / "board.storm");
    } else {
        makeDocument(desk, "board.storm");
    }
    std::error_code ignored;
    fs::remove(desk.folder / ".other.storm.lock", ignored);
    fs::permissions(desk.folder.path(), fs::perms(0555));
    const auto before = traces(desk.folder.path());
    CHECK(inChild([&desk] {
              if (!becomeNobody()) {
                  return 3;
              }
              const auto opened = StoredDocument::open(desk.folder / "board.storm", desk.setup());
              const bool isReadable = readStored(desk.folder / "board.storm", desk.catalogue).ok();
              return opened && (*opened)->isReadOnly() && (*opened)->whyReadOnly()->reason == Reason::readOnly &&
                             isReadable
                         ? 0
                         : 1;
          }) == 0);
    CHECK(areSame(traces(desk.folder.path()), before));
    fs::permissions(desk.folder.path(), fs::perms(0755));
}

SCENARIO("a document whose file cannot be written opens read only", "[store][reading]") {
    const Desk desk;
    makeDocument(desk, "board.storm");
    fs::permissions(desk.folder.path(), fs::perms(0777));
    fs::permissions(desk.folder / "board.storm", fs::perms(0444));
    CHECK(inChild([&desk] {
              if (!becomeNobody()) {
                  return 3;
              }
              const auto opened = StoredDocument::open(desk.folder / "board.storm", desk.setup());
              return opened && (*opened)->isReadOnly() ? 0 : 1;
          }) == 0);
    CHECK(contentsOf(desk.folder.path()).size() == 1);
}

SCENARIO("readers that come while a writer writes always see a whole commit", "[store][reading]") {
    const Desk desk;
    const pid_t writer = startChild([&desk] {
        auto document = desk.begin("board.storm");
        for (int i = 0; i < 400; ++i) {
            auto both = std::vector<Change>{};
            Board board = document->document().board();
            for (int k = 0; k < 2; ++k) {
                const auto made = addElement(board, {.kind = ElementKind::event, .label = "Note"});
                board.put(*made.after);
                both.emplace_back(made);
            }
            if (!document->document().edit({"pair"}, std::move(both)) || !document->flush()) {
                return 1;
            }
        }
        return 0;
    });
    int reads = 0;
    while (!fs::exists(desk.folder / "board.storm")) {
        ::usleep(500);
    }
    for (std::size_t last = 0; last < 800 && reads < 2000; ++reads) {
        const auto board = readStored(desk.folder / "board.storm", desk.catalogue);
        REQUIRE(board.ok());
        REQUIRE(board->elements().size() % 2 == 0);
        REQUIRE(board->elements().size() >= last);
        last = board->elements().size();
    }
    CHECK(waitFor(writer) == 0);
    CHECK(contentsOf(desk.folder.path()).size() == 1);
}
