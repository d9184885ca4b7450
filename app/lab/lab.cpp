// SPDX-License-Identifier: Apache-2.0
#include "app/lab/lab.hpp"

#include "app/lab/board_figures.hpp"

#include <utility>

namespace stormglass::app {

Lab::Lab(Workspace& workspace, const model::Catalogue& catalogue, Folder folder, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_follower(*workspace.session())
    , m_scenarios(*workspace.session())
    , m_forecast(m_follower, m_scenarios, catalogue, folder)
    , m_run(m_follower, m_scenarios, catalogue, std::move(folder))
    , m_results(m_run)
    , m_problems(m_follower, *workspace.session(), *workspace.selection(), *workspace.settings()) {
    addActions();
    connect(&m_forecast, &ForecastViewModel::updated, this, &Lab::updateFigures);
    connect(&m_run, &RunViewModel::reportChanged, this, &Lab::updateFigures);
    connect(&m_run, &RunViewModel::stateChanged, workspace.actions(), &ActionRegistry::refresh);
    connect(&m_problems, &ProblemsModel::updated, workspace.actions(), &ActionRegistry::refresh);
    connect(&m_run, &RunViewModel::stateChanged, this, [this] {
        if (!m_run.problem().isEmpty()) {
            m_workspace.setNotice(m_run.problem());
        }
    });
}

void Lab::setLoadMode(bool isLoadMode) {
    if (isLoadMode != m_isLoadMode) {
        m_isLoadMode = isLoadMode;
        emit modeChanged();
        m_workspace.actions()->refresh();
        updateFigures();
    }
}

void Lab::startRun() {
    setLoadMode(true);
    m_run.start();
}

void Lab::updateFigures() {
    drawing::Figures figures = m_isLoadMode && m_run.hasReport()
                                   ? figuresOf(*m_run.report(), *m_run.board(), m_run.isOutdated())
                                   : m_forecast.figures();
    if (!(figures == m_figures)) {
        m_figures = std::move(figures);
        emit figuresChanged();
    }
}

void Lab::addActions() {
    ActionRegistry& actions = *m_workspace.actions();
    actions.add({.id = QStringLiteral("load.run"),
                 .label = tr("Run load"),
                 .shortcuts = {QStringLiteral("F5")},
                 .perform = [this] { startRun(); },
                 .enabled = [this] { return !m_run.isRunning() && !m_workspace.session()->isEmpty(); }});
    actions.add({.id = QStringLiteral("load.stop"),
                 .label = tr("Stop"),
                 .shortcuts = {QStringLiteral("Shift+F5")},
                 .perform = [this] { m_run.cancel(); },
                 .enabled = [this] { return m_run.isRunning(); }});
    actions.add({.id = QStringLiteral("load.addScenario"),
                 .label = tr("Add a scenario"),
                 .perform = [this] { m_scenarios.add(); },
                 .startsGroup = true});
    actions.add({.id = QStringLiteral("view.mode"),
                 .label = tr("Load mode"),
                 .shortcuts = {QStringLiteral("Ctrl+M")},
                 .perform = [this] { setLoadMode(!m_isLoadMode); },
                 .checked = [this] { return m_isLoadMode; }});
    actions.add({.id = QStringLiteral("view.lab"),
                 .label = tr("Lab"),
                 .shortcuts = {QStringLiteral("Ctrl+J")},
                 .perform =
                     [this] {
                         WindowSettings& settings = *m_workspace.settings();
                         settings.setLabOpen(!m_isLoadMode || !settings.labOpen());
                         setLoadMode(true);
                     },
                 .checked = [this] { return m_isLoadMode && m_workspace.settings()->labOpen(); }});
    actions.add({.id = QStringLiteral("view.nextProblem"),
                 .label = tr("Show the first problem"),
                 .shortcuts = {QStringLiteral("F8")},
                 .perform = [this] { m_problems.show(0); },
                 .enabled = [this] { return m_problems.list()->count() > 0; }});
}

} // namespace stormglass::app
