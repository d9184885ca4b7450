// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/model.hpp"

#include <vector>

namespace stormglass::sim::forecasting {

/// Squared coefficient of variation of the intervals between a source's emissions, in the long run: for bursts the
/// limit of the index of dispersion (Heffes and Lucantoni 1986).
[[nodiscard]] double sourceScv(const Network& network, const Source& source);

/// E[n²]/E[n] - 1 of the number of messages that come together: twice the mean number ahead of one of them.
[[nodiscard]] double bunchOf(const Network& network, const Variate& number);

/// For each lane the source that feeds it unchanged: one emission, one message, one delivery.
void findOnlySources(Model& model, const std::vector<std::uint8_t>& sentByHandlers);

/// Variability of what comes to each lane: streams merge, are split and smoothed (Whitt 1983), in topological order;
/// around a loop as of the last round.
void updateStreams(Model& model, const std::vector<Index>& laneOrder);

} // namespace stormglass::sim::forecasting
