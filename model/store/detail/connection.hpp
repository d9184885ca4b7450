// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace stormglass::model::detail {

enum class OpenMode : std::uint8_t {
    readOnly,  ///< takes part in SQLite's locking, alters nothing
    immutable, ///< no locks at all: only for files nobody can write
    readWrite,
    create, ///< the file must be new or empty
};

/// Opens a database and arms it against what a hostile file could do: no triggers, no views, no trusted schema, cells
/// checked, lengths bounded; foreign keys on. Throws SQLite::Exception. The file itself is first read by the first
/// statement.
[[nodiscard]] std::unique_ptr<SQLite::Database> connect(const std::filesystem::path& file, OpenMode mode);

/// A database in memory, armed alike.
[[nodiscard]] std::unique_ptr<SQLite::Database> connectToMemory();

/// The first column of the first row.
[[nodiscard]] std::int64_t numberFrom(SQLite::Database& database, const std::string& sql);
[[nodiscard]] std::string textFrom(SQLite::Database& database, const std::string& sql);

} // namespace stormglass::model::detail
