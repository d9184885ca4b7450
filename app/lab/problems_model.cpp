// SPDX-License-Identifier: Apache-2.0
#include "app/lab/problems_model.hpp"

#include "app/wording/finding_words.hpp"
#include "model/changes/edits.hpp"

#include <algorithm>
#include <utility>

namespace stormglass::app {

namespace {

using model::Finding;
using model::Level;
using model::Severity;

Level levelFrom(const QString& word) {
    if (word == QLatin1String("bigPicture")) {
        return Level::bigPicture;
    }
    return word == QLatin1String("process") ? Level::process : Level::design;
}

QString asText(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// The same finding after an edit elsewhere keeps its key.
QString keyOf(const Finding& finding) {
    QStringList parts{asText(codeOf(finding.kind))};
    for (const model::ElementId& id : finding.elements) {
        parts << QString::fromStdString(id.value);
    }
    for (const std::string& path : finding.flows) {
        parts << QString::fromStdString(path);
    }
    return parts.join(QLatin1Char(' '));
}

model::Value withWaived(const model::Value& properties, std::string_view code) {
    const auto found = properties.find("waived");
    model::Value codes = found != properties.end() && found->is_array() ? *found : model::Value::array();
    codes.push_back(code);
    return codes;
}

} // namespace

ProblemsModel::ProblemsModel(BoardFollower& follower, Session& session, Selection& selection, WindowSettings& settings,
                             QObject* parent)
    : QObject(parent)
    , m_follower(follower)
    , m_session(session)
    , m_selection(selection)
    , m_settings(settings)
    , m_list({"severity", "sentence", "fix", "canBeWaived"})
    , m_level(settings.level())
    , m_worker(
          *this,
          [](const Job& job) {
              return Answer{job.board, model::check(*job.board, job.level)};
          },
          [this](const Answer& answer) { take(answer); }) {
    connect(&follower, &BoardFollower::settled, this, &ProblemsModel::request);
    connect(&settings, &WindowSettings::changed, this, [this] {
        if (m_settings.level() != m_level) {
            request();
        }
    });
}

void ProblemsModel::request() {
    m_level = m_settings.level();
    m_worker.submit({m_follower.snapshot(), levelFrom(m_level)});
}

void ProblemsModel::take(const Answer& answer) {
    m_findings = answer.findings;
    std::erase_if(m_findings, [](const Finding& finding) { return finding.isWaived; });
    std::vector<KeyedListModel::Row> rows;
    std::vector<QString> keys;
    for (const Finding& finding : m_findings) {
        QString key = keyOf(finding);
        const auto repeats = std::count(keys.begin(), keys.end(), key);
        keys.push_back(key);
        const bool hasPlace = !finding.elements.empty() || !finding.flows.empty();
        rows.push_back({repeats == 0 ? key : key + QLatin1Char('#') + QString::number(repeats),
                        {asText(nameOf(finding.severity)), asText(wording::sentenceFor(*answer.board, finding)),
                         asText(wording::fixFor(*answer.board, finding)), hasPlace}});
    }
    const auto countOf = [this](Severity severity) {
        return static_cast<int>(std::ranges::count(m_findings, severity, &Finding::severity));
    };
    m_errors = countOf(Severity::error);
    m_warnings = countOf(Severity::warning);
    m_list.setRows(std::move(rows));
    emit updated();
}

QString ProblemsModel::summary() const {
    const auto hints = static_cast<int>(m_findings.size()) - m_errors - m_warnings;
    QStringList parts;
    if (m_errors > 0) {
        parts << (m_errors == 1 ? tr("1 error") : tr("%1 errors").arg(m_errors));
    }
    if (m_warnings > 0) {
        parts << (m_warnings == 1 ? tr("1 warning") : tr("%1 warnings").arg(m_warnings));
    }
    if (parts.isEmpty() && hints > 0) {
        parts << (hints == 1 ? tr("1 hint") : tr("%1 hints").arg(hints));
    }
    return parts.join(tr(", "));
}

QString ProblemsModel::first() const {
    return m_list.cell(0, QStringLiteral("sentence")).toString();
}

bool ProblemsModel::firstCanBeWaived() const {
    return m_list.cell(0, QStringLiteral("canBeWaived")).toBool();
}

const Finding* ProblemsModel::at(int row) const {
    return row < 0 || row >= static_cast<int>(m_findings.size()) ? nullptr : &m_findings[static_cast<std::size_t>(row)];
}

void ProblemsModel::show(int row) {
    const Finding* finding = at(row);
    if (finding == nullptr) {
        return;
    }
    std::vector<model::FlowId> flows;
    for (const std::string& path : finding->flows) {
        if (const model::Flow* flow = m_session.board().flowByPath(path)) {
            flows.push_back(flow->id);
        }
    }
    m_selection.set(finding->elements, std::move(flows));
    emit showRequested();
}

void ProblemsModel::waive(int row) {
    const Finding* finding = at(row);
    if (finding == nullptr) {
        return;
    }
    const model::Board& board = m_session.board();
    const std::vector<std::string> path{"waived"};
    const std::string_view code = codeOf(finding->kind);
    if (!finding->elements.empty()) {
        if (const model::Element* element = board.definitionOf(finding->elements.front())) {
            m_session.edit({"waive"},
                           model::setProperty(board, element->id, path, withWaived(element->properties, code)));
        }
    } else if (!finding->flows.empty()) {
        if (const model::Flow* flow = board.flowByPath(finding->flows.front())) {
            m_session.edit({"waive"}, model::setProperty(board, flow->id, path, withWaived(flow->properties, code)));
        }
    }
}

} // namespace stormglass::app
