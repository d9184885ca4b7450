// SPDX-License-Identifier: Apache-2.0
#include "model/changes/history.hpp"

#include <algorithm>
#include <iterator>

namespace stormglass::model {

std::vector<Change> inverseOf(const std::vector<Change>& changes) {
    std::vector<Change> inverse;
    inverse.reserve(changes.size());
    std::transform(changes.rbegin(), changes.rend(), std::back_inserter(inverse),
                   [](const Change& change) { return inverseOf(change); });
    return inverse;
}

History::History(const Past& past, std::size_t limit)
    : m_archive(past.archive), m_limit(limit), m_lastStep(past.lastStep) {
    if (m_archive == nullptr || ensure(0) == nullptr) {
        m_held.try_emplace(0);
    }
    standAt(past.head);
}

bool History::joinsHead(const std::string& mergeKey, std::optional<std::chrono::milliseconds> within,
                        Clock::TimePoint now) const {
    if (mergeKey.empty() || !canUndo() || canRedo()) {
        return false;
    }
    const Held& head = m_held.at(m_head);
    return head.mergeKey == mergeKey && (!within || now - head.lastTime <= *within);
}

void History::begin(std::string label, std::string mergeKey) {
    const StepId id = ++m_lastStep;
    m_held.at(m_head).step.next = id;
    m_held.emplace(id, Held{.step = {.id = id, .parent = m_head, .next = 0, .label = std::move(label)},
                            .mergeKey = std::move(mergeKey),
                            .changes = std::vector<Change>{}});
    m_head = id;
    m_next = 0;
}

void History::extend(const std::vector<Change>& changes, Clock::TimePoint now) {
    Held& head = m_held.at(m_head);
    STORMGLASS_EXPECTS(head.changes.has_value());
    head.lastTime = now;
    std::ranges::copy(changes, std::back_inserter(*head.changes));
    m_heldChanges += changes.size();
    evict();
}

Result<std::vector<Change>, Refusal> History::changesToUndo(const Board& now) {
    const Held& head = m_held.at(m_head);
    if (head.changes) {
        return inverseOf(*head.changes);
    }
    return m_archive->changesToUndo(m_head, now);
}

Result<std::vector<Change>, Refusal> History::changesToRedo(const Board& now) {
    const Held& next = m_held.at(m_next);
    if (next.changes) {
        return *next.changes;
    }
    return m_archive->changesToRedo(m_next, now);
}

void History::moveBack() {
    const StepId undone = m_head;
    m_held.at(undone).mergeKey.clear(); // a step that was travelled is closed
    const StepId parent = m_held.at(undone).step.parent;
    if (Held* before = ensure(parent)) {
        before->step.next = undone;
        before->mergeKey.clear();
    }
    standAt(parent);
}

void History::moveForward() {
    const StepId redone = m_next;
    m_held.at(redone).mergeKey.clear();
    standAt(redone);
}

/// The step, brought into memory if need be; null if it is neither here nor in the archive.
History::Held* History::ensure(StepId id) {
    if (const auto found = m_held.find(id); found != m_held.end()) {
        return &found->second;
    }
    std::optional<Step> step = m_archive == nullptr ? std::nullopt : m_archive->step(id);
    if (!step) {
        return nullptr;
    }
    return &m_held.emplace(id, Held{.step = std::move(*step), .mergeKey = {}}).first->second;
}

/// A step that cannot be found is where undo (redo) ends.
void History::standAt(StepId head) {
    m_head = ensure(head) == nullptr ? 0 : head;
    const StepId next = m_held.at(m_head).step.next;
    m_next = m_head == head && ensure(next) != nullptr ? next : 0;
}

void History::evict() {
    for (auto at = m_held.begin(); at != m_held.end() && m_heldChanges > m_limit;) {
        if (at->first == 0 || at->first == m_head || at->first == m_next) {
            ++at;
            continue;
        }
        m_heldChanges -= at->second.changes ? at->second.changes->size() : 0;
        at = m_held.erase(at);
    }
}

} // namespace stormglass::model
