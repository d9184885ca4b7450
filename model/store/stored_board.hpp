// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/clock.hpp"
#include "model/base/result.hpp"
#include "model/behaviour/catalogue.hpp"
#include "model/board/board.hpp"
#include "model/changes/document.hpp"
#include "model/store/store_error.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

/// What reading and converting verbs do with a `.storm` document. None of them leaves a trace beside the file, and
/// reading changes no byte of it, also while another program writes to it.
namespace stormglass::model {

/// True if the file begins as every `.storm` does (it may still turn out foreign or damaged). False if it cannot be
/// read.
[[nodiscard]] bool looksStored(const std::filesystem::path& file);

/// The board as last stored. Everything is checked before it is handed out: format and version, the schema, the
/// tables' soundness, bounds, and every record as the change gate and the catalogue would.
[[nodiscard]] Result<Board, StoreError> readStored(const std::filesystem::path& file, const Catalogue& catalogue);

/// One line of a document's history, without what it changed.
struct HistoryEntry {
    std::uint64_t sequence = 0;
    std::uint64_t step = 0;
    EditAction action = EditAction::edit;
    std::string label;
    std::string author;
    std::string session;
    Clock::TimePoint time;

    friend bool operator==(const HistoryEntry&, const HistoryEntry&) = default;
};

/// A state somebody gave a name.
struct NamedVersion {
    std::string name;
    std::uint64_t sequence = 0; ///< the last journal entry it holds
    std::string author;
    Clock::TimePoint time;

    friend bool operator==(const NamedVersion&, const NamedVersion&) = default;
};

struct StoredHistory {
    std::vector<HistoryEntry> entries;  ///< oldest first; the latest ones if there are more than were asked for
    std::vector<NamedVersion> versions; ///< oldest first
};

[[nodiscard]] Result<StoredHistory, StoreError> readHistory(const std::filesystem::path& file,
                                                            std::size_t atMost = 100'000);

enum class IfExists : std::uint8_t { refuse, replace };

/// Who writes: goes into each journal row and, while the document is held, beside it.
struct Authorship {
    std::string author;
    std::string program;
    std::string session = {}; ///< one for each opening; empty: one is made up
};

/// Makes a document of the board, with a history that begins here. It appears whole or not at all. Replacing fails with
/// `locked` while another program has the old one open for writing.
[[nodiscard]] Result<void, StoreError> writeStored(const std::filesystem::path& file, const Board& board,
                                                   const Authorship& by, const Clock& clock, IfExists ifExists);

} // namespace stormglass::model
