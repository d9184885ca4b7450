// SPDX-License-Identifier: Apache-2.0
#include "model/store/detail/connection.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <sqlite3.h>

#include <string_view>

namespace stormglass::model::detail {

namespace {

constexpr int kBusyTimeoutMs = 5000;
/// No text we write comes near it: the largest is the first journal row of a very large board.
constexpr int kMaxTextBytes = 256 << 20;

std::string uriOf(const std::filesystem::path& file, std::string_view query) {
    static constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string uri = "file:";
    for (const char c : std::filesystem::absolute(file).string()) {
        if (c == '%' || c == '?' || c == '#') {
            const auto byte = static_cast<unsigned char>(c);
            uri += '%';
            uri += kHex[byte >> 4U];
            uri += kHex[byte & 15U];
        } else {
            uri += c;
        }
    }
    return uri.append(query);
}

int flagsOf(OpenMode mode) {
    switch (mode) {
    case OpenMode::readOnly:
    case OpenMode::immutable:
        return SQLite::OPEN_READONLY | SQLite::OPEN_URI;
    case OpenMode::readWrite:
        return SQLite::OPEN_READWRITE | SQLite::OPEN_URI;
    case OpenMode::create:
        return SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_URI;
    }
    return SQLite::OPEN_READONLY;
}

void arm(SQLite::Database& database) {
    sqlite3* handle = database.getHandle();
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, kMaxTextBytes);
    sqlite3_limit(handle, SQLITE_LIMIT_SQL_LENGTH, 1 << 16);
    sqlite3_limit(handle, SQLITE_LIMIT_COLUMN, 64);
    // These three touch the connection only, not the file.
    database.exec("PRAGMA cell_size_check = ON");
    database.exec("PRAGMA foreign_keys = ON");
    database.exec("PRAGMA temp_store = MEMORY");
}

} // namespace

std::unique_ptr<SQLite::Database> connect(const std::filesystem::path& file, OpenMode mode) {
    const std::string_view query = mode == OpenMode::immutable ? "?immutable=1" : "";
    auto database = std::make_unique<SQLite::Database>(uriOf(file, query), flagsOf(mode), kBusyTimeoutMs);
    arm(*database);
    return database;
}

std::unique_ptr<SQLite::Database> connectToMemory() {
    auto database = std::make_unique<SQLite::Database>(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    arm(*database);
    return database;
}

std::int64_t numberFrom(SQLite::Database& database, const std::string& sql) {
    SQLite::Statement query(database, sql);
    return query.executeStep() ? query.getColumn(0).getInt64() : 0;
}

std::string textFrom(SQLite::Database& database, const std::string& sql) {
    SQLite::Statement query(database, sql);
    return query.executeStep() ? query.getColumn(0).getString() : std::string{};
}

} // namespace stormglass::model::detail
