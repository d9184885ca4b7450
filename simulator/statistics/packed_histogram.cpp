// SPDX-License-Identifier: Apache-2.0
#include "simulator/statistics/packed_histogram.hpp"

#include <algorithm>
#include <cstddef>

namespace stormglass::sim {

namespace {

constexpr std::size_t kMostBytes = 10; ///< of a gap and a count

std::uint8_t* writeNumber(std::uint8_t* at, std::uint32_t number) noexcept {
    while (number >= 0x80U) {
        *at++ = static_cast<std::uint8_t>(number | 0x80U);
        number >>= 7U;
    }
    *at++ = static_cast<std::uint8_t>(number);
    return at;
}

std::uint32_t readNumber(const std::uint8_t*& at) {
    std::uint32_t number = 0;
    for (unsigned shift = 0;; shift += 7U) {
        const std::uint32_t byte = *at++;
        number |= (byte & 0x7fU) << shift;
        if (byte < 0x80U) {
            return number;
        }
    }
}

} // namespace

PackedHistogram::PackedHistogram(const Histogram& histogram)
    : m_moments(histogram.m_moments)
    , m_zeros(histogram.m_zeros)
    , m_first(static_cast<std::uint32_t>(histogram.m_first))
    , m_buckets(static_cast<std::uint32_t>(histogram.m_counts.size())) {
    if (m_moments.count() == 0) {
        m_buckets = 0;
        return;
    }
    const auto filled = static_cast<std::size_t>(
        std::ranges::count_if(histogram.m_counts, [](std::uint32_t count) { return count != 0; }));
    m_packed.resize(filled * kMostBytes);
    std::uint8_t* at = m_packed.data();
    std::uint32_t gap = 0;
    for (const std::uint32_t count : histogram.m_counts) {
        if (count == 0) {
            ++gap;
            continue;
        }
        at = writeNumber(writeNumber(at, gap), count);
        gap = 0;
    }
    m_packed.resize(static_cast<std::size_t>(at - m_packed.data()));
    m_packed.shrink_to_fit();
}

void PackedHistogram::mergeInto(Histogram& histogram) const {
    histogram.m_moments.merge(m_moments);
    histogram.m_zeros += m_zeros;
    if (m_buckets == 0) {
        return;
    }
    histogram.grow(m_first);
    histogram.grow(std::size_t{m_first} + m_buckets - 1);
    std::size_t place = m_first - histogram.m_first;
    const std::uint8_t* at = m_packed.data();
    const std::uint8_t* const end = at + m_packed.size();
    while (at != end) {
        place += readNumber(at);
        histogram.m_counts[place++] += readNumber(at);
    }
}

} // namespace stormglass::sim
