// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/result.hpp"
#include "model/behaviour/catalogue.hpp"
#include "simulator/compile/compile.hpp"
#include "simulator/run/simulate.hpp"

#include <cstdint>
#include <optional>

namespace stormglass::sim {

/// How a scenario is run (CONTRACT section 1), all defaults filled in.
struct RunPlan {
    RunKind kind = RunKind::steady;
    /// Independent replications of `duration`, intervals from their variation; else long runs with batches.
    bool independent = false;
    std::uint64_t seed = 1;
    std::uint32_t replications = 1;
    double duration = 0;             ///< seconds, warm-up included; the least with a precision
    std::optional<double> warmUp;    ///< seconds; absent: found by MSER-5
    std::optional<double> precision; ///< wanted; absent: `duration` and `replications` are run and that is it
    std::uint32_t traces = 0;        ///< of each journey
    bool timeline = false;           ///< record the first replication
    bool disturbed = false;          ///< by profiles, faults, replays or a backlog: no steady state is to be expected
    bool runsToItsEnd = false;       ///< the forecast knows of nothing that a run could founder on
    double believable = 0;           ///< seconds of each long run before which no precision is believed
    double firstCheckpoint = 0; ///< long runs: `duration` / 2^k, the same for all durations that are 2^n of another
};

inline constexpr std::uint32_t kDefaultLongRuns = 4;
inline constexpr std::uint32_t kDefaultReplications = 100;
inline constexpr double kDefaultPrecision = 0.05; ///< of a document without scenarios

/// What scenario and request ask for. Fails with badRequest, naming the option.
[[nodiscard]] model::Result<RunPlan, RunError> planRun(const Prepared& prepared, const model::Catalogue& catalogue,
                                                       const Network& network, const RunRequest& request);

/// Seconds that each of so many long runs has to take before its intervals are believed: 64 batches of four relaxation
/// times each are uncorrelated, as good as. At least 1,000 instances and at most as many as by default.
[[nodiscard]] double believableLength(const Network& network, std::uint32_t runs, double relaxation);

/// Instances that the sources start per second by their mean rates; 1 where nothing can be said.
[[nodiscard]] double meanInstancesPerSecond(const Network& network);

} // namespace stormglass::sim
