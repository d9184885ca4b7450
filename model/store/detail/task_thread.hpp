// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <type_traits>

namespace stormglass::model::detail {

/// One thread that does what it is given, in order. Ending it does what is left first.
class TaskThread {
  public:
    TaskThread() : m_thread([this] { work(); }) {}

    TaskThread(const TaskThread&) = delete;
    TaskThread& operator=(const TaskThread&) = delete;
    TaskThread(TaskThread&&) = delete;
    TaskThread& operator=(TaskThread&&) = delete;

    ~TaskThread() {
        post(nullptr);
        m_thread.join();
    }

    /// The task must not throw.
    void post(std::function<void()> task) {
        {
            const std::lock_guard guard(m_mutex);
            m_tasks.push_back(std::move(task));
        }
        m_wake.notify_one();
    }

    /// Has the task done and waits for it. Never call this from a task.
    template <class Task> auto call(Task task) -> std::invoke_result_t<Task> {
        std::packaged_task<std::invoke_result_t<Task>()> packaged(std::move(task));
        auto outcome = packaged.get_future();
        post([&packaged] { packaged(); });
        return outcome.get();
    }

  private:
    void work() {
        for (;;) {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return !m_tasks.empty(); });
            const std::function<void()> task = std::move(m_tasks.front());
            m_tasks.pop_front();
            lock.unlock();
            if (!task) {
                return;
            }
            task();
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_tasks;
    std::thread m_thread; ///< last: it uses the others
};

} // namespace stormglass::model::detail
