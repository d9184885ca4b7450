// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/lab/board_follower.hpp"
#include "app/lab/latest_worker.hpp"
#include "app/workspace/keyed_list_model.hpp"
#include "app/workspace/selection.hpp"
#include "app/workspace/window_settings.hpp"
#include "model/notation/findings.hpp"

#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace stormglass::app {

/// What the checks say of the board at the level it is looked at; follows every edit.
class ProblemsModel : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The lab owns the problems")
    Q_PROPERTY(stormglass::app::KeyedListModel* list READ list CONSTANT FINAL)
    Q_PROPERTY(int errors READ errors NOTIFY updated FINAL)
    Q_PROPERTY(int warnings READ warnings NOTIFY updated FINAL)
    Q_PROPERTY(QString summary READ summary NOTIFY updated FINAL)
    Q_PROPERTY(QString first READ first NOTIFY updated FINAL)
    Q_PROPERTY(bool firstCanBeWaived READ firstCanBeWaived NOTIFY updated FINAL)

  public:
    /// All must outlive the model.
    ProblemsModel(BoardFollower& follower, Session& session, Selection& selection, WindowSettings& settings,
                  QObject* parent = nullptr);

    /// Cells: severity ("error", "warning", "hint"), sentence, fix, canBeWaived.
    [[nodiscard]] KeyedListModel* list() { return &m_list; }

    [[nodiscard]] int errors() const { return m_errors; }

    [[nodiscard]] int warnings() const { return m_warnings; }

    /// "2 warnings", "1 error, 3 warnings"; empty if there is nothing.
    [[nodiscard]] QString summary() const;
    /// The sentence of the most serious finding; empty if there is none.
    [[nodiscard]] QString first() const;
    [[nodiscard]] bool firstCanBeWaived() const;

    /// Selects the place of a finding and asks for it to be scrolled into view.
    Q_INVOKABLE void show(int row);
    /// Accepts the finding on its element or flow. It is an edit, and undone like one.
    Q_INVOKABLE void waive(int row);

  signals:
    void updated();
    /// These should be seen.
    void showRequested();

  private:
    struct Job {
        BoardSnapshot board;
        model::Level level;
    };

    struct Answer {
        BoardSnapshot board;
        std::vector<model::Finding> findings;
    };

    void request();
    void take(const Answer& answer);
    [[nodiscard]] const model::Finding* at(int row) const;

    BoardFollower& m_follower;
    Session& m_session;
    Selection& m_selection;
    WindowSettings& m_settings;
    KeyedListModel m_list;
    std::vector<model::Finding> m_findings; ///< those not waived, as listed
    int m_errors = 0;
    int m_warnings = 0;
    QString m_level; ///< the one last asked for
    LatestWorker<Job, Answer> m_worker;
};

} // namespace stormglass::app
