// SPDX-License-Identifier: Apache-2.0
#include "simulator/run/detail/run_watch.hpp"

#include <algorithm>
#include <utility>

namespace stormglass::sim {

RunWatch::RunWatch(RunObserver* observer, std::stop_token stop, std::optional<double> wallBudget)
    : m_observer(observer)
    , m_stop(stop)
    , m_wallBudget(wallBudget)
    , m_begin(std::chrono::steady_clock::now())
    , m_onStop(std::move(stop), RaiseFlag{&m_halt}) {}

void RunWatch::advanced(double seconds, std::uint64_t events) noexcept {
    m_seconds.fetch_add(seconds, std::memory_order_relaxed);
    m_events.fetch_add(events, std::memory_order_relaxed);
}

double RunWatch::wallSeconds() const noexcept {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_begin).count();
}

bool RunWatch::outOfTime() const noexcept {
    return m_wallBudget && wallSeconds() >= *m_wallBudget;
}

void RunWatch::look() {
    if (m_mayCut && outOfTime()) {
        halt();
    }
    const double done = m_seconds.load(std::memory_order_relaxed);
    report(m_expected > 0 ? std::clamp(done / m_expected, 0.0, 0.999) : 0);
}

void RunWatch::finish() {
    report(1);
}

void RunWatch::report(double share) const {
    if (m_observer == nullptr) {
        return;
    }
    RunProgress progress;
    progress.share = share;
    progress.simulatedSeconds = m_seconds.load(std::memory_order_relaxed);
    progress.simulatedEvents = m_events.load(std::memory_order_relaxed);
    progress.wallSeconds = wallSeconds();
    progress.precision = m_precision;
    if (share > 0.01) {
        progress.wallSecondsLeft = progress.wallSeconds * (1 - share) / share;
    }
    m_observer->progressed(progress);
}

} // namespace stormglass::sim
