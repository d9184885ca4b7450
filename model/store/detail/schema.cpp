// SPDX-License-Identifier: Apache-2.0
#include "model/store/detail/schema.hpp"

#include "model/store/detail/connection.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <algorithm>
#include <array>

namespace stormglass::model::detail {

namespace {

/// Version 1. The document of these tables, with an example, is model/store/README.md.
constexpr std::string_view kVersion1 = R"sql(
CREATE TABLE setting (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL,
    properties TEXT NOT NULL,
    last_flow INTEGER NOT NULL
) STRICT;
CREATE TABLE element (
    id TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    x REAL, y REAL,
    width REAL, height REAL,
    same TEXT REFERENCES element (id) DEFERRABLE INITIALLY DEFERRED,
    service TEXT REFERENCES element (id) DEFERRABLE INITIALLY DEFERRED,
    context TEXT REFERENCES element (id) DEFERRABLE INITIALLY DEFERRED,
    lane TEXT REFERENCES element (id) DEFERRABLE INITIALLY DEFERRED,
    properties TEXT NOT NULL,
    rank INTEGER NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;
CREATE INDEX element_same ON element (same) WHERE same IS NOT NULL;
CREATE INDEX element_service ON element (service) WHERE service IS NOT NULL;
CREATE INDEX element_context ON element (context) WHERE context IS NOT NULL;
CREATE INDEX element_lane ON element (lane) WHERE lane IS NOT NULL;
CREATE TABLE flow (
    id INTEGER PRIMARY KEY,
    slug TEXT UNIQUE,
    source TEXT NOT NULL REFERENCES element (id) DEFERRABLE INITIALLY DEFERRED,
    target TEXT NOT NULL REFERENCES element (id) DEFERRABLE INITIALLY DEFERRED,
    via TEXT REFERENCES element (id) DEFERRABLE INITIALLY DEFERRED,
    label TEXT NOT NULL,
    bends TEXT NOT NULL,
    joint INTEGER NOT NULL CHECK (joint IN (0, 1)),
    properties TEXT NOT NULL,
    rank INTEGER NOT NULL UNIQUE
) STRICT;
CREATE INDEX flow_source ON flow (source);
CREATE INDEX flow_target ON flow (target);
CREATE INDEX flow_via ON flow (via) WHERE via IS NOT NULL;
CREATE TABLE journey (
    id TEXT PRIMARY KEY NOT NULL,
    label TEXT NOT NULL,
    source TEXT NOT NULL REFERENCES element (id) DEFERRABLE INITIALLY DEFERRED,
    target TEXT NOT NULL REFERENCES element (id) DEFERRABLE INITIALLY DEFERRED,
    properties TEXT NOT NULL,
    rank INTEGER NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;
CREATE INDEX journey_source ON journey (source);
CREATE INDEX journey_target ON journey (target);
CREATE TABLE scenario (
    id TEXT PRIMARY KEY NOT NULL,
    label TEXT NOT NULL,
    properties TEXT NOT NULL,
    rank INTEGER NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;
CREATE TABLE step (
    id INTEGER PRIMARY KEY,
    parent INTEGER NOT NULL REFERENCES step (id) DEFERRABLE INITIALLY DEFERRED,
    next INTEGER REFERENCES step (id) DEFERRABLE INITIALLY DEFERRED,
    label TEXT NOT NULL
) STRICT;
CREATE TABLE journal (
    sequence INTEGER PRIMARY KEY,
    step INTEGER NOT NULL REFERENCES step (id) DEFERRABLE INITIALLY DEFERRED,
    action TEXT NOT NULL CHECK (action IN ('start', 'edit', 'undo', 'redo')),
    label TEXT NOT NULL,
    author TEXT NOT NULL,
    session TEXT NOT NULL,
    time INTEGER NOT NULL,
    format INTEGER NOT NULL,
    payload TEXT NOT NULL
) STRICT;
CREATE INDEX journal_step ON journal (step, sequence);
CREATE TABLE version (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    author TEXT NOT NULL,
    time INTEGER NOT NULL
) STRICT;
CREATE TABLE origin (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    path TEXT NOT NULL,
    hash TEXT NOT NULL,
    sequence INTEGER NOT NULL
) STRICT;
)sql";

constexpr std::array kSteps{kVersion1};

void runStep(SQLite::Database& database, std::string_view sql, std::int64_t from) {
    database.exec(std::string(sql));
    database.exec("PRAGMA user_version = " + std::to_string(from + 1));
}

} // namespace

SchemaSteps schemaSteps() noexcept {
    return kSteps;
}

void migrate(SQLite::Database& database, SchemaSteps steps) {
    const std::int64_t found = numberFrom(database, "PRAGMA user_version");
    if (found >= versionOf(steps)) {
        return;
    }
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    database.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
    for (std::int64_t version = found; version < versionOf(steps); ++version) {
        runStep(database, steps[static_cast<std::size_t>(version)], version);
    }
    transaction.commit();
}

std::vector<SchemaObject> schemaOf(SQLite::Database& database, std::size_t atMost) {
    SQLite::Statement query(database, "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema LIMIT ?");
    query.bind(1, static_cast<std::int64_t>(atMost));
    std::vector<SchemaObject> objects;
    while (query.executeStep()) {
        objects.push_back({query.getColumn(0).getString(), query.getColumn(1).getString(),
                           query.getColumn(2).getString(), query.getColumn(3).getString()});
    }
    std::ranges::sort(objects);
    return objects;
}

std::vector<SchemaObject> expectedSchema(SchemaSteps steps, std::int64_t version) {
    const auto database = connectToMemory();
    migrate(*database, steps.first(static_cast<std::size_t>(version)));
    return schemaOf(*database, 1000);
}

} // namespace stormglass::model::detail
