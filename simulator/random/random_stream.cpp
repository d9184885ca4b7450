// SPDX-License-Identifier: Apache-2.0
#include "simulator/random/random_stream.hpp"

namespace stormglass::sim {

namespace {

std::uint64_t splitMix(std::uint64_t& state) noexcept {
    std::uint64_t z = (state += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

} // namespace

std::uint64_t placeHashOf(std::string_view place) noexcept {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char c : place) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    }
    return hash;
}

RandomStream::RandomStream(std::uint64_t seed, std::uint64_t replication, std::string_view place,
                           Purpose purpose) noexcept
    : RandomStream(seed, replication, placeHashOf(place), purpose) {}

RandomStream::RandomStream(std::uint64_t seed, std::uint64_t replication, std::uint64_t placeHash,
                           Purpose purpose) noexcept {
    std::uint64_t state = seed;
    for (const std::uint64_t part : {replication, placeHash, static_cast<std::uint64_t>(purpose)}) {
        state = splitMix(state) ^ part;
    }
    for (std::uint64_t& word : m_s) {
        word = splitMix(state);
    }
}

} // namespace stormglass::sim
