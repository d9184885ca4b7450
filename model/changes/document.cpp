// SPDX-License-Identifier: Apache-2.0
#include "model/changes/document.hpp"

#include <algorithm>
#include <iterator>

namespace stormglass::model {

EditIntent nudging(std::string what) {
    return {"nudge", "nudge:" + std::move(what), std::chrono::seconds(1)};
}

EditIntent typing(std::string session) {
    return {"typing", "typing:" + std::move(session), std::nullopt};
}

std::vector<Change> inverseOf(const std::vector<Change>& changes) {
    std::vector<Change> inverse;
    inverse.reserve(changes.size());
    std::transform(changes.rbegin(), changes.rend(), std::back_inserter(inverse),
                   [](const Change& change) { return inverseOf(change); });
    return inverse;
}

void Document::Batch::add(std::vector<Change> changes) {
    std::ranges::move(changes, std::back_inserter(m_changes));
}

Result<Applied, Refusal> Document::Batch::commit() && {
    return m_document.edit(std::move(m_intent), std::move(m_changes));
}

Document::Document(Board board, const Clock& clock, std::vector<Applied> history)
    : m_board(std::move(board)), m_clock(clock) {
    std::ranges::for_each(history, [this](const Applied& entry) { replayHistory(entry); });
}

void Document::replayHistory(const Applied& entry) {
    m_lastSequence = entry.sequence;
    m_lastStep = std::max(m_lastStep, entry.step);
    const auto moveStep = [](std::vector<Step>& from, std::vector<Step>& to) {
        if (!from.empty()) {
            to.push_back(std::move(from.back()));
            from.pop_back();
        }
    };
    switch (entry.action) {
    case EditAction::undo:
        moveStep(m_done, m_undone);
        return;
    case EditAction::redo:
        moveStep(m_undone, m_done);
        return;
    case EditAction::edit:
        break;
    }
    m_undone.clear();
    if (m_done.empty() || m_done.back().id != entry.step) {
        // No merge key: a step of an earlier session is closed.
        m_done.push_back({entry.step, entry.label, {}, entry.time, {}});
    }
    std::ranges::copy(entry.changes, std::back_inserter(m_done.back().changes));
}

Result<std::vector<Change>, Refusal> Document::pass(const std::vector<Change>& changes) {
    if (m_isAnnouncing) {
        return Failure{Refusal{Refusal::Reason::reentrant, {}}};
    }
    if (!m_isEditable || (m_journal != nullptr && !m_journal->acceptsEdits())) {
        return Failure{Refusal{Refusal::Reason::notEditable, {}}};
    }
    return applyChanges(m_board, changes);
}

bool Document::joinsLastStep(const EditIntent& intent, Clock::TimePoint now) const {
    if (intent.mergeKey.empty() || m_done.empty() || !m_undone.empty() || m_done.back().mergeKey != intent.mergeKey) {
        return false;
    }
    return !intent.mergeWithin || now - m_done.back().lastTime <= *intent.mergeWithin;
}

Result<Applied, Refusal> Document::edit(EditIntent intent, std::vector<Change> changes) {
    auto net = pass(changes);
    if (!net) {
        return Failure{net.error()};
    }
    const Clock::TimePoint now = m_clock.now();
    if (net->empty()) {
        return Applied{m_lastSequence, m_lastStep, EditAction::edit, std::move(intent.label), now, {}};
    }
    if (!joinsLastStep(intent, now)) {
        m_done.push_back({++m_lastStep, intent.label, intent.mergeKey, now, {}});
    }
    m_undone.clear();
    Step& step = m_done.back();
    step.lastTime = now;
    std::ranges::copy(*net, std::back_inserter(step.changes));
    Applied entry{++m_lastSequence, step.id, EditAction::edit, std::move(intent.label), now, std::move(*net)};
    announce(entry);
    return entry;
}

Result<Applied, Refusal> Document::travel(std::vector<Step>& from, std::vector<Step>& to, EditAction action) {
    if (from.empty()) {
        return Failure{Refusal{Refusal::Reason::nothingToDo, {}}};
    }
    const auto& changes = from.back().changes;
    auto net = pass(action == EditAction::undo ? inverseOf(changes) : changes);
    if (!net) {
        return Failure{net.error()};
    }
    to.push_back(std::move(from.back()));
    from.pop_back();
    to.back().mergeKey.clear(); // a step that was travelled is closed
    if (!m_done.empty()) {
        m_done.back().mergeKey.clear();
    }
    Applied entry{++m_lastSequence, to.back().id, action, to.back().label, m_clock.now(), std::move(*net)};
    announce(entry);
    return entry;
}

Result<Applied, Refusal> Document::undo() {
    return travel(m_done, m_undone, EditAction::undo);
}

Result<Applied, Refusal> Document::redo() {
    return travel(m_undone, m_done, EditAction::redo);
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
