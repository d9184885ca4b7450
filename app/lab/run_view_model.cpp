// SPDX-License-Identifier: Apache-2.0
#include "app/lab/run_view_model.hpp"

#include "app/lab/figure_text.hpp"
#include "app/wording/run_words.hpp"

#include <cmath>
#include <utility>

namespace stormglass::app {

/// Hands what the run tells over to the window's thread.
class RunViewModel::Observer : public sim::RunObserver {
  public:
    Observer(RunViewModel& home, std::uint64_t run, BoardSnapshot board)
        : m_home(home), m_run(run), m_board(std::move(board)) {}

    void progressed(const sim::RunProgress& progress) override {
        QMetaObject::invokeMethod(
            &m_home,
            [home = &m_home, run = m_run, progress] {
                if (run == home->m_run) {
                    home->m_progress = progress;
                    emit home->progressed();
                }
            },
            Qt::QueuedConnection);
    }

    void refined(const sim::RunReport& soFar) override {
        QMetaObject::invokeMethod(
            &m_home, [home = &m_home, run = m_run, board = m_board, soFar] { home->takeReport(run, board, soFar); },
            Qt::QueuedConnection);
    }

  private:
    RunViewModel& m_home;
    std::uint64_t m_run;
    BoardSnapshot m_board;
};

RunViewModel::RunViewModel(BoardFollower& follower, ScenarioChoice& scenario, const model::Catalogue& catalogue,
                           std::function<std::filesystem::path()> folder, QObject* parent)
    : QObject(parent), m_follower(follower), m_scenario(scenario), m_catalogue(catalogue), m_folder(std::move(folder)) {
    connect(&follower, &BoardFollower::altered, this, &RunViewModel::markOutdated);
    connect(&follower, &BoardFollower::replaced, this, &RunViewModel::forget);
    connect(&scenario, &ScenarioChoice::currentChanged, this, [this] {
        if (m_scenario.id() != m_ranScenario) {
            markOutdated();
        }
    });
}

RunViewModel::~RunViewModel() {
    m_thread.request_stop();
}

QString RunViewModel::status() const {
    if (!m_isRunning) {
        return {};
    }
    const QString share = tr("%1 %").arg(std::floor(100 * m_progress.share), 0, 'f', 0);
    if (!m_progress.wallSecondsLeft || *m_progress.wallSecondsLeft < 0.5) {
        return share;
    }
    const double left = std::ceil(*m_progress.wallSecondsLeft);
    return tr("%1 · about %2 left").arg(share, quantityText(left, model::Unit::seconds, 2));
}

void RunViewModel::start() {
    if (m_isRunning) {
        return;
    }
    const BoardSnapshot board = m_follower.snapshot();
    sim::RunRequest request;
    request.scenario = m_scenario.id();
    request.folder = m_folder ? m_folder() : std::filesystem::path{};
    m_ranScenario = request.scenario;
    m_progress = {};
    m_problem.clear();
    m_wasEdited = false;
    m_isRunning = true;
    const std::uint64_t run = ++m_run;
    m_thread = std::jthread([this, run, board, request](const std::stop_token& stop) {
        Observer observer(*this, run, board);
        auto end = std::make_shared<model::Result<sim::RunReport, sim::RunError>>(
            sim::simulate(*board, request, &observer, stop));
        QMetaObject::invokeMethod(
            this, [this, run, board, end] { finish(run, board, *end); }, Qt::QueuedConnection);
    });
    emit stateChanged();
    emit progressed();
}

void RunViewModel::cancel() {
    m_thread.request_stop();
}

void RunViewModel::forget() {
    ++m_run;
    m_thread.request_stop();
    m_isRunning = false;
    m_isOutdated = false;
    m_report.reset();
    m_board.reset();
    m_problem.clear();
    emit stateChanged();
    emit reportChanged();
}

void RunViewModel::markOutdated() {
    m_wasEdited = true;
    if (m_report && !m_isOutdated) {
        m_isOutdated = true;
        emit reportChanged();
    }
}

void RunViewModel::takeReport(std::uint64_t run, const BoardSnapshot& board, sim::RunReport report) {
    if (run != m_run) {
        return;
    }
    m_report = std::move(report);
    m_board = board;
    m_isOutdated = m_wasEdited;
    emit reportChanged();
}

void RunViewModel::finish(std::uint64_t run, const BoardSnapshot& board,
                          const model::Result<sim::RunReport, sim::RunError>& end) {
    if (run != m_run) {
        return;
    }
    m_isRunning = false;
    if (end) {
        takeReport(run, board, *end);
    } else {
        m_problem = QString::fromStdString(wording::sentenceFor(end.error(), *board, m_catalogue));
    }
    emit stateChanged();
    emit progressed();
}

} // namespace stormglass::app
