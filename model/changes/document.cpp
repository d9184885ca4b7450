// SPDX-License-Identifier: Apache-2.0
#include "model/changes/document.hpp"

#include "model/changes/legality.hpp"

#include <algorithm>
#include <iterator>

namespace stormglass::model {

EditIntent nudging(std::string what) {
    return {"nudge", "nudge:" + std::move(what), std::chrono::seconds(1)};
}

EditIntent typing(std::string session) {
    return {"typing", "typing:" + std::move(session), std::nullopt};
}

void Document::Batch::add(std::vector<Change> changes) {
    std::ranges::move(changes, std::back_inserter(m_changes));
}

Result<Applied, Refusal> Document::Batch::commit() && {
    return m_document.edit(std::move(m_intent), std::move(m_changes));
}

Document::Document(Board board, const Clock& clock, const Past& past)
    : m_board(std::move(board)), m_clock(clock), m_history(past), m_lastSequence(past.lastSequence) {}

bool Document::mayEdit() const {
    return m_isEditable && (m_journal == nullptr || m_journal->acceptsEdits());
}

Result<std::vector<Change>, Refusal> Document::pass(const std::vector<Change>& changes) {
    if (m_isAnnouncing) {
        return Failure{Refusal{Refusal::Reason::reentrant, {}}};
    }
    if (!mayEdit()) {
        return Failure{Refusal{Refusal::Reason::notEditable, {}}};
    }
    if (m_catalogue != nullptr) {
        if (auto illegal = firstIllegal(*m_catalogue, changes)) {
            return Failure{Refusal{Refusal::Reason::malformedValue, std::move(*illegal)}};
        }
    }
    return applyChanges(m_board, changes);
}

Result<Applied, Refusal> Document::edit(EditIntent intent, std::vector<Change> changes) {
    auto net = pass(changes);
    if (!net) {
        return Failure{net.error()};
    }
    const Clock::TimePoint now = m_clock.now();
    if (net->empty()) {
        return Applied{m_lastSequence, m_history.head(), EditAction::edit, std::move(intent.label), now, {}};
    }
    if (!m_history.joinsHead(intent.mergeKey, intent.mergeWithin, now)) {
        m_history.begin(intent.label, std::move(intent.mergeKey));
    }
    m_history.extend(*net, now);
    Applied entry{++m_lastSequence, m_history.head(), EditAction::edit, std::move(intent.label), now, std::move(*net)};
    announce(entry);
    return entry;
}

Result<Applied, Refusal> Document::travel(EditAction action) {
    const bool isUndo = action == EditAction::undo;
    if (isUndo ? !canUndo() : !canRedo()) {
        return Failure{Refusal{Refusal::Reason::nothingToDo, {}}};
    }
    if (!mayEdit()) {
        return Failure{Refusal{Refusal::Reason::notEditable, {}}};
    }
    const auto changes = isUndo ? m_history.changesToUndo(m_board) : m_history.changesToRedo(m_board);
    if (!changes) {
        return Failure{changes.error()};
    }
    auto net = pass(*changes);
    if (!net) {
        return Failure{net.error()};
    }
    std::string label = isUndo ? undoLabel() : redoLabel();
    const StepId step = isUndo ? m_history.head() : m_history.next();
    if (isUndo) {
        m_history.moveBack();
    } else {
        m_history.moveForward();
    }
    Applied entry{++m_lastSequence, step, action, std::move(label), m_clock.now(), std::move(*net)};
    announce(entry);
    return entry;
}

Result<Applied, Refusal> Document::undo() {
    return travel(EditAction::undo);
}

Result<Applied, Refusal> Document::redo() {
    return travel(EditAction::redo);
}

Document::Subscription Document::subscribe(Listener listener) {
    auto shared = std::make_shared<Listener>(std::move(listener));
    m_listeners.emplace_back(shared);
    return Subscription(std::move(shared));
}

void Document::announce(const Applied& entry) {
    if (m_journal != nullptr) {
        m_journal->append(entry);
    }
    std::erase_if(m_listeners, [](const auto& listener) { return listener.expired(); });
    m_isAnnouncing = true;
    const auto listeners = m_listeners; // one of them may subscribe or unsubscribe
    for (const auto& weak : listeners) {
        if (const auto listener = weak.lock()) {
            (*listener)(m_board, entry);
        }
    }
    m_isAnnouncing = false;
}

} // namespace stormglass::model
