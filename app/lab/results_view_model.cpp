// SPDX-License-Identifier: Apache-2.0
#include "app/lab/results_view_model.hpp"

#include "app/lab/board_figures.hpp"
#include "app/lab/charts.hpp"
#include "app/lab/figure_text.hpp"
#include "app/lab/measure_words.hpp"
#include "app/lab/names.hpp"
#include "app/wording/estimate_words.hpp"
#include "simulator/run/report_json.hpp"

#include <algorithm>

namespace stormglass::app {

namespace {

using model::Unit;

constexpr std::size_t kMostBusiest = 8;
constexpr std::size_t kMostCharts = 3;

QString text(const std::string& s) {
    return QString::fromStdString(s);
}

QString operatorText(const std::string& op) {
    return op == "<=" ? QStringLiteral("≤") : op == ">=" ? QStringLiteral("≥") : text(op);
}

QString objectiveTitle(const model::Board& board, const sim::ObjectiveReport& objective) {
    const QString words = wordsOfMeasure(objective.measure);
    return objective.of.empty() ? words : QObject::tr("%1 %2").arg(nameOf(board, objective.of), words);
}

QString quantileText(const sim::JourneyReport& journey, std::size_t which) {
    return journey.times.quantiles ? estimateText((*journey.times.quantiles)[which], Unit::seconds)
                                   : QObject::tr("not kept");
}

/// Why a figure of the journey is withheld, or what else has to be said of it.
QString journeyNote(const sim::JourneyReport& journey) {
    if (journey.times.count == 0) {
        return QObject::tr("never completed");
    }
    QStringList notes;
    if (journey.times.quantiles) {
        const sim::Estimate& p99 = (*journey.times.quantiles)[3];
        if (p99.withheld()) {
            notes << QObject::tr("p99 %1").arg(withheldReason(p99));
        }
    }
    if (journey.unfinished > 0) {
        notes << QObject::tr("%1 unfinished").arg(countText(journey.unfinished));
    }
    return notes.join(QObject::tr(" · "));
}

} // namespace

ResultsViewModel::ResultsViewModel(RunViewModel& run, QObject* parent)
    : QObject(parent)
    , m_run(run)
    , m_objectives({"title", "target", "actual", "outcome", "outcomeText"})
    , m_busiest({"label", "share", "figure", "isBottleneck"})
    , m_journeys({"label", "ends", "mean", "p50", "p90", "p99", "note"})
    , m_breakdown({"label", "figure", "share", "kind"})
    , m_exact({"label", "exact", "simulated", "deviation"})
    , m_charts({"chart"}) {
    connect(&run, &RunViewModel::reportChanged, this, &ResultsViewModel::follow);
}

void ResultsViewModel::setJourney(int row) {
    if (row != m_journey && row >= 0 && row < m_journeys.count()) {
        m_journey = row;
        if (m_run.report() != nullptr) {
            listBreakdown(*m_run.report(), *m_run.board());
        }
        emit changed();
    }
}

void ResultsViewModel::follow() {
    if (m_run.report() == nullptr) {
        clear();
        return;
    }
    const sim::RunReport& report = *m_run.report();
    const model::Board& board = *m_run.board();
    tellVerdict(report, board);
    listObjectives(report, board);
    listBusiest(report, board);
    listJourneys(report, board);
    listBreakdown(report, board);
    listExact(report, board);
    listCharts(report, board);
    emit changed();
}

void ResultsViewModel::clear() {
    for (QString* line : {&m_verdict, &m_verdictTone, &m_runLine, &m_accountingLine, &m_ignoredLine, &m_breakdownTitle,
                          &m_breakdownSentence}) {
        line->clear();
    }
    for (KeyedListModel* list : {&m_objectives, &m_busiest, &m_journeys, &m_breakdown, &m_exact, &m_charts}) {
        list->setRows({});
    }
    emit changed();
}

void ResultsViewModel::tellVerdict(const sim::RunReport& report, const model::Board& board) {
    m_verdict = verdictSentence(report, board);
    m_verdictTone = report.verdict == sim::Verdict::unstable                        ? QStringLiteral("bad")
                    : report.verdict == sim::Verdict::stopped || !report.stationary ? QStringLiteral("warning")
                                                                                    : QStringLiteral("good");
    m_runLine = runSentence(report);
    m_accountingLine = accountingSentence(report);
    QStringList paths;
    for (const std::string& path : report.notSimulated) {
        paths << text(path);
    }
    m_ignoredLine = paths.isEmpty() ? QString{} : tr("Not simulated yet: %1").arg(paths.join(tr(", ")));
}

void ResultsViewModel::listObjectives(const sim::RunReport& report, const model::Board& board) {
    std::vector<KeyedListModel::Row> rows;
    for (const sim::ObjectiveReport& objective : report.objectives) {
        const Unit unit = wording::unitOfMeasure(objective.measure);
        const bool isKnown = !objective.actual.withheld();
        const bool isSure = objective.certain && isKnown;
        const QString state = !isSure         ? QStringLiteral("uncertain")
                              : objective.met ? QStringLiteral("met")
                                              : QStringLiteral("missed");
        const QString stateText = !isKnown        ? withheldReason(objective.actual)
                                  : !isSure       ? tr("? uncertain")
                                  : objective.met ? tr("✓ met")
                                                  : tr("✕ missed");
        const QString target = tr("%1 %2").arg(operatorText(objective.op), quantityText(objective.value, unit));
        rows.push_back(
            {QString::number(rows.size()),
             {objectiveTitle(board, objective), target, estimateText(objective.actual, unit), state, stateText}});
    }
    m_objectives.setRows(std::move(rows));
}

void ResultsViewModel::listBusiest(const sim::RunReport& report, const model::Board& board) {
    std::vector<KeyedListModel::Row> rows;
    for (const BusiestPlace& place : busiestPlaces(report, board)) {
        if (rows.size() == kMostBusiest) {
            break;
        }
        rows.push_back({text(place.id),
                        {placeName(board, place.id), place.busy.value, estimateText(place.busy, Unit::probability),
                         rows.empty()}});
    }
    m_busiest.setRows(std::move(rows));
}

void ResultsViewModel::listJourneys(const sim::RunReport& report, const model::Board& board) {
    std::vector<KeyedListModel::Row> rows;
    for (const auto& [id, journey] : report.journeys) {
        rows.push_back(
            {text(id),
             {nameOf(board, id), journeyEnds(board, id), estimateText(journey.times.mean, Unit::seconds),
              quantileText(journey, 0), quantileText(journey, 1), quantileText(journey, 3), journeyNote(journey)}});
    }
    m_journeys.setRows(std::move(rows));
    m_journey = std::clamp(m_journey, 0, std::max(0, m_journeys.count() - 1));
}

void ResultsViewModel::listBreakdown(const sim::RunReport& report, const model::Board& board) {
    m_breakdownTitle.clear();
    m_breakdownSentence.clear();
    std::vector<KeyedListModel::Row> rows;
    if (static_cast<std::size_t>(m_journey) < report.journeys.size()) {
        const auto& [id, journey] = report.journeys[static_cast<std::size_t>(m_journey)];
        double whole = 0;
        const sim::BreakdownPart* largest = nullptr;
        for (const sim::BreakdownPart& part : journey.breakdown) {
            whole += part.p99.withheld() ? 0 : part.p99.value;
            if (!part.p99.withheld() && (largest == nullptr || part.p99.value > largest->p99.value)) {
                largest = &part;
            }
        }
        for (const sim::BreakdownPart& part : journey.breakdown) {
            if (whole > 0 && part.p99.value > 0) {
                rows.push_back(
                    {text(part.element + " " + part.part),
                     {wordsOfPart(part.part, nameOf(board, part.element)), quantityText(part.p99.value, Unit::seconds),
                      part.p99.value / whole, text(part.part)}});
            }
        }
        if (largest != nullptr && whole > 0) {
            m_breakdownTitle = tr("Where the slowest 1 % of %1 spend their %2")
                                   .arg(journeyEnds(board, id), quantityText(whole, Unit::seconds));
            QString words = wordsOfPart(largest->part, nameOf(board, largest->element));
            words[0] = words[0].toUpper();
            m_breakdownSentence =
                tr("%1 is %2 of it.").arg(words, quantityText(largest->p99.value / whole, Unit::probability, 2));
        }
    }
    m_breakdown.setRows(std::move(rows));
}

void ResultsViewModel::listExact(const sim::RunReport& report, const model::Board& board) {
    std::vector<KeyedListModel::Row> rows;
    for (const auto& [path, exact] : report.exact) {
        const QStringList parts = text(path).split(QLatin1Char('.'));
        const std::string measure = parts.mid(2).join(QLatin1Char('.')).toStdString();
        const std::optional<sim::Estimate> simulated = sim::figureAt(report, path);
        if (!simulated || parts.size() < 2) {
            continue;
        }
        const Unit unit = wording::unitOfMeasure(measure);
        rows.push_back({text(path),
                        {tr("%1 %2").arg(nameOf(board, parts[1].toStdString()), wordsOfMeasure(measure)),
                         quantityText(exact.value, unit), estimateText(*simulated, unit),
                         tr("%1 σ").arg(exact.sigmas, 0, 'f', 1)}});
    }
    m_exact.setRows(std::move(rows));
}

void ResultsViewModel::listCharts(const sim::RunReport& report, const model::Board& board) {
    std::vector<KeyedListModel::Row> rows;
    for (const ChartData& chart : chartsOf(report, board)) {
        if (rows.size() == kMostCharts) {
            break;
        }
        rows.push_back({QString::number(rows.size()), {QVariant::fromValue(chart)}});
    }
    m_charts.setRows(std::move(rows));
}

} // namespace stormglass::app
