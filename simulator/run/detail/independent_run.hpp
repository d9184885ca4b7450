// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/run/detail/checkpoint.hpp"
#include "simulator/run/detail/run_watch.hpp"

namespace stormglass::sim {

/// Independent replications from the same start (CONTRACT section 1). Every number of replications is a checkpoint;
/// `atCheckpoint` is asked at the planned number, and with a precision whenever it has doubled since; in between it is
/// told at powers of two. Nothing is found when the run was stopped before the first replication had ended.
void runIndependently(const Network& network, const RunPlan& plan, unsigned threads, RunWatch& watch,
                      Findings& findings, const AtCheckpoint& refined, const AtCheckpoint& atCheckpoint);

} // namespace stormglass::sim
