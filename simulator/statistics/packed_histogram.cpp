// SPDX-License-Identifier: Apache-2.0
#include "simulator/statistics/packed_histogram.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <limits>
#include <memory>

namespace stormglass::sim {

namespace {

constexpr std::size_t kOctave = 128; ///< buckets, as in Histogram

using Octave = std::array<std::uint32_t, kOctave>;

template <class Counter> void narrow(const std::uint32_t* counts, std::uint8_t* to) noexcept {
    std::array<Counter, kOctave> narrowed;
    for (std::size_t i = 0; i < kOctave; ++i) {
        narrowed[i] = static_cast<Counter>(counts[i]);
    }
    std::memcpy(to, narrowed.data(), sizeof(narrowed));
}

template <class Counter> void addWidened(const std::uint8_t* from, std::uint32_t* counts) noexcept {
    std::array<Counter, kOctave> narrowed;
    std::memcpy(narrowed.data(), from, sizeof(narrowed));
    for (std::size_t i = 0; i < kOctave; ++i) {
        counts[i] += narrowed[i];
    }
}

/// Bytes that the largest of the counts needs.
std::uint8_t widthOf(const std::uint32_t* counts) noexcept {
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < kOctave; ++i) {
        bits |= counts[i];
    }
    if (bits == 0) {
        return 0;
    }
    return bits <= std::numeric_limits<std::uint8_t>::max()    ? 1
           : bits <= std::numeric_limits<std::uint16_t>::max() ? 2
                                                               : 4;
}

/// Writes octaves one after another into room for as many at full width.
class OctaveWriter {
  public:
    explicit OctaveWriter(std::size_t octaves)
        : m_bytes(std::make_unique_for_overwrite<std::uint8_t[]>(octaves * (1 + kOctave * sizeof(std::uint32_t)))) {}

    void write(const std::uint32_t* counts) noexcept {
        const std::uint8_t width = widthOf(counts);
        std::uint8_t* const to = m_bytes.get() + m_size;
        *to = width;
        if (width == 1) {
            narrow<std::uint8_t>(counts, to + 1);
        } else if (width == 2) {
            narrow<std::uint16_t>(counts, to + 1);
        } else if (width == 4) {
            narrow<std::uint32_t>(counts, to + 1);
        }
        m_size += 1 + kOctave * width;
    }

    /// In no more room than it takes.
    [[nodiscard]] std::vector<std::uint8_t> written() const { return {m_bytes.get(), m_bytes.get() + m_size}; }

  private:
    std::unique_ptr<std::uint8_t[]> m_bytes;
    std::size_t m_size = 0;
};

/// Adds the octave that is packed there, and returns where the next one is.
const std::uint8_t* addOctave(const std::uint8_t* from, std::uint32_t* counts) noexcept {
    const std::uint8_t width = *from++;
    if (width == 1) {
        addWidened<std::uint8_t>(from, counts);
    } else if (width == 2) {
        addWidened<std::uint16_t>(from, counts);
    } else if (width == 4) {
        addWidened<std::uint32_t>(from, counts);
    }
    return from + kOctave * width;
}

} // namespace

PackedHistogram::PackedHistogram(const Histogram& histogram)
    : m_moments(histogram.m_moments), m_zeros(histogram.m_zeros) {
    static_assert(kOctave == Histogram::kPerOctave);
    const std::uint32_t* const counts = histogram.m_counts.data();
    std::size_t begin = 0;
    std::size_t end = m_moments.count() == 0 ? 0 : histogram.m_counts.size() / kOctave;
    while (begin < end && widthOf(counts + begin * kOctave) == 0) {
        ++begin;
    }
    while (begin < end && widthOf(counts + (end - 1) * kOctave) == 0) {
        --end;
    }
    m_first = static_cast<std::uint32_t>(histogram.m_first + begin * kOctave);
    m_octaves = static_cast<std::uint32_t>(end - begin);
    OctaveWriter writer(m_octaves);
    for (std::size_t octave = begin; octave < end; ++octave) {
        writer.write(counts + octave * kOctave);
    }
    m_packed = writer.written();
}

void PackedHistogram::mergeInto(Histogram& histogram) const {
    histogram.m_moments.merge(m_moments);
    histogram.m_zeros += m_zeros;
    if (m_octaves == 0) {
        return;
    }
    histogram.grow(m_first);
    histogram.grow(m_first + (m_octaves - 1) * kOctave);
    std::uint32_t* counts = histogram.m_counts.data() + (m_first - histogram.m_first);
    const std::uint8_t* from = m_packed.data();
    for (std::uint32_t octave = 0; octave < m_octaves; ++octave, counts += kOctave) {
        from = addOctave(from, counts);
    }
}

void PackedHistogram::append(const PackedHistogram& next) {
    m_moments.merge(next.m_moments);
    m_zeros += next.m_zeros;
    if (next.m_octaves == 0) {
        return;
    }
    if (m_octaves == 0) {
        m_first = next.m_first;
        m_octaves = next.m_octaves;
        m_packed = next.m_packed;
        return;
    }
    const auto endOf = [](const PackedHistogram& packed) { return packed.m_first + packed.m_octaves * kOctave; };
    const std::uint32_t first = std::min(m_first, next.m_first);
    const std::size_t end = std::max(endOf(*this), endOf(next));
    OctaveWriter writer((end - first) / kOctave);
    const std::uint8_t* ours = m_packed.data();
    const std::uint8_t* theirs = next.m_packed.data();
    for (std::size_t bucket = first; bucket < end; bucket += kOctave) {
        Octave sum{};
        if (bucket >= m_first && bucket < endOf(*this)) {
            ours = addOctave(ours, sum.data());
        }
        if (bucket >= next.m_first && bucket < endOf(next)) {
            theirs = addOctave(theirs, sum.data());
        }
        writer.write(sum.data());
    }
    m_packed = writer.written();
    m_first = first;
    m_octaves = static_cast<std::uint32_t>((end - first) / kOctave);
}

} // namespace stormglass::sim
