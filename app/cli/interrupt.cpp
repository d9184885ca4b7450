// SPDX-License-Identifier: Apache-2.0
#include "app/cli/interrupt.hpp"

#include <ctime>
#include <unistd.h>

namespace stormglass::cli {

Interrupts::Interrupts() {
    sigemptyset(&m_signals);
    sigaddset(&m_signals, SIGINT);
    sigaddset(&m_signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &m_signals, &m_before);
    m_watcher = std::jthread([this](const std::stop_token& end) { watch(end); });
}

Interrupts::~Interrupts() {
    m_watcher.request_stop();
    m_watcher.join();
    pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}

void Interrupts::watch(const std::stop_token& end) {
    constexpr timespec kTick{0, 20'000'000};
    while (!end.stop_requested()) {
        const int signal = sigtimedwait(&m_signals, nullptr, &kTick);
        if (signal <= 0) {
            continue;
        }
        if (m_stop.stop_requested()) {
            ::_exit(128 + signal); // asked twice: somebody is in a hurry
        }
        m_stop.request_stop();
    }
}

} // namespace stormglass::cli
