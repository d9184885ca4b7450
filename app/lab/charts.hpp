// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/lab/chart_data.hpp"
#include "model/board/board.hpp"
#include "simulator/run/report.hpp"

#include <vector>

namespace stormglass::app {

/// The charts a run calls for, most telling first. Scenario kind: what waits (or is late) over time with its 5-95 %
/// band, and the moments of spikes and faults. Steady state: the latency of each journey by percentile with its
/// intervals.
[[nodiscard]] std::vector<ChartData> chartsOf(const sim::RunReport& report, const model::Board& board);

} // namespace stormglass::app
