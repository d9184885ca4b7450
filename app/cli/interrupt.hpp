// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <csignal>
#include <stop_token>
#include <thread>

namespace stormglass::cli {

/// While it lives, Ctrl+C and SIGTERM ask for a stop instead of ending the program; a second one ends it. Make it
/// before the threads that are to be left alone.
class Interrupts {
  public:
    Interrupts();
    Interrupts(const Interrupts&) = delete;
    Interrupts& operator=(const Interrupts&) = delete;
    ~Interrupts();

    [[nodiscard]] std::stop_token token() const noexcept { return m_stop.get_token(); }

  private:
    void watch(const std::stop_token& end);

    sigset_t m_signals{};
    sigset_t m_before{};
    std::stop_source m_stop;
    std::jthread m_watcher;
};

} // namespace stormglass::cli
