// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace stormglass::sim::detail {

/// What a scheduled event does; it concerns one row of a table or one record of a pool.
enum class EventKind : std::uint8_t {
    emission,    ///< source
    completion,  ///< delivery: its own handling time is over
    arrival,     ///< delivery: its latency is over
    publication, ///< first delivery of a publication: it reaches the channel
    visible,     ///< first delivery of a publication, or one of it: subscribers may see it
    retry,       ///< delivery: its backoff is over
    delayOver,   ///< delivery
    outcome,     ///< delivery: tells its end to those who follow
};

/// An event's meaning in the pending set: its kind above 32 bits of index.
[[nodiscard]] constexpr std::uint64_t payloadOf(EventKind kind, std::uint32_t index) noexcept {
    return (static_cast<std::uint64_t>(kind) << 32U) | index;
}

} // namespace stormglass::sim::detail
