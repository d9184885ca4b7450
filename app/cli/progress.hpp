// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/console.hpp"
#include "simulator/run/simulate.hpp"

namespace stormglass::cli {

/// One line on a terminal that says how far a run has come, for runs longer than half a second; taken away at the end.
class ProgressLine final : public sim::RunObserver {
  public:
    explicit ProgressLine(const Console& console) : m_console(console) {}

    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    ~ProgressLine() override { clear(); }

    void progressed(const sim::RunProgress& progress) override;

    [[nodiscard]] bool wantsFigures() const noexcept override { return false; }

    void clear();

  private:
    const Console& m_console;
    bool m_isShown = false;
};

} // namespace stormglass::cli
