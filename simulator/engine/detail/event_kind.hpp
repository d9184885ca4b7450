// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace stormglass::sim::detail {

/// What a scheduled event does; it concerns one row of a table or one record of a pool.
enum class EventKind : std::uint8_t {
    emission,        ///< source
    completion,      ///< delivery: its own handling time is over
    arrival,         ///< delivery: its latency is over
    publication,     ///< first delivery of a publication: it reaches the channel
    visible,         ///< first delivery of a publication: subscribers may see it
    comes,           ///< first delivery of an entry: it has travelled from its channel to those who read it
    retry,           ///< delivery: its backoff is over
    delayOver,       ///< delivery
    outcome,         ///< delivery: tells its end to those who follow
    asks,            ///< source: one of its users has thought
    phase,           ///< source: a bursty one changes its phase
    handlingTimeout, ///< delivery
    patienceOver,    ///< delivery
    lifeOver,        ///< delivery: ttl or retention
    visibilityOver,  ///< delivery
    returned,        ///< delivery: its channel gives it out again
    unblocked,       ///< delivery: all it sent was taken
    token,           ///< station: the next one is there
    linger,          ///< station: its batch leaves
    cellLinger,      ///< cell: its batch leaves
    hedge,           ///< hedge: the next copy
    joinTimeout,     ///< join
    callTimeout,     ///< call
    answer,          ///< call: it has travelled back
    share,           ///< service, replica: the next job of its shared workers ends
    replicaReady,    ///< service, replica: its start-up is over
    breakdown,       ///< service, replica
    repair,          ///< service, replica
    failover,        ///< service, replica: others get its partitions
    poll,            ///< service, replica: one of its sleeping workers looks again
    decide,          ///< service: autoscaling
    idle,            ///< service: has been idle long enough
    rebalanced,      ///< group
    faultBegins,     ///< fault
    faultEnds,       ///< fault
    replay,          ///< replay
    watch,           ///< recovery is watched from now on
};

/// An event's meaning in the pending set: its kind in the upper 8 bits, a row of a table or a record of a pool in the
/// lower 32, and between them, where the row is a service, which replica.
[[nodiscard]] constexpr std::uint64_t payloadOf(EventKind kind, std::uint32_t index,
                                                std::uint32_t replica = 0) noexcept {
    return (static_cast<std::uint64_t>(kind) << 56U) | (static_cast<std::uint64_t>(replica) << 32U) | index;
}

[[nodiscard]] constexpr EventKind kindOf(std::uint64_t payload) noexcept {
    return static_cast<EventKind>(payload >> 56U);
}

[[nodiscard]] constexpr std::uint32_t indexOf(std::uint64_t payload) noexcept {
    return static_cast<std::uint32_t>(payload);
}

[[nodiscard]] constexpr std::uint32_t replicaOf(std::uint64_t payload) noexcept {
    return static_cast<std::uint32_t>(payload >> 32U) & 0xffffffU;
}

} // namespace stormglass::sim::detail
