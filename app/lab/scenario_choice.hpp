// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/workspace/keyed_list_model.hpp"
#include "app/workspace/session.hpp"

#include <optional>
#include <string>

namespace stormglass::app {

/// The scenarios of the board and the one that forecast and runs go by. A board without one offers the stated default.
class ScenarioChoice : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The lab owns the choice")
    Q_PROPERTY(stormglass::app::KeyedListModel* list READ list CONSTANT FINAL)
    Q_PROPERTY(int current READ current WRITE setCurrent NOTIFY currentChanged FINAL)
    Q_PROPERTY(QString label READ label NOTIFY currentChanged FINAL)

  public:
    /// The session must outlive the choice.
    explicit ScenarioChoice(Session& session, QObject* parent = nullptr);

    [[nodiscard]] KeyedListModel* list() { return &m_list; }

    [[nodiscard]] int current() const;
    void setCurrent(int row);

    /// The id of the chosen scenario; nothing on a board without one.
    [[nodiscard]] std::optional<std::string> id() const;
    [[nodiscard]] QString label() const;

    /// Adds a scenario to the board and chooses it.
    Q_INVOKABLE void add();

  signals:
    void currentChanged();

  private:
    void follow();

    Session& m_session;
    KeyedListModel m_list;
    QString m_id;
};

} // namespace stormglass::app
