// SPDX-License-Identifier: Apache-2.0
#include "app/workspace/workspace.hpp"

#include "model/changes/edits.hpp"

namespace stormglass::app {

Workspace::Workspace(const model::Clock& clock, QObject* parent)
    : QObject(parent), m_session(clock), m_palette(m_actions) {
    addEditActions();
    addViewActions();
    connect(&m_session, &Session::changed, &m_selection, [this] { m_selection.prune(m_session.board()); });
    connect(&m_session, &Session::replaced, &m_selection, &Selection::clear);
    connect(&m_session, &Session::refused, this, &Workspace::setNotice);
    for (const auto signal : {&Session::historyChanged, &Session::replaced}) {
        connect(&m_session, signal, &m_actions, &ActionRegistry::refresh);
    }
    connect(&m_selection, &Selection::changed, &m_actions, &ActionRegistry::refresh);
    connect(&m_settings, &WindowSettings::changed, &m_actions, &ActionRegistry::refresh);
}

void Workspace::setPaletteOpen(bool isOpen) {
    if (isOpen != m_isPaletteOpen) {
        m_isPaletteOpen = isOpen;
        emit paletteOpenChanged();
    }
}

void Workspace::setNotice(const QString& notice) {
    if (notice != m_notice) {
        m_notice = notice;
        emit noticeChanged();
    }
}

void Workspace::selectAll() {
    std::vector<model::ElementId> all;
    for (const model::Element& element : m_session.board().elements()) {
        all.push_back(element.id);
    }
    m_selection.set(std::move(all));
}

void Workspace::deleteSelected() {
    m_session.edit({"deleteSelection"},
                   model::deleteSelection(m_session.board(), m_selection.elements(), m_selection.flows()));
}

} // namespace stormglass::app
