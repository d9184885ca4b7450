// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/board/board.hpp"

#include <cstdint>
#include <string>

namespace stormglass::tests {

/// What a random storm may have. Whoever can only take some of it names the rest in `Recipe::without`.
enum class Feature : std::uint8_t {
    users,
    bursty,
    profiles,
    traces,
    arrivalBatches,
    keys,
    flowKeys,
    classes,
    competing,
    ticks,
    choice,
    counts,
    sync,
    queries,
    joins,
    timeouts,
    retries,
    delays,
    exclusive,
    eventSourced,
    batches,
    idempotent,
    patience,
    hedges,
    breakers,
    rateLimits,
    per,
    disciplines,
    anyOrder, ///< discipline `random`
    sharing,
    limits,
    blocking,
    balancing,
    startup,
    autoscale,
    breakdowns,
    unlimitedWorkers,
    queues,
    topics,
    latencies,
    loss,
    capacity,
    publishEvery,
    pollEvery,
    visibility,
    redelivery,
    duplicates,
    ttl,
    retention,
    deadLetters,
    faults,
    replays,
    backlogs,
    objectives,
    count,
};

/// How a storm is made.
struct Recipe {
    std::uint64_t without = 0;      ///< features left out, bit by bit
    bool hasOnlyContinuous = false; ///< times have densities, so that nothing unrelated happens at one instant

    [[nodiscard]] bool allows(Feature feature) const noexcept {
        return (without >> static_cast<unsigned>(feature) & 1U) == 0;
    }

    Recipe& leaveOut(Feature feature) noexcept {
        without |= std::uint64_t{1} << static_cast<unsigned>(feature);
        return *this;
    }

    /// Nothing is allowed but what is then let in.
    static Recipe plain() noexcept { return {.without = ~std::uint64_t{0}, .hasOnlyContinuous = true}; }

    Recipe& letIn(Feature feature) noexcept {
        without &= ~(std::uint64_t{1} << static_cast<unsigned>(feature));
        return *this;
    }
};

/// A small grammatical board with load on it, in the text form: actors, policies, decisions, projections and externals,
/// called, fed by channels or told directly, in a few services, with whatever the recipe allows mixed in. Most storms
/// are stable, few are sensible. The same seed and recipe give the same text with every library.
[[nodiscard]] std::string randomStorm(std::uint64_t seed, const Recipe& recipe = {});

} // namespace stormglass::tests
