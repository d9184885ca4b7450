// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/value.hpp"
#include "simulator/run/traces.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace stormglass::sim {

/// One quantity over time: `values[i]` belongs to the i-th interval.
struct TimelineTrack {
    enum class Kind : std::uint8_t { rate, level };
    std::string path; ///< as in a report: "elements.order.queue", "services.orders.up"
    Kind kind = Kind::level;
    std::vector<float> values; ///< rates: per second over the interval; levels: at its end
};

/// A disturbance of the scenario, for the lane of faults.
struct TimelineMark {
    std::string target; ///< id of the element, channel, service or flow
    std::string effect; ///< down, slow, fail, lose, partitioned, replay
    double at = 0;      ///< seconds
    double until = 0;   ///< seconds; the end of the run if it lasts
};

/// What is needed to scrub through a run: the first replication at equal intervals, as many whatever its length.
struct Timeline {
    double interval = 0;   ///< seconds; the first begins at 0
    double warmUp = 0;     ///< seconds
    std::size_t count = 0; ///< intervals
    std::vector<TimelineTrack> tracks;
    std::vector<TimelineMark> marks;
    std::vector<TracedJourney> journeys; ///< some of those it measured, at most kTimelineJourneys of each
};

inline constexpr std::uint32_t kTimelineJourneys = 100;

/// As `simulate --timeline FILE` writes it.
[[nodiscard]] model::Value timelineJson(const Timeline& timeline);

} // namespace stormglass::sim
