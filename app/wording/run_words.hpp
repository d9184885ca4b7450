// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/compile/compile.hpp"
#include "simulator/compile/prepare.hpp"
#include "simulator/forecast/forecast.hpp"
#include "simulator/run/simulate.hpp"

#include <string>
#include <vector>

namespace stormglass::wording {

/// Why nothing was run, and what to do. One line.
[[nodiscard]] std::string sentenceFor(const sim::PrepareError& error, const model::Board& board,
                                      const model::Catalogue& catalogue);
[[nodiscard]] std::string sentenceFor(const sim::CompileError& error);
[[nodiscard]] std::string sentenceFor(const sim::RunError& error, const model::Board& board,
                                      const model::Catalogue& catalogue);

/// "stable", "unstable", "stopped".
[[nodiscard]] std::string_view nameOf(sim::Verdict verdict) noexcept;

/// The verdict with its causes, in one or two sentences: "Unstable: “Order” is offered 1.2 times what it can handle."
[[nodiscard]] std::string verdictOf(const sim::RunReport& report, const model::Board& board);
[[nodiscard]] std::string verdictOf(const sim::ForecastReport& report, const model::Board& board);

/// "orders.busy <= 0.8: met, 0.71 ± 0.02 (certain)".
[[nodiscard]] std::string sentenceFor(const sim::ObjectiveReport& objective, const model::Board& board);

} // namespace stormglass::wording
