// SPDX-License-Identifier: Apache-2.0
#include "model/store/detail/journal_table.hpp"

#include "model/store/detail/binding.hpp"
#include "model/store/detail/change_codec.hpp"
#include "model/store/detail/connection.hpp"
#include "model/store/detail/failure.hpp"

#include <SQLiteCpp/Column.h>

#include <algorithm>
#include <array>

namespace stormglass::model::detail {

namespace {

constexpr std::array kActions{EditAction::edit, EditAction::undo, EditAction::redo, EditAction::start};

std::string nameOf(EditAction action) {
    switch (action) {
    case EditAction::edit:
        return "edit";
    case EditAction::undo:
        return "undo";
    case EditAction::redo:
        return "redo";
    case EditAction::start:
        return "start";
    }
    return {};
}

EditAction actionNamed(const std::string& name) {
    const auto found = std::ranges::find_if(kActions, [&name](EditAction action) { return nameOf(action) == name; });
    if (found == kActions.end()) {
        stop(StoreError::Reason::damaged, "journal");
    }
    return *found;
}

std::uint64_t unsignedFrom(const SQLite::Column& column) {
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, column.getInt64()));
}

Clock::TimePoint timeFrom(const SQLite::Column& column) {
    return Clock::TimePoint(std::chrono::milliseconds(column.getInt64()));
}

} // namespace

JournalPosition readPosition(SQLite::Database& database) {
    JournalPosition position;
    position.lastStep = static_cast<StepId>(numberFrom(database, "SELECT max(id) FROM step"));
    SQLite::Statement last(database, "SELECT j.sequence, j.action, j.step, s.parent FROM journal j JOIN step s "
                                     "ON s.id = j.step ORDER BY j.sequence DESC LIMIT 1");
    if (!last.executeStep()) {
        stop(StoreError::Reason::damaged, "journal");
    }
    const bool isUndone = actionNamed(last.getColumn(1).getString()) == EditAction::undo;
    position.lastSequence = unsignedFrom(last.getColumn(0));
    position.head = unsignedFrom(last.getColumn(isUndone ? 3 : 2));
    return position;
}

std::optional<Step> readStep(SQLite::Database& database, StepId id) {
    SQLite::Statement query(database, "SELECT parent, next, label FROM step WHERE id = ?");
    query.bind(1, asStored(id));
    if (!query.executeStep()) {
        return std::nullopt;
    }
    return Step{.id = id,
                .parent = unsignedFrom(query.getColumn(0)),
                .next = unsignedFrom(query.getColumn(1)),
                .label = query.getColumn(2).getString()};
}

std::vector<std::string> readPayloads(SQLite::Database& database, StepId id) {
    SQLite::Statement query(database,
                            "SELECT format, payload FROM journal WHERE step = ? AND action = 'edit' ORDER BY sequence");
    query.bind(1, asStored(id));
    std::vector<std::string> payloads;
    while (query.executeStep()) {
        if (query.getColumn(0).getInt64() != kChangeFormat) {
            stop(StoreError::Reason::damaged, "journal");
        }
        payloads.push_back(query.getColumn(1).getString());
    }
    return payloads;
}

StoredHistory readEntries(SQLite::Database& database, std::size_t atMost) {
    StoredHistory history;
    SQLite::Statement rows(database, "SELECT sequence, step, action, label, author, session, time FROM journal "
                                     "ORDER BY sequence DESC LIMIT ?");
    rows.bind(1, static_cast<std::int64_t>(atMost));
    while (rows.executeStep()) {
        history.entries.push_back({.sequence = unsignedFrom(rows.getColumn(0)),
                                   .step = unsignedFrom(rows.getColumn(1)),
                                   .action = actionNamed(rows.getColumn(2).getString()),
                                   .label = rows.getColumn(3).getString(),
                                   .author = rows.getColumn(4).getString(),
                                   .session = rows.getColumn(5).getString(),
                                   .time = timeFrom(rows.getColumn(6))});
    }
    std::ranges::reverse(history.entries);
    SQLite::Statement versions(database, "SELECT name, sequence, author, time FROM version ORDER BY id");
    while (versions.executeStep()) {
        history.versions.push_back({.name = versions.getColumn(0).getString(),
                                    .sequence = unsignedFrom(versions.getColumn(1)),
                                    .author = versions.getColumn(2).getString(),
                                    .time = timeFrom(versions.getColumn(3))});
    }
    return history;
}

JournalTable::JournalTable(SQLite::Database& database, Authorship by)
    : m_database(database)
    , m_by(std::move(by))
    , m_append(database, "INSERT INTO journal (sequence, step, action, label, author, session, time, format, payload) "
                         "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
    , m_addStep(database, "INSERT INTO step (id, parent, next, label) VALUES (?, ?, NULL, ?)")
    , m_setNext(database, "UPDATE step SET next = ? WHERE id = ?")
    , m_parent(database, "SELECT parent FROM step WHERE id = ?") {}

void JournalTable::resume() {
    m_position = readPosition(m_database);
}

void JournalTable::append(const Applied& entry) {
    keepStep(entry);
    run(m_append, asStored(entry.sequence), asStored(entry.step), nameOf(entry.action), entry.label, m_by.author,
        m_by.session, std::int64_t{entry.time.time_since_epoch().count()}, std::int64_t{kChangeFormat},
        encodeChanges(entry.changes));
    m_position.lastSequence = entry.sequence;
}

/// The same tree that History keeps in memory.
void JournalTable::keepStep(const Applied& entry) {
    switch (entry.action) {
    case EditAction::start:
        run(m_addStep, asStored(entry.step), asStored(entry.step), entry.label);
        m_position.head = entry.step;
        break;
    case EditAction::edit:
        if (entry.step != m_position.head) {
            run(m_addStep, asStored(entry.step), asStored(m_position.head), entry.label);
            run(m_setNext, asStored(entry.step), asStored(m_position.head));
        }
        m_position.head = entry.step;
        break;
    case EditAction::undo: {
        m_parent.bind(1, asStored(entry.step));
        const StepId parent = m_parent.executeStep() ? unsignedFrom(m_parent.getColumn(0)) : 0;
        m_parent.reset();
        run(m_setNext, asStored(entry.step), asStored(parent));
        m_position.head = parent;
        break;
    }
    case EditAction::redo:
        m_position.head = entry.step;
        break;
    }
    m_position.lastStep = std::max(m_position.lastStep, entry.step);
}

} // namespace stormglass::model::detail
