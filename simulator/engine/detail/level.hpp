// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/statistics/time_weighted.hpp"

#include <algorithm>
#include <cstdint>

namespace stormglass::sim::detail {

/// A whole number over time (messages waiting, workers busy) whose integrals cost an addition where it changes: by
/// summation by parts, the integral of N from 0 to T is N(T) T - sum of t dN, and that of its square N(T)^2 T - sum of
/// t d(N^2). Times are counted from the start of the measured window.
struct Level {
    std::uint32_t value = 0;
    std::uint32_t max = 0;
    double moved = 0;        ///< sum of t dN
    double movedSquares = 0; ///< sum of t d(N^2)

    void up(double t) noexcept {
        moved += t;
        movedSquares += t * (2.0 * value + 1);
        ++value;
        max = std::max(max, value);
    }

    void down(double t) noexcept {
        moved -= t;
        movedSquares -= t * (2.0 * value - 1);
        --value;
    }

    void set(double t, std::uint32_t to) noexcept {
        const double from = value;
        const double next = to;
        moved += t * (next - from);
        movedSquares += t * (next * next - from * from);
        value = to;
        max = std::max(max, value);
    }

    /// Over the window so far, `t` seconds long.
    [[nodiscard]] TimeAverage average(double t) const noexcept {
        const double n = value;
        return {.duration = t,
                .integral = std::max(0.0, n * t - moved),
                .integralOfSquares = std::max(0.0, n * n * t - movedSquares),
                .max = static_cast<double>(max)};
    }

    void restart() noexcept {
        moved = movedSquares = 0;
        max = value;
    }
};

} // namespace stormglass::sim::detail
