// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/lines/workplace.hpp"

namespace stormglass::sim::forecasting {

/// What breakdowns do to a line.
struct BreakdownAnswer {
    double wait = 0;    ///< mean seconds until handling starts
    double stretch = 1; ///< handling with interruptions over handling without
    bool isExact = false;
};

/// One worker: M/G/1 whose handling times contain repairs, and whose first message of a busy time may find it down
/// (Avi-Itzhak and Naor 1963, with a clock that runs while it is idle; Welch 1964). Several: M/M/c in an environment of
/// broken replicas, a quasi-birth-death process (Mitrany and Avi-Itzhak 1968; Neuts 1981), scaled by the variability of
/// handling and repairs.
[[nodiscard]] BreakdownAnswer waitWithBreakdowns(const Workplace& place);

} // namespace stormglass::sim::forecasting
