// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/statistics/estimate.hpp"

#include <cstdint>

/// Intervals from sections: independent replications, or batches long enough to be as good as independent. Both
/// classes keep a few sums, so twenty thousand replications cost no more room than ten.
namespace stormglass::sim {

/// Numerator and denominator of a ratio: seconds waited and messages, busy time and time.
struct Ratio {
    double part = 0;
    double whole = 0;

    void merge(const Ratio& other) noexcept {
        part += other.part;
        whole += other.whole;
    }

    [[nodiscard]] double value() const noexcept { return part / whole; }

    friend bool operator==(const Ratio&, const Ratio&) = default;
};

/// A ratio estimate R = sum of parts / sum of wholes with its interval from the residuals part - R whole (Cochran,
/// Sampling Techniques, 6.3; Law and Kelton, 9.5.3), Student's t.
class RatioSections {
  public:
    void add(const Ratio& section) noexcept;

    [[nodiscard]] std::uint64_t sections() const noexcept { return m_sections; }

    [[nodiscard]] double value() const noexcept { return m_reference + m_residual / m_whole; }

    /// Sum of the wholes.
    [[nodiscard]] double whole() const noexcept { return m_whole; }

    /// Withheld, with no idea of how long it would take, if nothing was observed.
    [[nodiscard]] Estimate estimate() const;

  private:
    std::uint64_t m_sections = 0;
    std::uint64_t m_filled = 0; ///< with something in their whole: the others say nothing about the spread
    double m_reference = 0;     ///< a first idea of R, so that differences of large numbers don't eat the digits
    double m_residual = 0;      ///< sum of part - reference whole
    double m_whole = 0;
    double m_residualSquares = 0;
    double m_residualByWhole = 0;
    double m_wholeSquares = 0;
};

/// A figure that is not a ratio (a quantile, a spread): its value in each section beside its value in the pooled
/// sample. The interval lies around the pooled value, its width from the sections' mean square distance to that
/// (sectioning: Asmussen and Glynn, Stochastic Simulation, III.5a).
class ValueSections {
  public:
    /// NaN: the section has no such value.
    void add(double value) noexcept;

    [[nodiscard]] std::uint64_t sections() const noexcept { return m_sections; }

    [[nodiscard]] bool complete() const noexcept { return m_missing == 0 && m_sections > 0; }

    [[nodiscard]] Estimate estimateAround(double pooled) const;

  private:
    std::uint64_t m_sections = 0;
    std::uint64_t m_missing = 0;
    double m_reference = 0;
    double m_sum = 0; ///< of value - reference
    double m_squares = 0;
};

/// value ± t · standardError; no interval with fewer than two sections.
[[nodiscard]] Estimate withInterval(double value, double standardError, std::uint64_t sections);

} // namespace stormglass::sim
