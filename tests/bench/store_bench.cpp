// SPDX-License-Identifier: Apache-2.0
// Opening, first edit and closing of a .storm of 10,000 notes, with a short and a long history. Prints JSON lines.
#include "model/changes/edits.hpp"
#include "model/store/stored_document.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>

using namespace stormglass::model;

namespace {

constexpr int kNotes = 10'000;

double millisecondsSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

/// A third of the notes handle with a distribution; each is joined to the next.
Board wall() {
    const Value behaviour = {
        {"handling", {{"time", {{"lognormal", {{"mean", 0.008}, {"sd", 0.005}}}}}, {"failure", 0.002}}}};
    Board board;
    for (int i = 0; i < kNotes; ++i) {
        Element note;
        note.id = ElementId{"note-" + std::to_string(i)};
        note.kind = i % 3 == 0 ? ElementKind::aggregate : ElementKind::event;
        note.label = "Something happened " + std::to_string(i);
        note.at = BoardPoint{i % 100 * 140.0, i / 100 * 120.0};
        note.properties = i % 3 == 0 ? behaviour : Value::object();
        note.rank = i;
        board.put(std::move(note));
    }
    for (int i = 0; i + 1 < kNotes; ++i) {
        Flow flow;
        flow.id = board.nextFlowId();
        flow.from = ElementId{"note-" + std::to_string(i)};
        flow.to = ElementId{"note-" + std::to_string(i + 1)};
        flow.rank = i;
        board.put(std::move(flow));
    }
    return board;
}

void move(Document& document, int to) {
    const Placement place{ElementId{"note-1"}, {double(to), 7}};
    static_cast<void>(document.edit({"moveElements"}, moveElements(document.board(), std::span(&place, 1))));
}

void measure(const std::filesystem::path& file, const StoreSetup& setup, int edits) {
    {
        const auto document = StoredDocument::begin(file, wall(), setup);
        for (int i = 1; i <= edits; ++i) {
            move(document->document(), i);
        }
    }
    auto start = std::chrono::steady_clock::now();
    auto opened = StoredDocument::open(file, setup);
    const double open = millisecondsSince(start);
    start = std::chrono::steady_clock::now();
    move((*opened)->document(), -1);
    static_cast<void>((*opened)->flush());
    const double first = millisecondsSince(start);
    start = std::chrono::steady_clock::now();
    move((*opened)->document(), -2);
    static_cast<void>((*opened)->flush());
    const double next = millisecondsSince(start);
    start = std::chrono::steady_clock::now();
    opened->reset();
    std::printf("{\"notes\": %d, \"history\": %d, \"bytes\": %ju, \"openMs\": %.1f, \"firstEditStoredMs\": %.1f, "
                "\"nextEditStoredMs\": %.2f, \"closeMs\": %.1f}\n",
                kNotes, edits, std::uintmax_t{std::filesystem::file_size(file)}, open, first, next,
                millisecondsSince(start));
    std::filesystem::remove(file);
}

} // namespace

int main(int argc, char** argv) {
    const SystemClock clock;
    const Catalogue catalogue;
    const StoreSetup setup{.catalogue = catalogue, .clock = clock, .by = {.author = "bench", .program = "store_bench"}};
    const std::filesystem::path folder = argc > 1 ? argv[1] : std::filesystem::temp_directory_path().string();
    for (const int edits : {1, 20'000}) {
        measure(folder / "store-bench.storm", setup, edits);
    }
    return 0;
}
