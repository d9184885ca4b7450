// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/store/origin.hpp"
#include "model/store/stored_board.hpp"

#include <SQLiteCpp/Database.h>

#include <filesystem>
#include <optional>

namespace stormglass::model::detail {

/// What a new file begins with.
struct Beginning {
    const Board& board;
    std::uint64_t sequence = 0; ///< of the journal's first row
    Clock::TimePoint time;
};

/// Writes a finished, synced document at a path where there is nothing yet. The caller gives it its name.
void writeNew(const std::filesystem::path& file, const Beginning& beginning, const Authorship& by);

/// Makes the journal begin here: all steps and versions before go, and the file keeps nothing of them.
void dropHistory(SQLite::Database& database, const Beginning& beginning, const Authorship& by);

[[nodiscard]] std::optional<Origin> readOrigin(SQLite::Database& database);
void writeOrigin(SQLite::Database& database, const std::optional<Origin>& origin);

} // namespace stormglass::model::detail
