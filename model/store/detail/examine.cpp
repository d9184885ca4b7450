// SPDX-License-Identifier: Apache-2.0
#include "model/store/detail/examine.hpp"

#include "model/store/detail/connection.hpp"
#include "model/store/detail/failure.hpp"
#include "model/store/detail/limits.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>

#include <algorithm>
#include <array>

namespace stormglass::model::detail {

namespace {

using Reason = StoreError::Reason;

/// Referred to first: foreign keys are checked against tables already found sound.
constexpr std::array kStateTables{"setting", "element", "flow", "journey", "scenario", "version", "origin"};

void checkSize(SQLite::Database& database) {
    const std::int64_t bytes = numberFrom(database, "PRAGMA page_count") * numberFrom(database, "PRAGMA page_size");
    if (bytes > kMaxFileBytes) {
        throw StoreStop{{Reason::tooLarge, "bytes", bytes, kMaxFileBytes}};
    }
}

void checkSchema(SQLite::Database& database, SchemaSteps steps, std::int64_t version) {
    std::vector<SchemaObject> found = schemaOf(database, kMaxSchemaObjects);
    // What ANALYZE or a look with another tool may leave; it is never read.
    std::erase_if(found, [](const SchemaObject& object) { return object.name.starts_with("sqlite_stat"); });
    if (found != expectedSchema(steps, version)) {
        stop(Reason::damaged, "schema");
    }
}

void checkTable(SQLite::Database& database, const std::string& table) {
    if (textFrom(database, "PRAGMA quick_check('" + table + "')") != "ok") {
        stop(Reason::damaged, table);
    }
    const std::int64_t rows = numberFrom(database, "SELECT count(*) FROM " + table);
    if (rows > kMaxRecords) {
        throw StoreStop{{Reason::tooLarge, table, rows, kMaxRecords}};
    }
    SQLite::Statement dangling(database, "PRAGMA foreign_key_check('" + table + "')");
    if (dangling.executeStep()) {
        stop(Reason::damaged, table);
    }
}

} // namespace

std::int64_t examine(SQLite::Database& database, SchemaSteps steps) {
    if (numberFrom(database, "PRAGMA application_id") != kApplicationId) {
        stop(Reason::notADocument);
    }
    const std::int64_t version = numberFrom(database, "PRAGMA user_version");
    if (version > versionOf(steps)) {
        throw StoreStop{{Reason::newerFormat, {}, version, versionOf(steps)}};
    }
    if (version < 1 || textFrom(database, "PRAGMA encoding") != "UTF-8") {
        stop(Reason::notADocument);
    }
    checkSize(database);
    checkSchema(database, steps, version);
    for (const char* table : kStateTables) {
        checkTable(database, table);
    }
    return version;
}

void examineWhole(SQLite::Database& database) {
    if (const std::string found = textFrom(database, "PRAGMA quick_check(1)"); found != "ok") {
        stop(Reason::damaged, found);
    }
}

} // namespace stormglass::model::detail
