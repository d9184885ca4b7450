// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/lab/forecast_view_model.hpp"
#include "app/lab/problems_model.hpp"
#include "app/lab/results_view_model.hpp"
#include "app/lab/run_view_model.hpp"
#include "app/lab/scenario_choice.hpp"
#include "app/workspace/workspace.hpp"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace stormglass::app {

/// Everything about load: the scenario, the forecast that follows edits, runs and their results, the problems the
/// checks find, and the mode the window is in. What the board shows of it is `figures`.
class Lab : public QObject {
    Q_OBJECT
    QML_NAMED_ELEMENT(LoadLab)
    QML_UNCREATABLE("The program makes the lab")
    Q_PROPERTY(bool loadMode READ isLoadMode WRITE setLoadMode NOTIFY modeChanged FINAL)
    Q_PROPERTY(stormglass::app::ScenarioChoice* scenarios READ scenarios CONSTANT FINAL)
    Q_PROPERTY(stormglass::app::ForecastViewModel* forecast READ forecast CONSTANT FINAL)
    Q_PROPERTY(stormglass::app::RunViewModel* run READ run CONSTANT FINAL)
    Q_PROPERTY(stormglass::app::ResultsViewModel* results READ results CONSTANT FINAL)
    Q_PROPERTY(stormglass::app::ProblemsModel* problems READ problems CONSTANT FINAL)

  public:
    /// Adds its actions to the workspace, which must outlive the lab as the catalogue must. `folder` says where
    /// relative trace files are looked for.
    Lab(Workspace& workspace, const model::Catalogue& catalogue, Folder folder = {}, QObject* parent = nullptr);

    [[nodiscard]] bool isLoadMode() const { return m_isLoadMode; }

    void setLoadMode(bool isLoadMode);

    [[nodiscard]] ScenarioChoice* scenarios() { return &m_scenarios; }

    [[nodiscard]] ForecastViewModel* forecast() { return &m_forecast; }

    [[nodiscard]] RunViewModel* run() { return &m_run; }

    [[nodiscard]] ResultsViewModel* results() { return &m_results; }

    [[nodiscard]] ProblemsModel* problems() { return &m_problems; }

    /// What the board shows: in Load mode the run's figures once there are any, else the forecast's.
    [[nodiscard]] const drawing::Figures& figures() const { return m_figures; }

  signals:
    void modeChanged();
    void figuresChanged();

  private:
    void addActions();
    void startRun();
    void updateFigures();

    Workspace& m_workspace;
    bool m_isLoadMode = false;
    BoardFollower m_follower;
    ScenarioChoice m_scenarios;
    ForecastViewModel m_forecast;
    RunViewModel m_run;
    ResultsViewModel m_results;
    ProblemsModel m_problems;
    drawing::Figures m_figures;
};

} // namespace stormglass::app
