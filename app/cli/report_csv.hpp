// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/run/report.hpp"

#include <string>
#include <utility>
#include <vector>

namespace stormglass::cli {

/// A run's findings as CSV files (RFC 4180: CRLF, dot decimals, quoted where needed), the unit in each column's name:
/// file name and content. Estimates have three columns: the figure, its _low and its _high; withheld ones are empty.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> reportCsv(const sim::RunReport& report);

} // namespace stormglass::cli
