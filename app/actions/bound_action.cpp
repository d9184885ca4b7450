// SPDX-License-Identifier: Apache-2.0
#include "app/actions/bound_action.hpp"

#include <QKeySequence>

#include <utility>

namespace stormglass::app {

BoundAction::BoundAction(Action action, QObject* parent) : QObject(parent), m_action(std::move(action)) {
    refresh();
}

QString BoundAction::shortcutText() const {
    if (m_action.shortcuts.isEmpty()) {
        return {};
    }
    return QKeySequence(m_action.shortcuts.first()).toString(QKeySequence::NativeText);
}

QVariantList BoundAction::sequences() const {
    return {m_action.shortcuts.begin(), m_action.shortcuts.end()};
}

void BoundAction::trigger() {
    refresh();
    if (m_enabled && m_action.perform) {
        m_action.perform();
        emit triggered();
    }
}

void BoundAction::refresh() {
    const bool isEnabled = !m_action.enabled || m_action.enabled();
    const bool isChecked = m_action.checked && m_action.checked();
    if (isEnabled != m_enabled || isChecked != m_checked) {
        m_enabled = isEnabled;
        m_checked = isChecked;
        emit stateChanged();
    }
}

} // namespace stormglass::app
