// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/statistics/estimate.hpp"

#include <cstdint>

namespace stormglass::sim {

/// The spread of independent observations, one from each replication, with an interval that does not take them to be
/// normal: the variance of a sample variance is (fourth central moment - variance^2) / n, that of its root follows by
/// the delta method (Cramer, Mathematical Methods of Statistics, 27.4 and 28.4). Student's t.
class SampleSpread {
  public:
    void add(double x) noexcept;

    [[nodiscard]] std::uint64_t count() const noexcept { return m_count; }

    /// Nothing with fewer than two observations.
    [[nodiscard]] Estimate sd() const;

  private:
    std::uint64_t m_count = 0;
    double m_shift = 0; ///< the first: sums are taken from it
    double m_sum = 0;
    double m_squares = 0;
    double m_cubes = 0;
    double m_fourths = 0;
};

} // namespace stormglass::sim
