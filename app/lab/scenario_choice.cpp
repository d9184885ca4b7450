// SPDX-License-Identifier: Apache-2.0
#include "app/lab/scenario_choice.hpp"

#include "app/lab/figure_text.hpp"
#include "model/changes/edits.hpp"

#include <algorithm>

namespace stormglass::app {

ScenarioChoice::ScenarioChoice(Session& session, QObject* parent)
    : QObject(parent), m_session(session), m_list({"label", "detail"}) {
    connect(&session, &Session::changed, this, &ScenarioChoice::follow);
    connect(&session, &Session::replaced, this, [this] {
        m_id.clear();
        follow();
    });
    follow();
}

void ScenarioChoice::follow() {
    std::vector<KeyedListModel::Row> rows;
    for (const model::Scenario& scenario : m_session.board().scenarios()) {
        const QString id = QString::fromStdString(scenario.id.value);
        const QString label = QString::fromStdString(scenario.label);
        const auto duration = scenario.properties.find("duration");
        const bool isTimed = duration != scenario.properties.end() && duration->is_number();
        rows.push_back({id,
                        {label.isEmpty() ? id : label,
                         isTimed ? quantityText(duration->get<double>(), model::Unit::seconds) : tr("steady state")}});
    }
    if (rows.empty()) {
        rows.push_back({QString{}, {tr("Steady state, 5 % precision"), tr("assumed")}});
    }
    const bool isThere =
        std::any_of(rows.begin(), rows.end(), [this](const KeyedListModel::Row& row) { return row.key == m_id; });
    const bool isSame = isThere && rows == m_list.rows();
    if (!isThere) {
        m_id = rows.front().key;
    }
    m_list.setRows(std::move(rows));
    if (!isSame) {
        emit currentChanged();
    }
}

int ScenarioChoice::current() const {
    const auto& rows = m_list.rows();
    const auto found =
        std::find_if(rows.begin(), rows.end(), [this](const KeyedListModel::Row& row) { return row.key == m_id; });
    return found == rows.end() ? 0 : static_cast<int>(found - rows.begin());
}

void ScenarioChoice::setCurrent(int row) {
    if (row >= 0 && row < m_list.count() && row != current()) {
        m_id = m_list.rows()[static_cast<std::size_t>(row)].key;
        emit currentChanged();
    }
}

std::optional<std::string> ScenarioChoice::id() const {
    return m_id.isEmpty() ? std::nullopt : std::optional(m_id.toStdString());
}

QString ScenarioChoice::label() const {
    return m_list.cell(current(), QStringLiteral("label")).toString();
}

void ScenarioChoice::add() {
    model::Scenario scenario;
    const std::string label = tr("Scenario %1").arg(m_session.board().scenarios().size() + 1).toStdString();
    scenario.id = model::ScenarioId{m_session.board().freeIdFor(label, model::ElementKind::text)};
    scenario.label = label;
    scenario.properties = {{"duration", 600}, {"replications", 8}};
    const QString id = QString::fromStdString(scenario.id.value);
    if (m_session.edit({"putScenario"}, model::putScenario(m_session.board(), std::move(scenario)))) {
        m_id = id;
        emit currentChanged();
    }
}

} // namespace stormglass::app
