// SPDX-License-Identifier: Apache-2.0
#include "tests/model/store_fixture.hpp"
#include "tests/support/child_process.hpp"

#include <sys/resource.h>

#include <csignal>

using namespace stormglass::model;
using namespace stormglass::tests;
namespace fs = std::filesystem;

namespace {

constexpr int kEdits = 1000;

/// The board after each of the edits the child makes, the empty one first.
std::vector<Board> boardsOf(unsigned seed, const Clock& clock) {
    Document document(Board{}, clock);
    RandomEdits random(seed);
    std::vector<Board> boards{document.board()};
    for (int i = 0; i < kEdits; ++i) {
        REQUIRE(document.edit({"random"}, random.next(document.board())).ok());
        boards.push_back(document.board());
    }
    return boards;
}

/// Edits as fast as it can and says after each commit how far it is stored: the acknowledgement.
int editAndAcknowledge(const Desk& desk, unsigned seed, int pipe) {
    auto document = desk.begin("board.storm");
    RandomEdits random(seed);
    std::uint64_t told = 0;
    const auto acknowledge = [&] {
        const std::uint64_t stored = document->status().stored;
        if (stored <= told) {
            return true;
        }
        told = stored;
        return ::write(pipe, &told, sizeof told) == sizeof told;
    };
    for (int i = 0; i < kEdits; ++i) {
        if (!document->document().edit({"random"}, random.next(document->document().board()))) {
            return 1;
        }
        if (!acknowledge()) {
            return 2;
        }
        ::usleep(100);
    }
    // What a slow disk stored only after the last edit is said too: the other side waits for it.
    if (!document->flush() || !acknowledge()) {
        return 3;
    }
    ::pause();
    return 0;
}

/// Kills the child once it has acknowledged this much; returns the last it said.
std::uint64_t killAfter(pid_t child, int pipe, std::uint64_t enough) {
    std::uint64_t told = 0;
    for (std::uint64_t next = 0; told < enough && ::read(pipe, &next, sizeof next) == sizeof next;) {
        told = next;
    }
    ::kill(child, SIGKILL);
    for (std::uint64_t next = 0; ::read(pipe, &next, sizeof next) == sizeof next;) {
        told = next;
    }
    return told;
}

} // namespace

SCENARIO("a program killed amid a thousand edits keeps all it called stored, and a whole state", "[store][crash]") {
    const auto enough = GENERATE(std::uint64_t{1}, 40u, 300u, 700u);
    const Desk desk;
    const unsigned seed = 4000 + static_cast<unsigned>(enough);
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    const pid_t child = startChild([&desk, seed, &ends] {
        ::close(ends[0]);
        return editAndAcknowledge(desk, seed, ends[1]);
    });
    ::close(ends[1]);
    const std::uint64_t acknowledged = killAfter(child, ends[0], enough);
    ::close(ends[0]);
    CHECK(waitFor(child) == 128 + SIGKILL);

    auto document = desk.open("board.storm");
    const std::uint64_t stored = document->status().stored;
    CHECK(stored >= acknowledged);
    const std::vector<Board> boards = boardsOf(seed, desk.clock);
    // Edits without effect are not journalled: find the state the sequence number stands for.
    std::uint64_t sequence = 0;
    std::size_t at = 0;
    while (sequence < stored && at + 1 < boards.size()) {
        sequence += boards[at + 1] == boards[at] ? 0 : 1;
        ++at;
    }
    CHECK(document->document().board() == boards[at]);
    while (document->document().canUndo()) {
        REQUIRE(document->document().undo().ok());
    }
    CHECK(document->document().board() == Board{});
}

SCENARIO("on a full disk editing pauses, nothing is lost, and saving elsewhere keeps all", "[store][full]") {
    const Desk desk;
    const ScratchFolder elsewhere;
    // In a child: the limit on the size of files is the process's own.
    CHECK(inChild([&desk, &elsewhere] {
              ::signal(SIGXFSZ, SIG_IGN);
              auto document = desk.begin("board.storm");
              addNote(document->document(), "Kept");
              if (!document->flush()) {
                  return 1;
              }
              struct rlimit limit {};
              ::getrlimit(RLIMIT_FSIZE, &limit);
              const rlim_t unlimited = limit.rlim_cur;
              limit.rlim_cur = 160'000;
              ::setrlimit(RLIMIT_FSIZE, &limit);
              // Each retry may find room by bringing the -wal into the file; in the end there is none.
              do {
                  while (document->document().edit(
                      {"add"}, {addElement(document->document().board(), {.label = std::string(2000, 'x')})})) {
                      static_cast<void>(document->flush());
                  }
              } while (document->retry());
              if (document->status().failure->reason != StoreError::Reason::full ||
                  document->status().stored >= document->status().appended) {
                  return 3;
              }
              const Board memory = document->document().board();
              if (document->document().undo().ok()) {
                  return 4;
              }
              limit.rlim_cur = unlimited;
              ::setrlimit(RLIMIT_FSIZE, &limit);
              if (!document->moveTo(elsewhere / "saved.storm", IfExists::refuse, false)) {
                  return 5;
              }
              if (!document->status().isSettled() || document->document().board() != memory) {
                  return 6;
              }
              addNote(document->document(), "Afterwards");
              if (!document->flush()) {
                  return 7;
              }
              const Board last = document->document().board();
              document.reset();
              auto again = desk.open("../" + elsewhere.path().filename().string() + "/saved.storm");
              if (again->document().board() != last) {
                  return 8;
              }
              while (again->document().undo().ok()) {
              }
              return again->document().board() == Board{} ? 0 : 9;
          }) == 0);
    CHECK(readStored(desk.folder / "board.storm", desk.catalogue).ok());
}

SCENARIO("a file that is replaced under an open document is left alone, and nothing is lost", "[store][full]") {
    const bool isEdited = GENERATE(true, false);
    const Desk desk;
    {
        auto document = desk.begin("board.storm");
        addNote(document->document(), "One");
    }
    auto document = desk.open("board.storm");
    if (isEdited) {
        addNote(document->document(), "Two");
        REQUIRE(document->flush().ok());
    }
    fs::rename(desk.folder / "board.storm", desk.folder / "moved.storm");
    writeBytes(desk.folder / "board.storm", "theirs");
    addNote(document->document(), "Three");
    CHECK(document->flush().error().reason == StoreError::Reason::missing);
    CHECK_FALSE(document->document().undo().ok());
    const Board memory = document->document().board();
    REQUIRE(document->moveTo(desk.folder / "saved.storm", IfExists::refuse, false).ok());
    CHECK(document->status().isSettled());
    document.reset();
    CHECK(bytesOf(desk.folder / "board.storm") == "theirs");
    CHECK(readStored(desk.folder / "saved.storm", desk.catalogue).value() == memory);
}

SCENARIO("storing goes on once there is room again", "[store][full]") {
    const Desk desk;
    CHECK(inChild([&desk] {
              ::signal(SIGXFSZ, SIG_IGN);
              auto document = desk.begin("board.storm");
              struct rlimit limit {};
              ::getrlimit(RLIMIT_FSIZE, &limit);
              const rlim_t unlimited = limit.rlim_cur;
              limit.rlim_cur = 1000;
              ::setrlimit(RLIMIT_FSIZE, &limit);
              addNote(document->document(), "One");
              if (document->flush() || fs::exists(desk.folder / "board.storm")) {
                  return 1;
              }
              limit.rlim_cur = unlimited;
              ::setrlimit(RLIMIT_FSIZE, &limit);
              if (!document->retry() || !document->status().isSettled()) {
                  return 2;
              }
              addNote(document->document(), "Two");
              const Board last = document->document().board();
              document.reset();
              return desk.open("board.storm")->document().board() == last ? 0 : 3;
          }) == 0);
    CHECK(contentsOf(desk.folder.path()).size() == 1);
}
