// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/run/report.hpp"

#include <array>
#include <optional>
#include <vector>

namespace stormglass::sim {

/// Whether replications fall into two camps by this figure: the split into two groups with the least variance within
/// them (Fisher 1958; Otsu 1979), taken for real when the groups lie far apart (Ashman's D over 4), hardly anything
/// stands between them, and each holds at least a twentieth. Nothing for fewer than 20 values, or one camp.
[[nodiscard]] std::optional<std::array<Camp, 2>> twoCamps(std::vector<double> values);

} // namespace stormglass::sim
