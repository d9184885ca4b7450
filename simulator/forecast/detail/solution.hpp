// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/forecast/detail/model.hpp"
#include "simulator/forecast/detail/traffic/traffic.hpp"

namespace stormglass::sim::forecasting {

/// The fixed point of traffic, fates and loads.
struct Solution {
    Model model;
    Traffic traffic;
    bool usersAreExact = false; ///< or there are none
    bool loopsForEver = false;  ///< a loop sends on at least as much as comes in, and nothing sheds it
    bool isSettled = false;     ///< nothing moved by more than a hundredth any more

    /// The busiest place's load, by service; kNone: nothing is limited. Tokens of rate limits count.
    struct Busiest {
        double load = 0;
        Index service = kNone;
        Index handler = kNone; ///< a rate limit, or the only handler of its service
    };

    [[nodiscard]] Busiest busiest() const;
};

/// Solves the network with all open load multiplied by `factor`, in at most so many rounds. Fewer rounds see less of
/// how waits add up along calls. `alike`: a model of the same network, if there is one.
[[nodiscard]] Solution solve(const Network& network, double duration, double factor, int mostRounds,
                             const Model* alike = nullptr);

/// Load of a handler's rate limit: what comes over what it lets through; 0: it has none.
[[nodiscard]] double tokenLoad(const Model& model, Index handler);

} // namespace stormglass::sim::forecasting
