// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/reference/story.hpp"

/// A second reading of CONTRACT sections 3 to 7, written to be obviously right and for nothing else: an ordered map of
/// functions is the pending set, shared pointers keep what is under way, a worker that is free looks through all that
/// waits. It shares with the engine the network's tables, the random streams and the order of draws, so that both meet
/// the same chance and must tell the same story.
namespace stormglass::sim::reference {

/// Runs the network from the empty state to `end` [s].
[[nodiscard]] Story run(const Network& network, std::uint64_t seed, std::uint64_t replication, double end);

} // namespace stormglass::sim::reference
