// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace stormglass::sim {

/// Makes results on several threads and takes them on the calling one in the order of their numbers, so that what is
/// made of them depends on nothing else. Workers run ahead by a few results at most: memory stays bounded.
template <class Result> class OrderedWork {
  public:
    /// `make(number) -> Result` is called on worker threads, `take(number, Result&&) -> bool` here; false: no more.
    /// `idle()` is called here some ten times a second while nothing comes. What `make` throws is thrown here.
    template <class Make, class Take, class Idle>
    static void run(std::uint64_t begin, std::uint64_t end, unsigned threads, Make make, Take take, Idle idle) {
        OrderedWork work(begin, end, threads);
        std::vector<std::jthread> workers;
        const std::uint64_t wanted = std::min<std::uint64_t>(std::max(threads, 1U), end - begin);
        for (std::uint64_t i = 0; i < wanted; ++i) {
            workers.emplace_back([&] { work.makeResults(make); });
        }
        try {
            work.takeResults(take, idle);
        } catch (...) {
            work.stop();
            throw;
        }
        work.stop();
    }

  private:
    static constexpr std::chrono::milliseconds kIdle{100};

    OrderedWork(std::uint64_t begin, std::uint64_t end, unsigned threads)
        : m_next(begin), m_taken(begin), m_end(end), m_ahead(4 * std::uint64_t{std::max(threads, 1U)}) {}

    template <class Make> void makeResults(Make& make) {
        while (const std::optional<std::uint64_t> number = claim()) {
            try {
                Result result = make(*number);
                const std::lock_guard lock(m_mutex);
                m_ready.emplace(*number, std::move(result));
            } catch (...) {
                const std::lock_guard lock(m_mutex);
                m_error = std::current_exception();
            }
            m_come.notify_one();
        }
    }

    std::optional<std::uint64_t> claim() {
        std::unique_lock lock(m_mutex);
        m_room.wait(lock, [&] { return m_stopped || m_next >= m_end || m_next < m_taken + m_ahead; });
        return m_stopped || m_next >= m_end ? std::nullopt : std::optional(m_next++);
    }

    template <class Take, class Idle> void takeResults(Take& take, Idle& idle) {
        auto lastIdle = std::chrono::steady_clock::now();
        while (m_taken < m_end) {
            std::optional<Result> result = waitForNext();
            const auto now = std::chrono::steady_clock::now();
            if (now - lastIdle >= kIdle) {
                idle();
                lastIdle = now;
            }
            if (result && !take(m_taken - 1, std::move(*result))) {
                return;
            }
        }
    }

    std::optional<Result> waitForNext() {
        std::unique_lock lock(m_mutex);
        m_come.wait_for(lock, kIdle, [&] { return m_error != nullptr || m_ready.contains(m_taken); });
        if (m_error != nullptr) {
            std::rethrow_exception(m_error);
        }
        const auto found = m_ready.find(m_taken);
        if (found == m_ready.end()) {
            return std::nullopt;
        }
        std::optional<Result> result(std::move(found->second));
        m_ready.erase(found);
        ++m_taken;
        m_room.notify_all();
        return result;
    }

    void stop() {
        const std::lock_guard lock(m_mutex);
        m_stopped = true;
        m_room.notify_all();
    }

    std::mutex m_mutex;
    std::condition_variable m_come;
    std::condition_variable m_room;
    std::map<std::uint64_t, Result> m_ready;
    std::exception_ptr m_error;
    std::uint64_t m_next;
    std::uint64_t m_taken; ///< all below have been taken
    std::uint64_t m_end;
    std::uint64_t m_ahead;
    bool m_stopped = false;
};

} // namespace stormglass::sim
