// SPDX-License-Identifier: Apache-2.0
#include "app/files/document_files.hpp"

namespace stormglass::app {

void DocumentFiles::addActions() {
    ActionRegistry& actions = *m_workspace.actions();
    const auto isFree = [this] { return !isBusy(); };
    const auto isKept = [this] { return !isBusy() && document() != nullptr; };
    actions.add({.id = QStringLiteral("file.new"),
                 .label = tr("New board"),
                 .shortcuts = {QStringLiteral("Ctrl+N")},
                 .perform = [this] { newBoard(); },
                 .enabled = isFree});
    actions.add({.id = QStringLiteral("file.open"),
                 .label = tr("Open…"),
                 .shortcuts = {QStringLiteral("Ctrl+O")},
                 .perform = [this] { emit openWanted(); },
                 .enabled = isFree});
    actions.add({.id = QStringLiteral("file.openRecent"),
                 .label = tr("Open recent…"),
                 .shortcuts = {QStringLiteral("Ctrl+Shift+O")},
                 .perform = [this] { emit recentWanted(); },
                 .enabled = [this] { return !isBusy() && m_recent.count() > 0; }});
    actions.add({.id = QStringLiteral("file.examples"),
                 .label = tr("Examples…"),
                 .perform = [this] { emit examplesWanted(); },
                 .enabled = [this] { return !isBusy() && m_exampleList.count() > 0; }});
    actions.add({.id = QStringLiteral("file.drafts"),
                 .label = tr("Unsaved boards…"),
                 .perform =
                     [this] {
                         lookForDrafts();
                         emit draftsWanted();
                     },
                 .enabled = isFree});
    actions.add({.id = QStringLiteral("file.save"),
                 .label = tr("Save"),
                 .shortcuts = {QStringLiteral("Ctrl+S")},
                 .perform = [this] { save(); },
                 .enabled = isKept,
                 .startsGroup = true});
    actions.add({.id = QStringLiteral("file.saveAs"),
                 .label = tr("Save as…"),
                 .shortcuts = {QStringLiteral("Ctrl+Shift+S")},
                 .perform = [this] { emit saveAsWanted(true); },
                 .enabled = isKept});
    actions.add({.id = QStringLiteral("file.saveWithoutHistory"),
                 .label = tr("Save as, without history…"),
                 .perform = [this] { emit saveAsWanted(false); },
                 .enabled = [this] { return !isBusy() && document() != nullptr && m_state != State::Failed; }});
    actions.add({.id = QStringLiteral("file.nameVersion"),
                 .label = tr("Name this version…"),
                 .perform = [this] { emit versionNameWanted(); },
                 .enabled =
                     [this] {
                         return !isBusy() && document() != nullptr && m_role == FileRole::stored &&
                                m_state == State::Stored;
                     }});
    actions.add({.id = QStringLiteral("file.quit"),
                 .label = tr("Quit"),
                 .shortcuts = {QStringLiteral("Ctrl+Q")},
                 .perform = [this] { emit m_workspace.quitRequested(); },
                 .startsGroup = true});
}

} // namespace stormglass::app
