// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace stormglass::sim::forecasting {

/// A time known by its mean and variance.
struct Spread {
    double mean = 0;
    double variance = 0;
};

/// The `wanted`-th smallest of independent times, each taken as gamma-distributed (exact for exponential and Erlang
/// ones): by integrating the chance that fewer have come.
[[nodiscard]] Spread orderStatistic(std::vector<Spread> times, std::size_t wanted);

} // namespace stormglass::sim::forecasting
