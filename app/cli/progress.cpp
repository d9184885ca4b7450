// SPDX-License-Identifier: Apache-2.0
#include "app/cli/progress.hpp"

#include "model/behaviour/units.hpp"

#include <cmath>
#include <fmt/format.h>
#include <ostream>

namespace stormglass::cli {

namespace {

constexpr double kWorthSaying = 0.5; // seconds

} // namespace

void ProgressLine::progressed(const sim::RunProgress& progress) {
    if (!m_console.isErrTerminal || progress.wallSeconds < kWorthSaying) {
        return;
    }
    const auto time = [](double seconds) { return model::formatQuantity(seconds, model::Unit::seconds, 2); };
    std::string line = fmt::format("{:3.0f} %, {} events", progress.share * 100, progress.simulatedEvents);
    if (progress.precision && std::isfinite(*progress.precision)) {
        line += fmt::format(", intervals within {:.1f} %", *progress.precision * 100);
    }
    if (progress.wallSecondsLeft) {
        line += fmt::format(", about {} left", time(*progress.wallSecondsLeft));
    }
    m_console.err << "\r\x1b[K" << line << std::flush;
    m_isShown = true;
}

void ProgressLine::clear() {
    if (m_isShown) {
        m_console.err << "\r\x1b[K" << std::flush;
        m_isShown = false;
    }
}

} // namespace stormglass::cli
