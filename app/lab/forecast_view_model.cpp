// SPDX-License-Identifier: Apache-2.0
#include "app/lab/forecast_view_model.hpp"

#include "app/lab/board_figures.hpp"
#include "app/lab/figure_text.hpp"
#include "app/lab/names.hpp"
#include "app/wording/run_words.hpp"
#include "simulator/compile/compile.hpp"
#include "simulator/compile/prepare.hpp"

#include <algorithm>
#include <utility>

namespace stormglass::app {

namespace {

QString journeySentence(const model::Board& board, const sim::ForecastReport& report) {
    if (report.journeys.empty()) {
        return {};
    }
    const auto& [id, mean] = report.journeys.front();
    return QObject::tr("%1 %2 mean").arg(journeyEnds(board, id), approximateText(mean, model::Unit::seconds));
}

QString bottleneckSentence(const model::Board& board, const sim::ForecastReport& report) {
    if (report.bottleneck.empty()) {
        return {};
    }
    const sim::ForecastPlace* place = sim::findById(report.services, report.bottleneck);
    if (place == nullptr) {
        place = sim::findById(report.elements, report.bottleneck);
    }
    const QString name = placeName(board, report.bottleneck);
    if (place == nullptr || !place->busy) {
        return QObject::tr("bottleneck %1").arg(name);
    }
    const QString share = approximateText(*place->busy, model::Unit::probability);
    return *place->busy < 1 ? QObject::tr("bottleneck %1 %2").arg(name, share)
                            : QObject::tr("%1 is offered %2 of what it can handle").arg(name, share);
}

QString headlineOf(const ForecastAnswer& answer) {
    if (!answer.report) {
        return QObject::tr("No forecast. %1").arg(QString::fromStdString(answer.obstacle));
    }
    QStringList parts{journeySentence(*answer.board, *answer.report),
                      bottleneckSentence(*answer.board, *answer.report)};
    parts.removeAll(QString{});
    return parts.join(QObject::tr(" · "));
}

} // namespace

ForecastAnswer forecastOf(const BoardSnapshot& board, const model::Catalogue& catalogue,
                          const std::optional<std::string>& scenario, const std::filesystem::path& folder) {
    ForecastAnswer answer{.board = board, .report = {}, .notSimulated = {}, .obstacle = {}};
    const auto prepared = sim::prepare(*board, catalogue, scenario, {});
    if (!prepared) {
        answer.obstacle = wording::sentenceFor(prepared.error(), *board, catalogue);
        return answer;
    }
    auto compiled = sim::compile(*prepared, catalogue, folder);
    if (!compiled) {
        answer.obstacle = wording::sentenceFor(compiled.error());
        return answer;
    }
    answer.report = sim::forecast(*compiled);
    answer.notSimulated = std::move(compiled->notSimulated);
    return answer;
}

ForecastViewModel::ForecastViewModel(BoardFollower& follower, ScenarioChoice& scenario,
                                     const model::Catalogue& catalogue, Folder folder, QObject* parent)
    : QObject(parent)
    , m_follower(follower)
    , m_scenario(scenario)
    , m_catalogue(catalogue)
    , m_folder(std::move(folder))
    , m_worker(
          *this, [&catalogue](const Job& job) { return forecastOf(job.board, catalogue, job.scenario, job.folder); },
          [this](const ForecastAnswer& answer) { take(answer); }) {
    connect(&follower, &BoardFollower::settled, this, &ForecastViewModel::request);
    connect(&scenario, &ScenarioChoice::currentChanged, this, &ForecastViewModel::request);
}

void ForecastViewModel::request() {
    m_worker.submit({m_follower.snapshot(), m_scenario.id(), m_folder ? m_folder() : std::filesystem::path{}});
}

void ForecastViewModel::take(const ForecastAnswer& answer) {
    m_answer = answer;
    m_headline = headlineOf(answer);
    m_bottleneck.clear();
    m_figures = {};
    if (answer.report) {
        m_figures = figuresOf(*answer.report, *answer.board, m_catalogue);
        if (!answer.report->bottleneck.empty()) {
            m_bottleneck = QString::fromStdString(handlerFor(*answer.report, *answer.board, answer.report->bottleneck));
        }
    }
    emit updated();
}

bool ForecastViewModel::isAlarming() const {
    return m_answer && m_answer->report && m_answer->report->verdict != sim::Verdict::stable;
}

bool ForecastViewModel::isIgnored(const std::string& path) const {
    if (!m_answer) {
        return false;
    }
    return std::ranges::any_of(m_answer->notSimulated, [&](const std::string& ignored) {
        return path == ignored || (path.starts_with(ignored) && path[ignored.size()] == '.');
    });
}

} // namespace stormglass::app
