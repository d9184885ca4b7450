// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMetaObject>
#include <QObject>

#ifndef Q_MOC_RUN // moc 6.4 stumbles over the concepts of this header
#include <condition_variable>
#endif
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>

namespace stormglass::app {

/// A thread that does the latest job it was given: one that still waits is replaced, one under way is finished. Answers
/// are delivered on the thread of `home`, in order. The worker must go before `home` does.
template <class Job, class Answer> class LatestWorker {
  public:
    LatestWorker(QObject& home, std::function<Answer(const Job&)> work, std::function<void(const Answer&)> deliver)
        : m_home(home)
        , m_work(std::move(work))
        , m_deliver(std::move(deliver))
        , m_thread([this](std::stop_token stop) { run(std::move(stop)); }) {}

    void submit(Job job) {
        {
            const std::lock_guard lock(m_mutex);
            m_next = std::move(job);
        }
        m_wakeUp.notify_one();
    }

  private:
    void run(std::stop_token stop) {
        while (std::optional<Job> job = take(stop)) {
            // shared: a queued call copies its functor
            auto answer = std::make_shared<const Answer>(m_work(*job));
            QMetaObject::invokeMethod(
                &m_home, [this, answer] { m_deliver(*answer); }, Qt::QueuedConnection);
        }
    }

    std::optional<Job> take(const std::stop_token& stop) {
        std::unique_lock lock(m_mutex);
        m_wakeUp.wait(lock, stop, [this] { return m_next.has_value(); });
        return stop.stop_requested() ? std::nullopt : std::exchange(m_next, std::nullopt);
    }

    QObject& m_home;
    std::function<Answer(const Job&)> m_work;
    std::function<void(const Answer&)> m_deliver;
    std::mutex m_mutex;
    std::condition_variable_any m_wakeUp;
    std::optional<Job> m_next;
    std::jthread m_thread; ///< last: it ends before what it uses goes
};

} // namespace stormglass::app
