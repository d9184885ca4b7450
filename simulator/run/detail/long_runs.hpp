// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/run/detail/checkpoint.hpp"
#include "simulator/run/detail/run_watch.hpp"

#include <cstdint>
#include <memory>

namespace stormglass::sim {

/// Steady state (CONTRACT section 1): long runs side by side, warm-up cut where their merged content has settled, batch
/// means with batches grown until they look uncorrelated. Checkpoints are `firstCheckpoint` and its doublings.
/// `atCheckpoint` is asked from `duration` on whether to end; before, `refined` is told when somebody watches. Null: it
/// was stopped before the first checkpoint.
[[nodiscard]] std::unique_ptr<Findings> runLong(const Network& network, const RunPlan& plan, unsigned threads,
                                                RunWatch& watch, const AtCheckpoint& refined,
                                                const AtCheckpoint& atCheckpoint);

/// With more replications than that, long runs are not all kept alive: the warm-up is found on the first
/// `kPilotRuns`, then all are run independently with it.
inline constexpr std::uint32_t kMostLongRuns = 32;
inline constexpr std::uint32_t kPilotRuns = 16;

} // namespace stormglass::sim
