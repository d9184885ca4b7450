// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/changes/document.hpp"
#include "model/store/stored_board.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <optional>
#include <string>
#include <vector>

namespace stormglass::model::detail {

/// Where a journal ends.
struct JournalPosition {
    std::uint64_t lastSequence = 0;
    StepId lastStep = 0;
    StepId head = 0; ///< the step the state stands after
};

[[nodiscard]] JournalPosition readPosition(SQLite::Database& database);
[[nodiscard]] std::optional<Step> readStep(SQLite::Database& database, StepId id);
/// What the edits of one step wrote, oldest first. Stops with `damaged` at a row of a format we do not know.
[[nodiscard]] std::vector<std::string> readPayloads(SQLite::Database& database, StepId id);
[[nodiscard]] StoredHistory readEntries(SQLite::Database& database, std::size_t atMost);

/// Appends to the journal and keeps the tree of steps. Works inside the caller's transaction; what a transaction that
/// was rolled back did is taken back by `resume`.
class JournalTable {
  public:
    JournalTable(SQLite::Database& database, Authorship by);

    /// Reads anew where the journal ends.
    void resume();
    void append(const Applied& entry);

    [[nodiscard]] const JournalPosition& position() const noexcept { return m_position; }

  private:
    void keepStep(const Applied& entry);

    SQLite::Database& m_database;
    Authorship m_by;
    SQLite::Statement m_append;
    SQLite::Statement m_addStep;
    SQLite::Statement m_setNext;
    SQLite::Statement m_parent;
    JournalPosition m_position;
};

} // namespace stormglass::model::detail
