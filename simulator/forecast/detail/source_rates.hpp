// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/model.hpp"

namespace stormglass::sim::forecasting {

/// Mean instances per second of an open source over `duration` seconds: profile, bursts, batches and trace averaged; 0
/// for users. `duration` NaN: a day, or the time after which the profile repeats.
[[nodiscard]] double meanRateOf(const Network& network, const Source& source, double duration);

/// Mean factor of the source's profile over `duration` seconds, as above.
[[nodiscard]] double meanFactorOf(const Network& network, const Source& source, double duration);

/// Fills `hotShare` of the lanes: how large a part of the messages has the most frequent key.
void findHotKeys(Model& model, const std::vector<Index>& laneOrder);

} // namespace stormglass::sim::forecasting
