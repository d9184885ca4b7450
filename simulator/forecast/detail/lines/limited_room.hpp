// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/lines/waits.hpp"
#include "simulator/forecast/stations.hpp"

namespace stormglass::sim::forecasting {

/// G/G/c with room for `room` waiting messages, which are turned away beyond. M/G/1/K by its embedded chain with gamma
/// times of the same two moments (exact for constant, exponential, gamma and Erlang times); else M/M/c/K with the room
/// that means as much at this variability, since the tail of the queue falls by 2/(ca² + cs²) as fast (heavy traffic,
/// Kimura 1996). Exact for M/M/c/K; no room: Erlang's loss formula.
[[nodiscard]] LimitedStation limitedGGc(const QueueLoad& load, double room);

} // namespace stormglass::sim::forecasting
