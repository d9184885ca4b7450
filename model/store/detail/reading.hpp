// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/store/detail/files.hpp"
#include "model/store/detail/schema.hpp"

#include <SQLiteCpp/Database.h>

#include <filesystem>
#include <memory>
#include <optional>

namespace stormglass::model::detail {

/// A document opened for reading, checked and of the latest version, without a trace beside the file:
/// - at rest: the file itself, read only;
/// - at rest, left in WAL mode, in a folder that cannot be written: the file itself as immutable;
/// - else (somebody writes, or a crash left a -wal behind): a private copy with its -wal;
/// - of an older version: a private copy, migrated.
struct Reading {
    std::optional<TemporaryFolder> folder; ///< where the private copy is; goes last
    std::unique_ptr<SQLite::Database> database;
    bool isAtRest = true; ///< false: a -wal or a hot journal lay beside the file
};

/// Stops with what stands against reading it. The file must be a regular one with links followed (regularFile).
[[nodiscard]] Reading openForReading(const std::filesystem::path& file, SchemaSteps steps);

/// True if the file begins as an SQLite database does.
[[nodiscard]] bool beginsAsDatabase(const std::filesystem::path& file);

} // namespace stormglass::model::detail
