// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/tallies.hpp"
#include "simulator/statistics/packed_histogram.hpp"

#include <vector>

namespace stormglass::sim {

/// Tallies put away until it is known which belong together: histograms packed, all else as it was. Tallies they are
/// merged into are of the same network, or empty.
class PackedTallies {
  public:
    PackedTallies() = default;
    explicit PackedTallies(Tallies tallies);

    /// Adds them to others of the same network: those of consecutive stretches make those of the whole.
    void mergeInto(Tallies& tallies) const;

    /// The same without distributions and sampled paths: histograms get count, sums and extremes only.
    void mergeMomentsInto(Tallies& tallies) const;

    /// Those of two stretches that follow each other, of one network.
    [[nodiscard]] static PackedTallies joined(const PackedTallies& first, const PackedTallies& next);

    /// All but what is kept in histograms and paths.
    [[nodiscard]] const Tallies& counts() const noexcept { return m_rest; }

  private:
    Tallies m_rest; ///< its histograms and paths are empty: they are below
    std::vector<PackedHistogram> m_histograms;
    std::vector<PathSamples> m_paths; ///< by journey
};

} // namespace stormglass::sim
