// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/board/board.hpp"
#include "simulator/run/report.hpp"

#include <iosfwd>

namespace stormglass::cli {

/// A run's findings as tables for people: verdict, journeys with where their time goes, handlers, services, channels,
/// asked-for measures, objectives, accounting.
void printReport(const sim::RunReport& report, const model::Board& board, std::ostream& out);

} // namespace stormglass::cli
