// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/statistics/histogram.hpp"

#include <cstdint>
#include <vector>

namespace stormglass::sim {

/// A histogram put away: each octave in counters of no, one, two or four bytes, as its largest count needs, a quarter
/// of the size or less. Batches are kept so until intervals are made of them. Widths go by octave, so that packing and
/// adding are loops over whole octaves that a compiler makes vectors of.
class PackedHistogram {
  public:
    PackedHistogram() = default;
    explicit PackedHistogram(const Histogram& histogram);

    /// Adds what was put away, without loss.
    void mergeInto(Histogram& histogram) const;

    /// Adds what another holds, as if both had been recorded in one histogram.
    void append(const PackedHistogram& next);

    [[nodiscard]] const Moments& moments() const noexcept { return m_moments; }

    [[nodiscard]] std::size_t bytes() const noexcept { return m_packed.size(); }

  private:
    Moments m_moments;
    std::uint64_t m_zeros = 0;
    std::uint32_t m_first = 0;          ///< bucket that the first octave begins with
    std::uint32_t m_octaves = 0;        ///< from the first that is not empty to the last
    std::vector<std::uint8_t> m_packed; ///< for each octave its width, then its counters
};

} // namespace stormglass::sim
