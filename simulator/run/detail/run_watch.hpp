// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/run/simulate.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>

namespace stormglass::sim {

/// Joins the worker threads of a run to who watches and may stop it. Workers tell how far they are and look at a flag;
/// the calling thread reports progress and raises the flag when asked to stop or when the time budget is spent.
class RunWatch {
  public:
    RunWatch(RunObserver* observer, std::stop_token stop, std::optional<double> wallBudget);
    RunWatch(const RunWatch&) = delete;
    RunWatch& operator=(const RunWatch&) = delete;

    /// Any thread: so much more has been simulated.
    void advanced(double seconds, std::uint64_t events) noexcept;

    /// Any thread: whether to give up now.
    [[nodiscard]] bool halted() const noexcept { return m_halt.load(std::memory_order_relaxed); }

    /// For Replication::setCancelFlag; outlives every replication of the run.
    [[nodiscard]] const std::atomic<bool>* haltFlag() const noexcept { return &m_halt; }

    /// Any thread: results beyond those that are there are of no use.
    void halt() noexcept { m_halt = true; }

    // The calling thread only.

    /// Seconds, over all replications, that are known to be needed.
    void expect(double simulatedSeconds) noexcept { m_expected = simulatedSeconds; }

    void reached(std::optional<double> precision) noexcept { m_precision = precision; }

    /// From the first checkpoint on the time budget may cut the run short.
    void passedCheckpoint() noexcept { m_mayCut = true; }

    /// Reports progress, and halts the run if its time is up.
    void look();

    /// The last report: all is done.
    void finish();

    [[nodiscard]] bool stopAsked() const noexcept { return m_stop.stop_requested(); }

    /// Whether the time budget is spent.
    [[nodiscard]] bool outOfTime() const noexcept;

    [[nodiscard]] RunObserver* observer() const noexcept { return m_observer; }

    [[nodiscard]] double wallSeconds() const noexcept;

  private:
    void report(double share) const;

    RunObserver* m_observer;
    std::stop_token m_stop;
    std::optional<double> m_wallBudget;
    std::chrono::steady_clock::time_point m_begin;
    std::atomic<bool> m_halt = false;
    std::atomic<double> m_seconds = 0;
    std::atomic<std::uint64_t> m_events = 0;
    double m_expected = 0;
    std::optional<double> m_precision;
    bool m_mayCut = false;

    struct RaiseFlag {
        std::atomic<bool>* flag;

        void operator()() const noexcept { *flag = true; }
    };

    std::stop_callback<RaiseFlag> m_onStop; ///< last: it may fire while it is made
};

} // namespace stormglass::sim
