// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/model.hpp"

namespace stormglass::sim::forecasting {

/// How often an arrow fires for one outcome of one message of one class, messages sent counted (`count`). Choice groups
/// share among the arrows that `on` leaves.
struct Firing {
    Index flow = kNone; ///< in Network::outFlows
    double rate = 0;    ///< messages sent per such outcome
    double chance = 0;  ///< that it fires at all
};

/// The arrows of `flows` that fire asynchronously or synchronously on this outcome. `message` kNone: an emission, which
/// fires whatever `on` has left in the list. Appended to `found`, which is cleared first.
void firingsOf(const Network& network, Range flows, Index message, Index kind, Outcome outcome,
               std::vector<Firing>& found);

/// Fills the rates of sources' own emissions into `model.emissions`, which is cleared first.
void emitFromSources(Model& model);

} // namespace stormglass::sim::forecasting
