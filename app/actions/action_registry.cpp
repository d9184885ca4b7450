// SPDX-License-Identifier: Apache-2.0
#include "app/actions/action_registry.hpp"

#include <algorithm>
#include <utility>

namespace stormglass::app {

ActionRegistry::ActionRegistry(QObject* parent) : QObject(parent) {}

void ActionRegistry::add(Action action) {
    Q_ASSERT(find(action.id) == nullptr);
    m_actions.append(new BoundAction(std::move(action), this));
    emit changed();
}

BoundAction* ActionRegistry::find(const QString& id) const {
    const auto found =
        std::find_if(m_actions.begin(), m_actions.end(), [&](const BoundAction* a) { return a->actionId() == id; });
    return found == m_actions.end() ? nullptr : *found;
}

QList<BoundAction*> ActionRegistry::inMenu(const QString& menu) const {
    QList<BoundAction*> entries;
    std::copy_if(m_actions.begin(), m_actions.end(), std::back_inserter(entries), [&](const BoundAction* a) {
        return a->inMenu() && a->actionId().section(QLatin1Char('.'), 0, 0) == menu;
    });
    return entries;
}

void ActionRegistry::refresh() {
    for (BoundAction* action : m_actions) {
        action->refresh();
    }
}

} // namespace stormglass::app
