// SPDX-License-Identifier: Apache-2.0
#include "model/store/detail/new_file.hpp"

#include "model/store/detail/binding.hpp"
#include "model/store/detail/connection.hpp"
#include "model/store/detail/failure.hpp"
#include "model/store/detail/files.hpp"
#include "model/store/detail/journal_table.hpp"
#include "model/store/detail/schema.hpp"
#include "model/store/detail/state_tables.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Transaction.h>

namespace stormglass::model::detail {

namespace {

Applied startOf(const Beginning& beginning) {
    return {.sequence = beginning.sequence,
            .step = 0,
            .action = EditAction::start,
            .label = "start",
            .time = beginning.time,
            .changes = asAdditions(beginning.board)};
}

void writeState(SQLite::Database& database, const Board& board, const Applied& start) {
    SQLite::Statement settings(database,
                               "INSERT INTO setting (id, name, properties, last_flow) VALUES (1, '', '{}', ?)");
    run(settings, asStored(board.lastFlowId().value));
    StateTables(database).apply(start.changes);
}

} // namespace

void writeNew(const std::filesystem::path& file, const Beginning& beginning, const Authorship& by) {
    {
        const auto database = connect(file, OpenMode::create);
        describing(database->getHandle(), [&] {
            migrate(*database, schemaSteps());
            SQLite::Transaction transaction(*database);
            const Applied start = startOf(beginning);
            writeState(*database, beginning.board, start);
            JournalTable(*database, by).append(start);
            transaction.commit();
        });
    }
    syncFile(file);
}

void dropHistory(SQLite::Database& database, const Beginning& beginning, const Authorship& by) {
    {
        SQLite::Transaction transaction(database);
        database.exec("DELETE FROM journal");
        database.exec("DELETE FROM step");
        database.exec("DELETE FROM version");
        JournalTable(database, by).append(startOf(beginning));
        transaction.commit();
    }
    database.exec("VACUUM");
}

std::optional<Origin> readOrigin(SQLite::Database& database) {
    SQLite::Statement query(database, "SELECT path, hash, sequence FROM origin WHERE id = 1");
    if (!query.executeStep()) {
        return std::nullopt;
    }
    return Origin{query.getColumn(0).getString(), query.getColumn(1).getString(),
                  static_cast<std::uint64_t>(query.getColumn(2).getInt64())};
}

void writeOrigin(SQLite::Database& database, const std::optional<Origin>& origin) {
    SQLite::Transaction transaction(database);
    database.exec("DELETE FROM origin");
    if (origin) {
        SQLite::Statement insert(database, "INSERT INTO origin (id, path, hash, sequence) VALUES (1, ?, ?, ?)");
        run(insert, origin->path, origin->hash, asStored(origin->sequence));
    }
    transaction.commit();
}

} // namespace stormglass::model::detail
