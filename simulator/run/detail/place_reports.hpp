// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network.hpp"
#include "simulator/run/detail/findings.hpp"
#include "simulator/run/report.hpp"

namespace stormglass::sim {

// The figures of one place (CONTRACT section 2), `index` being its row in the network.

[[nodiscard]] PlaceReport handlerReport(const Network& network, const Findings& findings, Index index);
[[nodiscard]] PlaceReport serviceReport(const Network& network, const Findings& findings, Index index);
[[nodiscard]] PlaceReport channelReport(const Network& network, const Findings& findings, Index index);

} // namespace stormglass::sim
