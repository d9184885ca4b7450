// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/compile/compile.hpp"
#include "simulator/engine/path_samples.hpp"
#include "simulator/run/report.hpp"
#include "simulator/statistics/sections.hpp"

#include <cstddef>
#include <vector>

namespace stormglass::sim {

/// As reports spell it.
[[nodiscard]] const char* nameOf(PathPart part);

/// Where the time of one journey goes, from sampled paths: the pooled sample gives the values, the sections' own
/// samples the intervals.
class BreakdownSections {
  public:
    explicit BreakdownSections(const Network& network);

    void addSection(const PathSamples& paths);

    /// Parts of the mean and of the mean of the slowest 1 %. Their sums are made those of the whole journey (`mean` and
    /// `slowest`, of all observations), of which the sample is a part. Largest first.
    [[nodiscard]] std::vector<BreakdownPart> parts(const PathSamples& pooled, double mean, double slowest,
                                                   const Names& names) const;

  private:
    struct Shares {
        std::vector<double> mean;    ///< seconds by key
        std::vector<double> slowest; ///< seconds by key, of the slowest 1 %
        double meanSum = 0;
        double slowestSum = 0;
    };

    struct Part {
        bool seen = false;
        ValueSections mean;
        ValueSections slowest;
    };

    [[nodiscard]] std::size_t keyOf(const PathStep& step) const noexcept;
    [[nodiscard]] Shares sharesOf(const PathSamples& paths) const;

    std::size_t m_channels = 0; ///< first key of channels; handlers come before, messages after
    std::size_t m_messages = 0;
    std::size_t m_keys = 0;
    std::uint64_t m_sections = 0;
    std::vector<Part> m_parts; ///< by key
};

} // namespace stormglass::sim
