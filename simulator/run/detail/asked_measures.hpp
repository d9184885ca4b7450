// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/compile/compile.hpp"
#include "simulator/run/detail/findings.hpp"
#include "simulator/run/report.hpp"

namespace stormglass::sim {

/// The scenario's own `measures`, in their order. Some are figures of the report, which must hold its places by then.
void addMeasures(RunReport& report, const Compiled& compiled, const Findings& findings);

} // namespace stormglass::sim
