// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/statistics/histogram.hpp"

#include <cstdint>
#include <vector>

namespace stormglass::sim {

/// A histogram put away: the buckets that are not empty as (gap, count) in variable-length integers, a tenth of the
/// size. Batches are kept so until intervals are made of them.
class PackedHistogram {
  public:
    PackedHistogram() = default;
    explicit PackedHistogram(const Histogram& histogram);

    /// Adds what was put away, without loss.
    void mergeInto(Histogram& histogram) const;

    [[nodiscard]] const Moments& moments() const noexcept { return m_moments; }

    [[nodiscard]] std::size_t bytes() const noexcept { return m_packed.size(); }

  private:
    Moments m_moments;
    std::uint64_t m_zeros = 0;
    std::uint32_t m_first = 0;
    std::uint32_t m_buckets = 0; ///< room the histogram had
    std::vector<std::uint8_t> m_packed;
};

} // namespace stormglass::sim
