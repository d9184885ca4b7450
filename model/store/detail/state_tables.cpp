// SPDX-License-Identifier: Apache-2.0
#include "model/store/detail/state_tables.hpp"

#include "model/store/detail/binding.hpp"

#include <utility>
#include <variant>

namespace stormglass::model::detail {

namespace {

std::optional<std::string> textOf(const std::optional<ElementId>& id) {
    return id ? std::optional(id->value) : std::nullopt;
}

std::optional<std::string> orNull(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

std::string textOf(const std::vector<BoardPoint>& points) {
    Value out = Value::array();
    for (const BoardPoint& p : points) {
        out.push_back(Value::array({p.x, p.y}));
    }
    return out.dump();
}

template <class Table> void addAll(std::vector<Change>& out, const Table& table) {
    for (const auto& record : table) {
        out.push_back(added(record));
    }
}

/// True if the old row must go before the new one comes, because a unique column could stand in the way.
template <class Record> bool leavesItsPlace(const RecordChange<Record>& change) {
    if constexpr (std::is_same_v<Record, BoardSettings>) {
        return false;
    } else if constexpr (std::is_same_v<Record, Flow>) {
        return !change.after || change.before->rank != change.after->rank || change.before->slug != change.after->slug;
    } else {
        return !change.after || change.before->rank != change.after->rank;
    }
}

} // namespace

std::vector<Change> asAdditions(const Board& board) {
    std::vector<Change> out;
    out.reserve(1 + board.elements().size() + board.flows().size() + board.journeys().size() +
                board.scenarios().size());
    if (board.settings() != BoardSettings{}) {
        out.push_back(altered(BoardSettings{}, board.settings()));
    }
    addAll(out, board.elements());
    addAll(out, board.flows());
    addAll(out, board.journeys());
    addAll(out, board.scenarios());
    return out;
}

StateTables::StateTables(SQLite::Database& database)
    : m_putElement(database,
                   "INSERT INTO element (id, kind, label, x, y, width, height, same, service, context, lane, "
                   "properties, rank) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                   "kind = excluded.kind, label = excluded.label, x = excluded.x, y = excluded.y, "
                   "width = excluded.width, height = excluded.height, same = excluded.same, "
                   "service = excluded.service, context = excluded.context, lane = excluded.lane, "
                   "properties = excluded.properties, rank = excluded.rank")
    , m_putFlow(database,
                "INSERT INTO flow (id, slug, source, target, via, label, bends, joint, properties, rank) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET slug = excluded.slug, "
                "source = excluded.source, target = excluded.target, via = excluded.via, label = excluded.label, "
                "bends = excluded.bends, joint = excluded.joint, properties = excluded.properties, "
                "rank = excluded.rank")
    , m_putJourney(database, "INSERT INTO journey (id, label, source, target, properties, rank) "
                             "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET label = excluded.label, "
                             "source = excluded.source, target = excluded.target, "
                             "properties = excluded.properties, rank = excluded.rank")
    , m_putScenario(database, "INSERT INTO scenario (id, label, properties, rank) VALUES (?, ?, ?, ?) "
                              "ON CONFLICT (id) DO UPDATE SET label = excluded.label, "
                              "properties = excluded.properties, rank = excluded.rank")
    , m_putSettings(database, "UPDATE setting SET name = ?, properties = ? WHERE id = 1")
    , m_raiseFlowId(database, "UPDATE setting SET last_flow = max(last_flow, ?) WHERE id = 1")
    , m_eraseElement(database, "DELETE FROM element WHERE id = ?")
    , m_eraseFlow(database, "DELETE FROM flow WHERE id = ?")
    , m_eraseJourney(database, "DELETE FROM journey WHERE id = ?")
    , m_eraseScenario(database, "DELETE FROM scenario WHERE id = ?") {}

void StateTables::apply(std::span<const Change> changes) {
    for (const Change& change : changes) {
        takeAway(change);
    }
    for (const Change& change : changes) {
        put(change);
    }
}

void StateTables::takeAway(const Change& change) {
    std::visit(
        [this](const auto& c) {
            if (c.before && leavesItsPlace(c)) {
                erase(*c.before);
            }
        },
        change);
}

void StateTables::put(const Change& change) {
    std::visit(
        [this](const auto& c) {
            if (c.after) {
                putRecord(*c.after);
            }
        },
        change);
}

void StateTables::putRecord(const Element& e) {
    const NullableNumber x{e.at.has_value(), e.at ? e.at->x : 0};
    const NullableNumber y{e.at.has_value(), e.at ? e.at->y : 0};
    const NullableNumber width{e.size.has_value(), e.size ? e.size->width : 0};
    const NullableNumber height{e.size.has_value(), e.size ? e.size->height : 0};
    run(m_putElement, e.id.value, std::string(nameOf(e.kind)), e.label, x, y, width, height, textOf(e.same),
        textOf(e.service), textOf(e.context), textOf(e.lane), e.properties.dump(), e.rank);
}

void StateTables::putRecord(const Flow& f) {
    run(m_putFlow, asStored(f.id.value), orNull(f.slug), f.from.value, f.to.value, textOf(f.via), f.label,
        textOf(f.bends), std::int64_t{f.joint}, f.properties.dump(), f.rank);
    run(m_raiseFlowId, asStored(f.id.value));
}

void StateTables::putRecord(const Journey& j) {
    run(m_putJourney, j.id.value, j.label, j.from.value, j.to.value, j.properties.dump(), j.rank);
}

void StateTables::putRecord(const Scenario& s) {
    run(m_putScenario, s.id.value, s.label, s.properties.dump(), s.rank);
}

void StateTables::putRecord(const BoardSettings& s) {
    run(m_putSettings, s.name, s.properties.dump());
}

void StateTables::erase(const Element& element) {
    run(m_eraseElement, element.id.value);
}

void StateTables::erase(const Flow& flow) {
    run(m_eraseFlow, asStored(flow.id.value));
}

void StateTables::erase(const Journey& journey) {
    run(m_eraseJourney, journey.id.value);
}

void StateTables::erase(const Scenario& scenario) {
    run(m_eraseScenario, scenario.id.value);
}

/// A board always has settings: they are altered, never taken away.
void StateTables::erase(const BoardSettings& /*settings*/) noexcept {}

} // namespace stormglass::model::detail
