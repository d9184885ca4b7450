// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/random/random_stream.hpp"

#include <array>
#include <cstdint>

namespace stormglass::sim {

/// 256 layers of equal area under a decreasing density on [0, inf) (Marsaglia and Tsang, "The ziggurat method", 2000).
/// `x[i]` is the right edge of layer i (x[0] the width of the base strip as if it were a box), `f[i]` the density
/// there.
struct Ziggurat {
    std::array<double, 257> x;
    std::array<double, 257> f;
};

extern const Ziggurat kExponentialZiggurat;
extern const Ziggurat kNormalZiggurat;

namespace detail {
/// The rare part of the method: the tail and the wedges. Taken about once in a hundred draws.
[[nodiscard]] double exponentialOffTheFastPath(RandomStream& stream, std::uint32_t layer, double x) noexcept;
[[nodiscard]] double normalOffTheFastPath(RandomStream& stream, std::uint32_t layer, double signedX) noexcept;
} // namespace detail

/// Exponential of mean 1. The layer and the position come from disjoint bits of one 64-bit draw.
[[nodiscard]] inline double standardExponential(RandomStream& stream) noexcept {
    const std::uint64_t bits = stream.next();
    const auto layer = static_cast<std::uint32_t>(bits & 255U);
    const double x = static_cast<double>(bits >> 11) * 0x1p-53 * kExponentialZiggurat.x[layer];
    if (x < kExponentialZiggurat.x[layer + 1]) [[likely]] {
        return x;
    }
    return detail::exponentialOffTheFastPath(stream, layer, x);
}

/// Normal of mean 0 and standard deviation 1; the position is drawn on (-1, 1) so that it brings its own sign.
[[nodiscard]] inline double standardNormal(RandomStream& stream) noexcept {
    const std::uint64_t bits = stream.next();
    const auto layer = static_cast<std::uint32_t>(bits & 255U);
    const double x = (static_cast<double>(bits >> 11) * 0x1p-52 - 1.0) * kNormalZiggurat.x[layer];
    const double magnitude = x < 0 ? -x : x;
    if (magnitude < kNormalZiggurat.x[layer + 1]) [[likely]] {
        return x;
    }
    return detail::normalOffTheFastPath(stream, layer, x);
}

} // namespace stormglass::sim
