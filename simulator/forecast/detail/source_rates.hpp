// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/model.hpp"

namespace stormglass::sim::forecasting {

/// Mean instances per second of an open source over `duration` seconds: profile, bursts, batches and trace averaged; 0
/// for users. `duration` NaN: a day, or the time after which the profile repeats.
[[nodiscard]] double meanRateOf(const Network& network, const Source& source, double duration);

/// Mean factor of the source's profile over `duration` seconds, as above.
[[nodiscard]] double meanFactorOf(const Network& network, const Source& source, double duration);

/// Fills `keysOf`, `keyed` and `hotShare` of the lanes: by which keys their messages spread.
void findHotKeys(Model& model, const std::vector<Index>& laneOrder);

} // namespace stormglass::sim::forecasting
