// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/lines/waits.hpp"
#include "simulator/forecast/detail/tails.hpp"

#include <limits>

namespace stormglass::sim::forecasting {

/// How long a message waits before it gives up: its own patience, at most an age (of a channel's messages).
struct Patience {
    RandomTime own; ///< no network: endless
    double most = std::numeric_limits<double>::infinity();

    [[nodiscard]] double mean() const;
    [[nodiscard]] double tail(double t) const;
    [[nodiscard]] bool isExponential() const;
};

struct ImpatientAnswer {
    double givesUp = 0;    ///< share
    double wait = 0;       ///< mean of all, those who give up included
    double servedWait = 0; ///< mean of those who do not
};

/// M/M/c+G, exact (Baccelli and Hebuterne 1981; Zeltyn and Mandelbaum 2005): closed form for constant patience, else by
/// integrals of its tail. Handling times that are not exponential count by their mean (Whitt 2005).
[[nodiscard]] ImpatientAnswer impatient(const QueueLoad& load, const Patience& patience);

} // namespace stormglass::sim::forecasting
