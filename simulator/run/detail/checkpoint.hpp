// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/run/detail/findings.hpp"

#include <functional>

namespace stormglass::sim {

/// What has been found at a checkpoint, made when it is asked for: most checkpoints are passed without a full report.
class Checkpoint {
  public:
    Checkpoint() = default;
    virtual ~Checkpoint() = default;
    Checkpoint(const Checkpoint&) = delete;
    Checkpoint& operator=(const Checkpoint&) = delete;

    /// Rates, shares and means, and how the run went; perhaps more.
    [[nodiscard]] virtual const Findings& means() = 0;
    /// Everything. `duration` and `replications` are those that give just this.
    [[nodiscard]] virtual const Findings& all() = 0;
};

/// Called at a checkpoint; returns false when no more is wanted.
using AtCheckpoint = std::function<bool(Checkpoint&)>;

} // namespace stormglass::sim
