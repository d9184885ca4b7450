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
    double value = 0; ///< whole: as a double it needs no conversion where it is multiplied
    double max = 0;
    double moved = 0;        ///< sum of t dN
    double movedSquares = 0; ///< sum of t d(N^2)

    void up(double t) noexcept {
        const double next = value + 1;
        moved += t;
        movedSquares += t * (value + next);
        value = next;
        max = std::max(max, next);
    }

    void down(double t) noexcept {
        const double next = value - 1;
        moved -= t;
        movedSquares -= t * (value + next);
        value = next;
    }

    void set(double t, double to) noexcept {
        moved += t * (to - value);
        movedSquares += t * (to * to - value * value);
        value = to;
        max = std::max(max, to);
    }

    [[nodiscard]] std::uint32_t count() const noexcept { return static_cast<std::uint32_t>(value); }

    /// Over the window so far, `t` seconds long.
    [[nodiscard]] TimeAverage average(double t) const noexcept {
        return {.duration = t,
                .integral = std::max(0.0, value * t - moved),
                .integralOfSquares = std::max(0.0, value * value * t - movedSquares),
                .max = max};
    }

    void restart() noexcept {
        moved = movedSquares = 0;
        max = value;
    }
};

} // namespace stormglass::sim::detail
