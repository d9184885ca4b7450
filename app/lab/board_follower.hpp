// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/workspace/session.hpp"

#include <QObject>
#include <QTimer>

#include <memory>

namespace stormglass::app {

using BoardSnapshot = std::shared_ptr<const model::Board>;

/// True if the entry alters more than where things stand and how arrows bend: nothing that is computed depends on that.
[[nodiscard]] bool altersMeaning(const model::Applied& applied);

/// Copies the board for those who compute on other threads: once for all edits of one turn of the event loop, and never
/// for a mere move.
class BoardFollower : public QObject {
    Q_OBJECT

  public:
    /// The session must outlive the follower.
    explicit BoardFollower(Session& session, QObject* parent = nullptr);

    /// The board as it stands now. Never null.
    [[nodiscard]] const BoardSnapshot& snapshot();

  signals:
    /// The board means something else than a moment ago. Told at once, before `settled`.
    void altered();
    /// Another document is shown.
    void replaced();
    /// A new snapshot is there.
    void settled(const stormglass::app::BoardSnapshot& snapshot);

  private:
    void noteAlteration();
    void settle();

    Session& m_session;
    QTimer m_timer;
    BoardSnapshot m_snapshot;
};

} // namespace stormglass::app
