// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/actions/action.hpp"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace stormglass::app {

/// An Action as QML sees it. It caches what `enabled` and `checked` said last; the registry asks again after every
/// change of the workspace, so bindings follow without polling.
class BoundAction : public QObject {
    Q_OBJECT
    QML_NAMED_ELEMENT(BoardAction)
    QML_UNCREATABLE("Actions come from the registry")
    Q_PROPERTY(QString actionId READ actionId CONSTANT FINAL)
    Q_PROPERTY(QString label READ label CONSTANT FINAL)
    Q_PROPERTY(QString shortcutText READ shortcutText CONSTANT FINAL)
    Q_PROPERTY(QVariantList sequences READ sequences CONSTANT FINAL)
    Q_PROPERTY(bool checkable READ checkable CONSTANT FINAL)
    Q_PROPERTY(bool startsGroup READ startsGroup CONSTANT FINAL)
    Q_PROPERTY(bool enabled READ enabled NOTIFY stateChanged FINAL)
    Q_PROPERTY(bool checked READ checked NOTIFY stateChanged FINAL)

  public:
    BoundAction(Action action, QObject* parent);

    [[nodiscard]] QString actionId() const { return m_action.id; }

    [[nodiscard]] QString label() const { return m_action.label; }

    /// The first key as people write it on this platform, "" if there is none.
    [[nodiscard]] QString shortcutText() const;

    [[nodiscard]] QStringList shortcuts() const { return m_action.shortcuts; }

    /// The same as QML's Shortcut wants them.
    [[nodiscard]] QVariantList sequences() const;

    [[nodiscard]] bool checkable() const { return static_cast<bool>(m_action.checked); }

    [[nodiscard]] bool startsGroup() const { return m_action.startsGroup; }

    [[nodiscard]] bool inMenu() const { return m_action.inMenu; }

    [[nodiscard]] bool enabled() const { return m_enabled; }

    [[nodiscard]] bool checked() const { return m_checked; }

    /// Performs the action if it is enabled right now (asked anew, not from the cache).
    Q_INVOKABLE void trigger();

    void refresh();

  signals:
    void stateChanged();
    void triggered();

  private:
    Action m_action;
    bool m_enabled = true;
    bool m_checked = false;
};

} // namespace stormglass::app
