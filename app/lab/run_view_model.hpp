// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/lab/board_follower.hpp"
#include "app/lab/scenario_choice.hpp"
#include "simulator/run/simulate.hpp"

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <thread>

namespace stormglass::app {

/// Runs the board under the chosen scenario on a thread of its own: progress, first figures early, refined as the run
/// goes on, stopped at once when asked to.
class RunViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The lab owns the run")
    Q_PROPERTY(bool running READ isRunning NOTIFY stateChanged FINAL)
    Q_PROPERTY(double progress READ progress NOTIFY progressed FINAL)
    Q_PROPERTY(QString status READ status NOTIFY progressed FINAL)
    Q_PROPERTY(QString problem READ problem NOTIFY stateChanged FINAL)
    Q_PROPERTY(bool hasReport READ hasReport NOTIFY reportChanged FINAL)
    Q_PROPERTY(bool outdated READ isOutdated NOTIFY reportChanged FINAL)

  public:
    /// `folder` says where relative trace files are looked for. All must outlive the run.
    RunViewModel(BoardFollower& follower, ScenarioChoice& scenario, const model::Catalogue& catalogue,
                 std::function<std::filesystem::path()> folder, QObject* parent = nullptr);
    ~RunViewModel() override;

    [[nodiscard]] bool isRunning() const { return m_isRunning; }

    /// 0..1 of what is known to be needed.
    [[nodiscard]] double progress() const { return m_progress.share; }

    /// "37 % · about 2 s left" while it runs; empty otherwise.
    [[nodiscard]] QString status() const;

    /// Why the last run did not come about; empty if it did.
    [[nodiscard]] QString problem() const { return m_problem; }

    [[nodiscard]] bool hasReport() const { return m_report.has_value(); }

    /// The board was edited after the report's run had begun, or another scenario is chosen.
    [[nodiscard]] bool isOutdated() const { return m_isOutdated; }

    /// Null before the first figures. Stays good until reportChanged.
    [[nodiscard]] const sim::RunReport* report() const { return m_report ? &*m_report : nullptr; }

    /// The board the report is about. Null while there is no report.
    [[nodiscard]] const BoardSnapshot& board() const { return m_board; }

    Q_INVOKABLE void start();
    Q_INVOKABLE void cancel();

  signals:
    void stateChanged();
    void progressed();
    void reportChanged();

  private:
    class Observer;

    void forget();
    void markOutdated();
    void takeReport(std::uint64_t run, const BoardSnapshot& board, sim::RunReport report);
    void finish(std::uint64_t run, const BoardSnapshot& board, const model::Result<sim::RunReport, sim::RunError>& end);

    BoardFollower& m_follower;
    ScenarioChoice& m_scenario;
    const model::Catalogue& m_catalogue;
    std::function<std::filesystem::path()> m_folder;
    std::uint64_t m_run = 0; ///< what comes late of an earlier run is not ours any more
    bool m_isRunning = false;
    bool m_isOutdated = false;
    bool m_wasEdited = false; ///< since the run under way began
    std::optional<std::string> m_ranScenario;
    sim::RunProgress m_progress;
    QString m_problem;
    std::optional<sim::RunReport> m_report;
    BoardSnapshot m_board;
    std::jthread m_thread;
};

} // namespace stormglass::app
