// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stormglass::model::detail {

/// "STOR", in every `.storm` at the place where SQLite keeps whose file it is.
inline constexpr std::int64_t kApplicationId = 0x53544F52;

/// Step i takes a document from version i to version i + 1; the first one makes a new document. Steps that were ever
/// released are never altered. So a new document, a migrated one and the comparison with ours share one source.
using SchemaSteps = std::span<const std::string_view>;

[[nodiscard]] SchemaSteps schemaSteps() noexcept;

/// The version these steps lead to.
[[nodiscard]] inline std::int64_t versionOf(SchemaSteps steps) noexcept {
    return static_cast<std::int64_t>(steps.size());
}

/// Takes the database from its version to the latest, step by step, in one transaction. Nothing happens if it is there.
void migrate(SQLite::Database& database, SchemaSteps steps);

/// One line of SQLite's own list of what a database holds.
struct SchemaObject {
    std::string type;
    std::string name;
    std::string table;
    std::string sql;

    friend auto operator<=>(const SchemaObject&, const SchemaObject&) = default;
};

/// What the database holds, ordered; no more than `atMost` lines of it.
[[nodiscard]] std::vector<SchemaObject> schemaOf(SQLite::Database& database, std::size_t atMost);

/// What a document of that version holds.
[[nodiscard]] std::vector<SchemaObject> expectedSchema(SchemaSteps steps, std::int64_t version);

} // namespace stormglass::model::detail
