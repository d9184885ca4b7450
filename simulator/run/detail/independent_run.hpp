// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/run/detail/findings.hpp"
#include "simulator/run/detail/run_watch.hpp"

#include <functional>

namespace stormglass::sim {

/// Called at a checkpoint with what has been found so far; `duration` and `replications` of the findings are those that
/// give just this. Returns false when no more is wanted.
using AtCheckpoint = std::function<bool(const Findings&)>;

/// Independent replications from the same start (CONTRACT section 1). Every number of replications is a checkpoint;
/// `atCheckpoint` is asked at the planned number, and with a precision whenever it has doubled since; in between it is
/// told at powers of two. Nothing is found when the run was stopped before the first replication had ended.
void runIndependently(const Network& network, const RunPlan& plan, unsigned threads, RunWatch& watch,
                      Findings& findings, const AtCheckpoint& refined, const AtCheckpoint& atCheckpoint);

} // namespace stormglass::sim
