// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace stormglass::sim {

/// Where the time of a journey goes.
enum class PathPart : std::uint8_t { waiting, handling, joining, delay, backoff, travel };

inline constexpr std::size_t kPathParts = 6;

/// Seconds a journey spent on one part at one place: a handler (all parts; `travel`: on its way there), a channel (the
/// way through it) or a message (`travel`: the latency of the flow into it).
struct PathStep {
    PlaceKind place = PlaceKind::handler;
    PathPart part = PathPart::waiting;
    Index index = kNone;
    double seconds = 0;
};

/// One sampled journey; its steps sum to its latency.
struct SampledPath {
    std::uint64_t rank = 0; ///< hash of (replication, instance): a sample keeps the smallest
    double latency = 0;     ///< seconds
    double begin = 0;       ///< seconds since the start of the replication
    std::uint32_t firstStep = 0;
    std::uint32_t stepCount = 0;
    std::uint64_t replication = 0; ///< its number
};

/// An unbiased sample of journeys of bounded size: those whose instance has the smallest hash ("bottom k"), so that
/// samples of replications and batches merge into a sample of the whole (Cohen and Kaplan, "Summarizing data using
/// bottom-k sketches", PODC 2007). Which instances are in it depends on their hashes alone, never on their latencies.
class PathSamples {
  public:
    explicit PathSamples(std::uint32_t limit = 16'384) : m_limit(limit) {}

    /// Whether a journey of this rank would be kept now.
    [[nodiscard]] bool wants(std::uint64_t rank) const noexcept { return rank < m_below; }

    /// Keeps the journey if `wants(rank)`. Steps of no length may be left out.
    void add(std::uint64_t rank, double latency, const std::vector<PathStep>& steps, double begin = 0,
             std::uint64_t replication = 0);

    void merge(const PathSamples& other);

    /// From now on only ranks below this one: what others have kept no more is not kept here either.
    void lowerTo(std::uint64_t rank);

    /// Forgets the journeys and keeps the room.
    void reset() noexcept;

    [[nodiscard]] const std::vector<SampledPath>& paths() const noexcept { return m_paths; }

    [[nodiscard]] const PathStep* stepsOf(const SampledPath& path) const noexcept {
        return m_steps.data() + path.firstStep;
    }

    /// Ranks from here on are not kept.
    [[nodiscard]] std::uint64_t below() const noexcept { return m_below; }

    [[nodiscard]] std::uint32_t limit() const noexcept { return m_limit; }

  private:
    void thinOut();
    /// Steps of journeys that are left out make room; the paths are in the order of their steps.
    void closeRanks();

    std::uint32_t m_limit;
    std::uint64_t m_below = ~std::uint64_t{0};
    std::vector<SampledPath> m_paths;
    std::vector<PathStep> m_steps;
};

} // namespace stormglass::sim
