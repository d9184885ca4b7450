// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/statistics/moments.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace stormglass::sim {

/// The distribution of a tally of times in buckets of constant relative width, found from the double's own bits: 128
/// to the octave, so a quantile is off by less than 0.8 % of itself. Moments and extremes are exact. It holds only the
/// octaves it has seen (512 bytes each); two merge by adding. Recording allocates only when a new octave is met.
class Histogram {
  public:
    /// `x` in seconds (any unit); what is negative or below 2^-40 counts as nought in the buckets, what is above 2^63
    /// as that.
    void record(double x) {
        m_moments.record(x);
        if (!(x >= kSmallest)) {
            ++m_zeros;
            return;
        }
        const std::size_t bucket = bucketOf(x < kLargest ? x : kLargest);
        const std::size_t slot = bucket - m_first;
        if (slot < m_counts.size()) [[likely]] {
            ++m_counts[slot];
        } else {
            ++m_counts[grow(bucket)];
        }
    }

    /// Only counts `count` observations, every `stride`th of an array, in their buckets; their moments come by
    /// `mergeMoments`. Those without a bucket (noughts, new octaves) are first told apart by a counter aside, so that
    /// no branch depends on an observation.
    void place(const double* x, std::size_t count, std::size_t stride) {
        std::uint32_t* const counts = m_counts.data();
        const std::size_t room = m_counts.size();
        const std::size_t first = m_first;
        std::uint32_t strays = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t slot = bucketOf(x[i * stride]) - first;
            std::uint32_t* const counter = slot < room ? counts + slot : &strays;
            ++*counter;
        }
        if (strays == 0) {
            return;
        }
        std::uint32_t zeros = 0;
        for (std::size_t i = 0; i < count; ++i) {
            zeros += x[i * stride] >= kSmallest ? 0U : 1U;
        }
        if (zeros == strays) [[likely]] {
            m_zeros += zeros;
        } else {
            placeStrays(x, count, stride);
        }
    }

    /// Only for mean, spread and extremes: where many places are watched and nobody asks for quantiles.
    void recordMoments(double x) noexcept { m_moments.record(x); }

    void merge(const Histogram& other);

    /// Adds count, sums and extremes of observations whose distribution is kept elsewhere, or nowhere.
    void mergeMoments(const Moments& other) noexcept { m_moments.merge(other); }

    /// Forgets what was recorded and keeps the room.
    void reset() noexcept;

    [[nodiscard]] const Moments& moments() const noexcept { return m_moments; }

    [[nodiscard]] std::uint64_t count() const noexcept { return m_moments.count(); }

    /// The smallest x with at least a share `p` (0..1) of the observations at or below it, interpolated within a bucket
    /// and kept between the exact extremes. NaN when nothing was recorded.
    [[nodiscard]] double quantile(double p) const noexcept;

    /// The same for several ascending `p` in one pass.
    void quantiles(std::span<const double> p, std::span<double> values) const noexcept;

    /// Mean of the slowest `share` (0..1] of the observations; NaN when nothing was recorded.
    [[nodiscard]] double meanOfSlowest(double share) const noexcept;

    /// Share of the observations at or below x, interpolated within x's bucket; NaN when nothing was recorded.
    [[nodiscard]] double shareUpTo(double x) const noexcept;

  private:
    friend class PackedHistogram;

    static constexpr unsigned kMantissaBits = 7;
    static constexpr std::size_t kPerOctave = std::size_t{1} << kMantissaBits;
    static constexpr double kSmallest = 0x1p-40;
    static constexpr double kLargest = 0x1p63;

    /// Monotone in x for positive x: exponent and leading mantissa bits.
    [[nodiscard]] static std::size_t bucketOf(double x) noexcept {
        return static_cast<std::size_t>(std::bit_cast<std::uint64_t>(x) >> (52U - kMantissaBits));
    }

    [[nodiscard]] static double lowerEdge(std::size_t bucket) noexcept {
        return std::bit_cast<double>(static_cast<std::uint64_t>(bucket) << (52U - kMantissaBits));
    }

    /// Observations in the octave that begins at this slot.
    [[nodiscard]] std::uint64_t countOfOctave(std::size_t begin) const noexcept;

    /// Those of an array of observations that are nought or in octaves not seen before it came.
    void placeStrays(const double* x, std::size_t count, std::size_t stride);

    /// Makes room for the bucket's octave and returns its place.
    std::size_t grow(std::size_t bucket);

    Moments m_moments;
    std::uint64_t m_zeros = 0;
    std::size_t m_first = 0;             ///< bucket of m_counts[0]; a multiple of kPerOctave
    std::vector<std::uint32_t> m_counts; ///< whole octaves
};

} // namespace stormglass::sim
