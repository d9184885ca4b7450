// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/compile/compile.hpp"
#include "simulator/engine/tallies.hpp"
#include "simulator/run/traces.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace stormglass::sim {

/// The sampled instances of each journey with the smallest hashes, of all replications or of the one wanted; at most
/// `count` of each, in order of their begin.
[[nodiscard]] std::vector<TracedJourney> tracedJourneys(const Compiled& compiled, const Tallies& pooled,
                                                        std::uint32_t count, std::optional<std::uint64_t> replication);

} // namespace stormglass::sim
