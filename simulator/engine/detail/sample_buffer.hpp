// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/statistics/histogram.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace stormglass::sim::detail {

/// Samples on their way into histograms: `kKinds` of each message, put away several messages at a time. That keeps the
/// histograms, of which a message meets only a few scattered counters, out of the engine's every step, and lets the
/// sums of all kinds be taken side by side.
template <std::size_t kKinds> class SampleBuffer {
  public:
    /// It is to be put away and cleared before another message's samples come.
    [[nodiscard]] bool isFull() const noexcept { return m_count == kRoom; }

    [[nodiscard]] bool empty() const noexcept { return m_count == 0; }

    /// Where the next message's samples go. The buffer is not full.
    [[nodiscard]] double* next() noexcept { return m_samples[m_count++]; }

    void clear() noexcept { m_count = 0; }

    /// Counts sample `kind` of every message in `histogram`'s buckets.
    void placeIn(Histogram& histogram, std::size_t kind) const { histogram.place(&m_samples[0][kind], m_count, kRow); }

    /// Of all kinds at once. At least one message is there.
    void sumUp(Moments (&moments)[kKinds]) const noexcept {
        double shift[kRow];
        double sum[kRow] = {};
        double squares[kRow] = {};
        double most[kRow];
        double least[kRow];
        std::copy_n(m_samples[0], kRow, shift);
        std::copy_n(m_samples[0], kRow, most);
        std::copy_n(m_samples[0], kRow, least);
        for (std::uint32_t i = 0; i < m_count; ++i) {
            for (std::size_t k = 0; k < kRow; ++k) {
                const double x = m_samples[i][k];
                const double d = x - shift[k];
                sum[k] += d;
                squares[k] += d * d;
                most[k] = x > most[k] ? x : most[k];
                least[k] = x < least[k] ? x : least[k];
            }
        }
        for (std::size_t k = 0; k < kKinds; ++k) {
            moments[k] = Moments(m_count, shift[k], sum[k], squares[k], most[k], least[k]);
        }
    }

    /// How many samples of a kind are above nought.
    [[nodiscard]] std::uint64_t positive(std::size_t kind) const noexcept {
        std::uint64_t count = 0;
        for (std::uint32_t i = 0; i < m_count; ++i) {
            count += m_samples[i][kind] > 0 ? 1U : 0U;
        }
        return count;
    }

  private:
    static constexpr std::uint32_t kRoom = 32;
    static constexpr std::size_t kRow = (kKinds + 1) / 2 * 2; ///< whole pairs, which are summed side by side

    using Row = double[kRow];

    std::uint32_t m_count = 0;
    std::unique_ptr<Row[]> m_samples = std::make_unique<Row[]>(kRoom); ///< apart from what a message meets otherwise
};

} // namespace stormglass::sim::detail
