// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/store/detail/keeper.hpp"
#include "model/store/stored_document.hpp"

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace stormglass::model::detail {

/// The entries that are not committed yet, in order. Nothing leaves it before it is committed, so a failure loses
/// nothing. Any thread may push and ask; draining is the store thread's.
class CommitQueue {
  public:
    CommitQueue(std::uint64_t lastStored, std::function<void()> onStatus)
        : m_appended(lastStored), m_stored(lastStored), m_onStatus(std::move(onStatus)) {}

    void push(const Applied& entry);
    [[nodiscard]] StoreStatus status() const;
    [[nodiscard]] std::vector<std::shared_ptr<const Applied>> pending() const;
    void forgetFailure();

    /// Commits what is there, several entries at a time, until all is committed or it fails.
    void drainInto(Keeper& keeper);
    /// Opens the file for writing; a failure is remembered as one of storing.
    void readyFor(Keeper& keeper);

  private:
    [[nodiscard]] std::vector<std::shared_ptr<const Applied>> front() const;
    void finish(std::size_t count);
    void fail(StoreError error);
    void tell() const;

    mutable std::mutex m_mutex;
    std::deque<std::shared_ptr<const Applied>> m_pending;
    std::uint64_t m_appended;
    std::uint64_t m_stored;
    std::optional<StoreError> m_failure;
    std::function<void()> m_onStatus;
};

} // namespace stormglass::model::detail
