// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/actions/bound_action.hpp"

#include <QList>
#include <QQmlListProperty>

namespace stormglass::app {

/// All actions of a window, in the order in which the menus show them.
class ActionRegistry : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The workspace owns the registry")
    Q_PROPERTY(QQmlListProperty<stormglass::app::BoundAction> entries READ entries NOTIFY changed FINAL)

  public:
    explicit ActionRegistry(QObject* parent = nullptr);

    /// Adds an action. Its id must be new.
    void add(Action action);

    [[nodiscard]] QList<BoundAction*> all() const { return m_actions; }

    [[nodiscard]] QQmlListProperty<BoundAction> entries() { return {this, &m_actions}; }

    /// The action of that id; null if there is none (QML then shows nothing, tests fail loudly).
    Q_INVOKABLE stormglass::app::BoundAction* find(const QString& id) const;
    /// The entries of a menu ("file", "edit" ...), in order.
    Q_INVOKABLE QList<stormglass::app::BoundAction*> inMenu(const QString& menu) const;

    /// Asks every action anew whether it is enabled and checked.
    void refresh();

  signals:
    void changed();

  private:
    QList<BoundAction*> m_actions;
};

} // namespace stormglass::app
