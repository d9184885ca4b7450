// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>
#include <string_view>

namespace stormglass::sim {

/// What a stream is drawn for. One stream per (place, purpose, replication): changing one parameter leaves every other
/// draw as it was, which is what lets variants be compared on common random numbers (L'Ecuyer et al. 2002).
enum class Purpose : std::uint8_t {
    arrival,
    batchSize,
    key,
    classOf,
    handling,
    failure,
    backoff,
    delay,
    choice,
    probability,
    count,
    latency,
    receiver,
    balancing,
    discipline,
    partition,
    loss,
    duplicate,
    patience,
    breakdown,
    repair,
    startup,
    rebalance,
    think,
    modulation,
    sampling,
    fault,
};

/// FNV-1a, 64 bits, of a place's path: the same on every machine, which the promise "one seed, one answer" needs.
[[nodiscard]] std::uint64_t placeHashOf(std::string_view place) noexcept;

/// xoshiro256++ (Blackman and Vigna 2019), seeded by SplitMix64 from a hash of (seed, replication, place, purpose).
class RandomStream {
  public:
    /// Room for a stream. Nothing is drawn from it.
    RandomStream() noexcept = default;
    /// `place` is the stable path of the element or flow the stream belongs to (its id, never its position in a table).
    RandomStream(std::uint64_t seed, std::uint64_t replication, std::string_view place, Purpose purpose) noexcept;
    /// The same stream from `placeHashOf(place)`: what a table without strings keeps.
    RandomStream(std::uint64_t seed, std::uint64_t replication, std::uint64_t placeHash, Purpose purpose) noexcept;

    /// The next 64 random bits.
    [[nodiscard]] std::uint64_t next() noexcept {
        const std::uint64_t result = std::rotl(m_s[0] + m_s[3], 23) + m_s[0];
        const std::uint64_t t = m_s[1] << 17;
        m_s[2] ^= m_s[0];
        m_s[3] ^= m_s[1];
        m_s[1] ^= m_s[2];
        m_s[0] ^= m_s[3];
        m_s[2] ^= t;
        m_s[3] = std::rotl(m_s[3], 45);
        return result;
    }

    /// Uniform on [0, 1), 53 bits.
    [[nodiscard]] double uniform() noexcept { return static_cast<double>(next() >> 11) * 0x1p-53; }

  private:
    std::uint64_t m_s[4]{};
};

} // namespace stormglass::sim
