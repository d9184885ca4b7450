// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace stormglass::model::detail {

/// The bytes of a database file, read through SQLite's own file layer: opening and closing the file by other means
/// would drop the locks this process holds on it.
class RawFile {
  public:
    explicit RawFile(const std::filesystem::path& file);

    [[nodiscard]] std::int64_t size() const;
    /// Up to `count` bytes from `offset`; fewer at the end.
    [[nodiscard]] std::string read(std::int64_t offset, int count) const;
    /// Appends all bytes to a new plain file.
    void copyTo(const std::filesystem::path& to) const;

  private:
    std::unique_ptr<SQLite::Database> m_database;
};

} // namespace stormglass::model::detail
