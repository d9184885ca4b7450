// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/model.hpp"

namespace stormglass::sim::forecasting {

/// Fills, of stations, the workers that call them or that they may block: `callers` (infinite where anything else sends
/// there) and `senders`; and who calls whom.
void findSenders(Model& model);

} // namespace stormglass::sim::forecasting
