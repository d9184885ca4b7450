// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/random/random_stream.hpp"
#include "simulator/random/ziggurat.hpp"

#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

namespace stormglass::sim {

/// How a Distribution is drawn. Shapes that are another one in disguise (erlang of 1, hyperexponential of cv 1, normal
/// of sd 0) are made that one at birth.
enum class DistributionKind : std::uint32_t {
    constant,
    exponential,
    uniform,
    normal,
    lognormal,
    gamma,
    erlang,
    hyperexponential,
    weibull,
    pareto,
    triangular,
    empiricalValues,
    empiricalQuantiles,
    geometric,
    discrete,
};

/// Numbers that distributions with lists refer to: one table for a whole network, never shrunk.
using DistributionTable = std::vector<double>;

/// A distribution of a non-negative quantity (seconds, or a count), ready to be drawn from: small, trivially copyable,
/// at home in the engine's flat tables. Made by the functions below; what `a`..`d` hold depends on the kind (see
/// distribution.cpp).
struct Distribution {
    DistributionKind kind = DistributionKind::constant;
    std::uint32_t offset = 0; ///< first number of ours in the DistributionTable
    std::uint32_t length = 0; ///< how many entries (values, quantiles, weights) it has there
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
};

static_assert(std::is_trivially_copyable_v<Distribution>);

namespace detail {
[[nodiscard]] double drawOther(const Distribution& distribution, std::span<const double> table,
                               RandomStream& stream) noexcept;
}

/// One draw. `table` is the DistributionTable the distribution was made with (empty is fine for kinds without lists).
[[nodiscard]] inline double draw(const Distribution& distribution, std::span<const double> table,
                                 RandomStream& stream) noexcept {
    if (distribution.kind == DistributionKind::exponential) {
        return distribution.a * standardExponential(stream);
    }
    if (distribution.kind == DistributionKind::constant) {
        return distribution.a;
    }
    return detail::drawOther(distribution, table, stream);
}

/// Mean; +infinity where there is none (pareto with shape <= 1).
[[nodiscard]] double meanOf(const Distribution& distribution, std::span<const double> table);
/// Variance; +infinity where there is none (pareto with shape <= 2).
[[nodiscard]] double varianceOf(const Distribution& distribution, std::span<const double> table);
/// Squared coefficient of variation, variance / mean^2; 0 for a constant zero.
[[nodiscard]] double squaredCvOf(const Distribution& distribution, std::span<const double> table);

[[nodiscard]] Distribution constantOf(double value) noexcept;
[[nodiscard]] Distribution exponentialOf(double mean) noexcept;
[[nodiscard]] Distribution uniformOf(double min, double max) noexcept;
/// Normal conditioned on being >= 0 (draws below 0 are drawn again), so the mean lies above `mean` when sd is not
/// small.
[[nodiscard]] Distribution normalOf(double mean, double sd) noexcept;
[[nodiscard]] Distribution lognormalOf(double mean, double sd) noexcept;
[[nodiscard]] Distribution lognormalOfMedian(double median, double p99) noexcept;
/// Gamma by mean and coefficient of variation: shape 1/cv^2.
[[nodiscard]] Distribution gammaOf(double mean, double cv) noexcept;
/// Sum of `k` exponentials, `mean` in all.
[[nodiscard]] Distribution erlangOf(std::uint32_t k, double mean) noexcept;
/// Two phases with balanced means (p1/rate1 = p2/rate2), cv >= 1 (Tijms, "A First Course in Stochastic Models",
/// appendix B).
[[nodiscard]] Distribution hyperexponentialOf(double mean, double cv) noexcept;
[[nodiscard]] Distribution weibullOf(double shape, double scale) noexcept;
/// Pareto type I: P(X > x) = (scale/x)^shape for x >= scale.
[[nodiscard]] Distribution paretoOf(double shape, double scale) noexcept;
[[nodiscard]] Distribution triangularOf(double min, double mode, double max) noexcept;
/// On 1, 2, 3, ...; mean >= 1.
[[nodiscard]] Distribution geometricOf(double mean) noexcept;
/// Each value is equally likely; nothing between them. At least one value.
[[nodiscard]] Distribution empiricalOf(std::span<const double> values, DistributionTable& table);
/// Linear between the points (probability, value), both ascending; below the first and above the last the end value is
/// held (an atom there if the probabilities don't reach 0 and 1). At least one point.
[[nodiscard]] Distribution empiricalQuantilesOf(std::span<const double> probabilities, std::span<const double> values,
                                                DistributionTable& table);
/// `weights[i]` is proportional to the probability of `values[i]`; drawn in O(1) (Vose's alias method, 1991).
[[nodiscard]] Distribution discreteOf(std::span<const double> values, std::span<const double> weights,
                                      DistributionTable& table);

/// The same distribution of `factor` times the quantity (factor > 0), for `loadFactor` and the like.
[[nodiscard]] Distribution scaled(const Distribution& distribution, double factor, DistributionTable& table);

} // namespace stormglass::sim
