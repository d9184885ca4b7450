// SPDX-License-Identifier: Apache-2.0
#include "model/store/detail/commit_queue.hpp"

#include "model/store/detail/failure.hpp"

#include <algorithm>

namespace stormglass::model::detail {

namespace {

/// Enough to make one sync serve a flood of edits, few enough that "stored" is never far behind.
constexpr std::size_t kEntriesPerCommit = 64;

} // namespace

void CommitQueue::push(const Applied& entry) {
    auto kept = std::make_shared<const Applied>(entry);
    const std::lock_guard guard(m_mutex);
    m_appended = entry.sequence;
    m_pending.push_back(std::move(kept));
}

StoreStatus CommitQueue::status() const {
    const std::lock_guard guard(m_mutex);
    return {m_appended, m_stored, m_failure};
}

std::vector<std::shared_ptr<const Applied>> CommitQueue::pending() const {
    const std::lock_guard guard(m_mutex);
    return {m_pending.begin(), m_pending.end()};
}

void CommitQueue::forgetFailure() {
    const std::lock_guard guard(m_mutex);
    m_failure.reset();
}

void CommitQueue::drainInto(Keeper& keeper) {
    for (;;) {
        const auto entries = front();
        if (entries.empty()) {
            return;
        }
        if (const auto committed = guarded([&] { keeper.commit(entries); }); !committed) {
            fail(committed.error());
            return;
        }
        finish(entries.size());
    }
}

void CommitQueue::readyFor(Keeper& keeper) {
    if (const auto opened = guarded([&] { keeper.ready(); }); !opened) {
        fail(opened.error());
    }
}

/// The next entries to commit; none while storing has failed.
std::vector<std::shared_ptr<const Applied>> CommitQueue::front() const {
    const std::lock_guard guard(m_mutex);
    if (m_failure) {
        return {};
    }
    const auto count = static_cast<std::ptrdiff_t>(std::min(kEntriesPerCommit, m_pending.size()));
    return {m_pending.begin(), m_pending.begin() + count};
}

void CommitQueue::finish(std::size_t count) {
    {
        const std::lock_guard guard(m_mutex);
        m_stored = m_pending[count - 1]->sequence;
        m_pending.erase(m_pending.begin(), m_pending.begin() + static_cast<std::ptrdiff_t>(count));
    }
    tell();
}

void CommitQueue::fail(StoreError error) {
    {
        const std::lock_guard guard(m_mutex);
        m_failure = std::move(error);
    }
    tell();
}

void CommitQueue::tell() const {
    if (m_onStatus) {
        m_onStatus();
    }
}

} // namespace stormglass::model::detail
