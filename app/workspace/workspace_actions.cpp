// SPDX-License-Identifier: Apache-2.0
#include "app/workspace/workspace.hpp"

namespace stormglass::app {

void Workspace::addEditActions() {
    m_actions.add({.id = QStringLiteral("edit.undo"),
                   .label = tr("Undo"),
                   .shortcuts = {QStringLiteral("Ctrl+Z")},
                   .perform = [this] { m_session.undo(); },
                   .enabled = [this] { return m_session.canUndo(); }});
    m_actions.add({.id = QStringLiteral("edit.redo"),
                   .label = tr("Redo"),
                   .shortcuts = {QStringLiteral("Ctrl+Shift+Z"), QStringLiteral("Ctrl+Y")},
                   .perform = [this] { m_session.redo(); },
                   .enabled = [this] { return m_session.canRedo(); }});
    m_actions.add({.id = QStringLiteral("edit.delete"),
                   .label = tr("Delete"),
                   .shortcuts = {QStringLiteral("Del"), QStringLiteral("Backspace")},
                   .perform = [this] { deleteSelected(); },
                   .enabled = [this] { return !m_selection.isEmpty(); },
                   .startsGroup = true});
    m_actions.add({.id = QStringLiteral("edit.selectAll"),
                   .label = tr("Select all"),
                   .shortcuts = {QStringLiteral("Ctrl+A")},
                   .perform = [this] { selectAll(); },
                   .enabled = [this] { return !m_session.isEmpty(); }});
    m_actions.add({.id = QStringLiteral("edit.selectNone"),
                   .label = tr("Select nothing"),
                   .shortcuts = {QStringLiteral("Escape")},
                   .perform = [this] { m_selection.clear(); },
                   .enabled = [this] { return !m_selection.isEmpty(); }});
}

void Workspace::addThemeAction(const QString& id, const QString& label, const QString& mode) {
    m_actions.add({.id = id,
                   .label = label,
                   .perform = [this, mode] { m_settings.setThemeMode(mode); },
                   .checked = [this, mode] { return m_settings.themeMode() == mode; },
                   .startsGroup = mode == QLatin1String("system")});
}

void Workspace::addViewActions() {
    m_actions.add({.id = QStringLiteral("view.palette"),
                   .label = tr("Search or run a command"),
                   .shortcuts = {QStringLiteral("Ctrl+K"), QStringLiteral("Ctrl+Shift+P")},
                   .perform = [this] { setPaletteOpen(true); }});
    m_actions.add({.id = QStringLiteral("view.inspector"),
                   .label = tr("Inspector"),
                   .shortcuts = {QStringLiteral("Ctrl+Alt+B")},
                   .perform = [this] { m_settings.setInspectorOpen(!m_settings.inspectorOpen()); },
                   .checked = [this] { return m_settings.inspectorOpen(); },
                   .startsGroup = true});
    addThemeAction(QStringLiteral("view.themeSystem"), tr("Theme of the desktop"), QStringLiteral("system"));
    addThemeAction(QStringLiteral("view.themeLight"), tr("Light theme"), QStringLiteral("light"));
    addThemeAction(QStringLiteral("view.themeDark"), tr("Dark theme"), QStringLiteral("dark"));
}

} // namespace stormglass::app
