// SPDX-License-Identifier: Apache-2.0
#include "model/changes/legality.hpp"
#include "model/store/detail/change_codec.hpp"
#include "model/store/detail/failure.hpp"
#include "model/store/detail/limits.hpp"
#include "model/store/detail/state_tables.hpp"

#include <SQLiteCpp/Column.h>

#include <string>
#include <utility>

namespace stormglass::model::detail {

namespace {

/// One row, read by column; what does not fit stops with the record's name.
class Row {
  public:
    Row(SQLite::Statement& query, std::string name) : m_query(query), m_name(std::move(name)) {}

    [[nodiscard]] std::string text(int column) const { return m_query.getColumn(column).getString(); }

    [[nodiscard]] std::int64_t number(int column) const { return m_query.getColumn(column).getInt64(); }

    [[nodiscard]] std::optional<ElementId> id(int column) const {
        return m_query.isColumnNull(column) ? std::nullopt : std::optional(ElementId{text(column)});
    }

    /// Two columns that are both there or both not.
    [[nodiscard]] std::optional<BoardPoint> pair(int column) const {
        if (m_query.isColumnNull(column) != m_query.isColumnNull(column + 1)) {
            fail();
        }
        return m_query.isColumnNull(column) ? std::nullopt
                                            : std::optional(BoardPoint{m_query.getColumn(column).getDouble(),
                                                                       m_query.getColumn(column + 1).getDouble()});
    }

    [[nodiscard]] Value json(int column) const {
        const std::string written = text(column);
        if (written == "{}") {
            return Value::object();
        }
        auto value = parsed(written);
        if (!value) {
            fail();
        }
        return std::move(*value);
    }

    [[noreturn]] void fail() const { stop(StoreError::Reason::damaged, m_name); }

  private:
    SQLite::Statement& m_query;
    std::string m_name;
};

std::vector<BoardPoint> pointsOf(const Row& row, const Value& value) {
    std::vector<BoardPoint> points;
    if (!value.is_array()) {
        row.fail();
    }
    for (const Value& item : value) {
        if (!item.is_array() || item.size() != 2 || !item[0].is_number() || !item[1].is_number()) {
            row.fail();
        }
        points.push_back({item[0].get<double>(), item[1].get<double>()});
    }
    return points;
}

Element elementOf(const Row& row) {
    const auto kind = elementKindFromName(row.text(1));
    if (!kind) {
        row.fail();
    }
    Element e;
    e.id = ElementId{row.text(0)};
    e.kind = *kind;
    e.label = row.text(2);
    e.at = row.pair(3);
    if (const auto size = row.pair(5)) {
        e.size = BoardSize{size->x, size->y};
    }
    e.same = row.id(7);
    e.service = row.id(8);
    e.context = row.id(9);
    e.lane = row.id(10);
    e.properties = row.json(11);
    e.rank = row.number(12);
    return e;
}

Flow flowOf(const Row& row) {
    Flow f;
    f.id = FlowId{static_cast<std::uint64_t>(row.number(0))};
    f.slug = row.text(1);
    f.from = ElementId{row.text(2)};
    f.to = ElementId{row.text(3)};
    f.via = row.id(4);
    f.label = row.text(5);
    f.bends = pointsOf(row, row.json(6));
    f.joint = row.number(7) != 0;
    f.properties = row.json(8);
    f.rank = row.number(9);
    return f;
}

Journey journeyOf(const Row& row) {
    Journey j;
    j.id = JourneyId{row.text(0)};
    j.label = row.text(1);
    j.from = ElementId{row.text(2)};
    j.to = ElementId{row.text(3)};
    j.properties = row.json(4);
    j.rank = row.number(5);
    return j;
}

Scenario scenarioOf(const Row& row) {
    Scenario s;
    s.id = ScenarioId{row.text(0)};
    s.label = row.text(1);
    s.properties = row.json(2);
    s.rank = row.number(3);
    return s;
}

template <class Make>
void readAll(SQLite::Database& database, const std::string& table, const char* columns, std::vector<Change>& out,
             Make make) {
    SQLite::Statement query(database, "SELECT " + std::string(columns) + " FROM " + table + " ORDER BY rank");
    std::int64_t count = 0;
    while (query.executeStep()) {
        if (++count > kMaxRecords) {
            throw StoreStop{{StoreError::Reason::tooLarge, table, count, kMaxRecords}};
        }
        out.push_back(added(make(Row(query, table + " " + query.getColumn(0).getString()))));
    }
}

/// Reads the settings and returns the highest flow id there ever was.
FlowId readSettings(SQLite::Database& database, std::vector<Change>& out) {
    SQLite::Statement query(database, "SELECT name, properties, last_flow FROM setting WHERE id = 1");
    if (!query.executeStep()) {
        stop(StoreError::Reason::damaged, "setting");
    }
    const Row row(query, "setting");
    BoardSettings settings{row.text(0), row.json(1)};
    if (settings != BoardSettings{}) {
        out.push_back(altered(BoardSettings{}, std::move(settings)));
    }
    return FlowId{static_cast<std::uint64_t>(std::max<std::int64_t>(0, row.number(2)))};
}

} // namespace

Board readBoard(SQLite::Database& database, const Catalogue* catalogue) {
    std::vector<Change> changes;
    const FlowId lastFlow = readSettings(database, changes);
    readAll(database, "element", "id, kind, label, x, y, width, height, same, service, context, lane, properties, rank",
            changes, elementOf);
    readAll(database, "flow", "id, slug, source, target, via, label, bends, joint, properties, rank", changes, flowOf);
    readAll(database, "journey", "id, label, source, target, properties, rank", changes, journeyOf);
    readAll(database, "scenario", "id, label, properties, rank", changes, scenarioOf);
    if (catalogue != nullptr) {
        if (const auto offender = firstIllegal(*catalogue, changes)) {
            stop(StoreError::Reason::damaged, *offender);
        }
    }
    Board board;
    if (const auto applied = applyChanges(board, changes); !applied) {
        stop(StoreError::Reason::damaged, applied.error().record);
    }
    board.raiseLastFlowId(lastFlow);
    return board;
}

} // namespace stormglass::model::detail
