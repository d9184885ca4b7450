// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/lab/run_view_model.hpp"
#include "app/workspace/keyed_list_model.hpp"

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <string>

namespace stormglass::app {

/// What the latest run found out, in words and lists: the results panel and the lab read it.
class ResultsViewModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The lab owns the results")
    Q_PROPERTY(QString verdict READ verdict NOTIFY changed FINAL)
    Q_PROPERTY(QString verdictTone READ verdictTone NOTIFY changed FINAL)
    Q_PROPERTY(QString runLine READ runLine NOTIFY changed FINAL)
    Q_PROPERTY(QString accountingLine READ accountingLine NOTIFY changed FINAL)
    Q_PROPERTY(QString ignoredLine READ ignoredLine NOTIFY changed FINAL)
    Q_PROPERTY(QString breakdownTitle READ breakdownTitle NOTIFY changed FINAL)
    Q_PROPERTY(QString breakdownSentence READ breakdownSentence NOTIFY changed FINAL)
    Q_PROPERTY(int journey READ journey WRITE setJourney NOTIFY changed FINAL)
    Q_PROPERTY(stormglass::app::KeyedListModel* objectives READ objectives CONSTANT FINAL)
    Q_PROPERTY(stormglass::app::KeyedListModel* busiest READ busiest CONSTANT FINAL)
    Q_PROPERTY(stormglass::app::KeyedListModel* journeys READ journeys CONSTANT FINAL)
    Q_PROPERTY(stormglass::app::KeyedListModel* breakdown READ breakdown CONSTANT FINAL)
    Q_PROPERTY(stormglass::app::KeyedListModel* exact READ exact CONSTANT FINAL)
    Q_PROPERTY(stormglass::app::KeyedListModel* charts READ charts CONSTANT FINAL)

  public:
    /// The run must outlive the results.
    explicit ResultsViewModel(RunViewModel& run, QObject* parent = nullptr);

    /// Stable, or what isn't, where, and by how much.
    [[nodiscard]] QString verdict() const { return m_verdict; }

    /// "good", "warning" or "bad".
    [[nodiscard]] QString verdictTone() const { return m_verdictTone; }

    /// "8 runs of 30 min · 31.4 M events · 1.6 s".
    [[nodiscard]] QString runLine() const { return m_runLine; }

    /// "Every delivery accounted for: ... emitted = ... handled + ...".
    [[nodiscard]] QString accountingLine() const { return m_accountingLine; }

    /// What the run took no account of; empty if there is nothing.
    [[nodiscard]] QString ignoredLine() const { return m_ignoredLine; }

    [[nodiscard]] QString breakdownTitle() const { return m_breakdownTitle; }

    [[nodiscard]] QString breakdownSentence() const { return m_breakdownSentence; }

    /// The journey whose time is broken down, as a row of `journeys`.
    [[nodiscard]] int journey() const { return m_journey; }

    void setJourney(int row);

    /// Cells: title, target, actual, outcome ("met", "missed", "uncertain"), outcomeText.
    [[nodiscard]] KeyedListModel* objectives() { return &m_objectives; }

    /// Cells: label, share (0..1), figure, isBottleneck. The busiest first.
    [[nodiscard]] KeyedListModel* busiest() { return &m_busiest; }

    /// Cells: label, ends, mean, p50, p90, p99, note.
    [[nodiscard]] KeyedListModel* journeys() { return &m_journeys; }

    /// Cells: label, figure, share (0..1 of the slowest 1 %), kind (the part of the contract).
    [[nodiscard]] KeyedListModel* breakdown() { return &m_breakdown; }

    /// Cells: label, exact, simulated, deviation.
    [[nodiscard]] KeyedListModel* exact() { return &m_exact; }

    /// Cells: chart.
    [[nodiscard]] KeyedListModel* charts() { return &m_charts; }

  signals:
    void changed();

  private:
    void follow();
    void clear();
    void tellVerdict(const sim::RunReport& report, const model::Board& board);
    void listObjectives(const sim::RunReport& report, const model::Board& board);
    void listBusiest(const sim::RunReport& report, const model::Board& board);
    void listJourneys(const sim::RunReport& report, const model::Board& board);
    void listBreakdown(const sim::RunReport& report, const model::Board& board);
    void listExact(const sim::RunReport& report, const model::Board& board);
    void listCharts(const sim::RunReport& report, const model::Board& board);

    RunViewModel& m_run;
    QString m_verdict;
    QString m_verdictTone;
    QString m_runLine;
    QString m_accountingLine;
    QString m_ignoredLine;
    QString m_breakdownTitle;
    QString m_breakdownSentence;
    int m_journey = 0;
    KeyedListModel m_objectives;
    KeyedListModel m_busiest;
    KeyedListModel m_journeys;
    KeyedListModel m_breakdown;
    KeyedListModel m_exact;
    KeyedListModel m_charts;
};

/// The sentence about a run as a whole: stable, or what isn't, where and by how much.
[[nodiscard]] QString verdictSentence(const sim::RunReport& report, const model::Board& board);

/// "8 runs of 30 min, warm-up 2 min · 31.4 M events · 1.6 s".
[[nodiscard]] QString runSentence(const sim::RunReport& report);

/// All messages together: "Every delivery accounted for: 1 482 904 emitted = 1 438 271 handled + ...".
[[nodiscard]] QString accountingSentence(const sim::RunReport& report);

} // namespace stormglass::app
