// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network.hpp"
#include "simulator/engine/tallies.hpp"
#include "simulator/statistics/sections.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

/// Tallies seen as figures: every place is a row of ratios (busy time over time, messages over seconds) and of
/// distributions, so that sections, intervals and merging need no knowledge of what is counted.
namespace stormglass::sim {

enum class RatioFigure : std::uint8_t {
    arrivals, ///< per second, as all up to duplicates
    throughput,
    failures,
    retries,
    deadLettered,
    dropped,
    rejected,
    expired,
    duplicates,
    busy,
    blocked,
    queue,
    queueSquares, ///< mean square: the spread is made of it
    active,
    waited,
    batchSize,
    circuitOpened,
    circuitOpen,
    staleAnswers,
    age,
    peakAge,
    recovery,
    outOfOrder,
    up,
    cost,
    lag,
    depth,
};

inline constexpr std::size_t kRatioFigures = static_cast<std::size_t>(RatioFigure::depth) + 1;

/// Times of which mean, spread and quantiles are wanted; a journey's latency is its `time`.
enum class TimesFigure : std::uint8_t { waiting, handling, time, joining, staleness };

inline constexpr std::size_t kTimesFigures = static_cast<std::size_t>(TimesFigure::staleness) + 1;

/// What a Little's law check of a section needs: time spent by all that was there, less what the messages say they
/// spent, and by how many messages the content has grown.
struct LittleFigure {
    double excess = 0;  ///< integral of the content - sum of times [message seconds]
    double growth = 0;  ///< messages
    double ages = 0;    ///< by how much the time so far of those that are there has grown [message seconds]
    double content = 0; ///< integral of the content [message seconds]
    double seconds = 0;
};

struct PlaceFigures {
    std::array<Ratio, kRatioFigures> ratios{};
    std::array<const Histogram*, kTimesFigures> times{}; ///< null: not measured here
    LittleFigure little;
    bool hasLittle = false;

    [[nodiscard]] Ratio& operator[](RatioFigure figure) noexcept { return ratios[static_cast<std::size_t>(figure)]; }

    [[nodiscard]] const Histogram* operator[](TimesFigure figure) const noexcept {
        return times[static_cast<std::size_t>(figure)];
    }
};

/// Where the rows of PlaceFigures stand: handlers, services, channels, partitions, journeys, their classes, and one for
/// the whole.
class PlaceMap {
  public:
    explicit PlaceMap(const Network& network);

    [[nodiscard]] std::size_t handler(std::size_t i) const noexcept { return i; }

    [[nodiscard]] std::size_t service(std::size_t i) const noexcept { return m_services + i; }

    [[nodiscard]] std::size_t channel(std::size_t i) const noexcept { return m_channels + i; }

    [[nodiscard]] std::size_t partition(std::size_t channel, std::size_t p) const noexcept {
        return m_partitions[channel] + p;
    }

    [[nodiscard]] std::size_t partitionsOf(std::size_t channel) const noexcept {
        return m_partitions[channel + 1] - m_partitions[channel];
    }

    [[nodiscard]] std::size_t journey(std::size_t i) const noexcept { return m_journeys + i; }

    [[nodiscard]] std::size_t classOf(std::size_t journey, std::size_t c) const noexcept {
        return m_classes + journey * m_classCount + c;
    }

    [[nodiscard]] std::size_t classCount() const noexcept { return m_classCount; }

    [[nodiscard]] std::size_t whole() const noexcept { return m_size - 1; }

    [[nodiscard]] std::size_t size() const noexcept { return m_size; }

  private:
    std::size_t m_services = 0;
    std::size_t m_channels = 0;
    std::vector<std::size_t> m_partitions; ///< first row of each channel's partitions; one more at the end
    std::size_t m_journeys = 0;
    std::size_t m_classes = 0;
    std::size_t m_classCount = 0;
    std::size_t m_size = 0;
};

/// The rows of one section, in the order of the map. They point into `tallies`.
[[nodiscard]] std::vector<PlaceFigures> figuresOf(const Network& network, const PlaceMap& map, const Tallies& tallies);

} // namespace stormglass::sim
