// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/store/detail/journal_table.hpp"
#include "model/store/detail/lease.hpp"
#include "model/store/detail/new_file.hpp"
#include "model/store/detail/reading.hpp"
#include "model/store/detail/state_tables.hpp"
#include "model/store/origin.hpp"
#include "model/store/stored_board.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace stormglass::model::detail {

/// Copies a document nobody of us writes to; on the caller's thread.
void copyStored(const std::filesystem::path& from, const std::filesystem::path& to, bool isWithHistory,
                IfExists ifExists, const Authorship& by, const Clock& clock);

/// The file behind a document that is open for writing, and all SQL done to it. Used from one thread at a time. The
/// file is opened for writing (WAL, every commit synced) by the first thing there is to write, and comes to rest as one
/// file when the keeper goes. What fails stops with a StoreError; the next try begins anew. A file that was moved away
/// or replaced under the document (a checkout does that) is `missing`: what is written would be lost with it.
class Keeper {
  public:
    /// A document that is there, as it was opened.
    Keeper(std::filesystem::path file, Lease lease, Reading reading, Authorship by, const Clock& clock);
    /// A document that appears with the first thing to write.
    Keeper(std::filesystem::path file, Board start, std::optional<Origin> origin, Authorship by, const Clock& clock);
    Keeper(const Keeper&) = delete;
    Keeper& operator=(const Keeper&) = delete;
    Keeper(Keeper&&) = delete;
    Keeper& operator=(Keeper&&) = delete;
    ~Keeper();

    [[nodiscard]] const std::filesystem::path& file() const noexcept { return m_file; }

    /// All entries in one transaction, journal and state alike.
    void commit(std::span<const std::shared_ptr<const Applied>> entries);

    [[nodiscard]] std::optional<Step> step(StepId id);
    [[nodiscard]] std::vector<std::string> payloads(StepId id);

    void nameVersion(const std::string& name);
    void setOrigin(const std::optional<Origin>& origin);

    /// Makes the file be there, checked as a whole and ready to be written.
    void ready() { static_cast<void>(writer()); }

    /// Writes all that is committed to another file.
    void copyTo(const std::filesystem::path& to, bool isWithHistory, IfExists ifExists);
    /// The same with history, and goes on in the copy. Where the old file cannot be read any more, the copy begins with
    /// `fallback`, the board as last committed.
    void moveTo(const std::filesystem::path& to, IfExists ifExists, bool isOldRemoved, const Beginning* fallback);
    /// Takes the file away; nothing may follow.
    void discard();

  private:
    struct Writer {
        Writer(std::unique_ptr<SQLite::Database> opened, const Authorship& by)
            : database(std::move(opened)), state(*database), journal(*database, by) {}

        std::unique_ptr<SQLite::Database> database;
        StateTables state;
        JournalTable journal;
    };

    static void commitWith(Writer& w, std::span<const std::shared_ptr<const Applied>> entries);
    void checkIdentity() const;
    Writer& writer();
    SQLite::Database& readable();
    void bear();
    void fillCopy(const std::filesystem::path& copy, bool isWithHistory);
    void settle() noexcept;
    void removeFiles() noexcept;

    std::filesystem::path m_file;
    std::optional<Lease> m_lease;
    std::optional<FileIdentity> m_identity; ///< of the file once it is there
    std::optional<Reading> m_reading;
    std::unique_ptr<Writer> m_writer;
    std::optional<Board> m_start; ///< set until the file is there
    std::optional<Origin> m_startOrigin;
    Authorship m_by;
    const Clock& m_clock;
};

} // namespace stormglass::model::detail
