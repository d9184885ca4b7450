// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/journeys/journey_times.hpp"

#include "simulator/forecast/detail/journeys/ways_through_joins.hpp"

#include <cmath>
#include <limits>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kMostApart = 20;  ///< journeys between branches
constexpr std::size_t kMostStarts = 32; ///< messages of sources looked at for each

class JourneyTimes {
  public:
    explicit JourneyTimes(const Solution& solution)
        : m_model(solution.model)
        , m_onwards(m_model)
        , m_reach(m_model, solution.traffic, m_onwards)
        , m_back(m_model, solution.traffic, m_onwards)
        , m_joins(m_model, solution.traffic, m_onwards, m_back) {}

    JourneyTime of(const Journey& journey) {
        m_reach.from(journey.fromMessage);
        m_back.find(journey, m_reach.stops());
        const Way found = m_back.ofMessage(journey.fromMessage);
        if (found.chance < kLeastChance) {
            return {kNaN, false, kNone};
        }
        if (const std::optional<Way> joined = m_joins.find(journey, m_reach.stops())) {
            return {joined->time.mean, false, kNone};
        }
        JourneyTime time{found.time.mean, true, kNone};
        Index lanes = 0;
        for (const Stop& stop : m_reach.stops()) {
            if (!stop.isLane) {
                time.isExact = time.isExact && goesOneWay(journey, stop.index);
            } else if (m_back.leads(stop.index)) {
                time.isExact = time.isExact && isExactAt(stop.index);
                time.onlyLane = ++lanes == 1 ? stop.index : kNone;
            }
        }
        return time;
    }

  private:
    /// At most one way of an event leads to the end.
    [[nodiscard]] bool goesOneWay(const Journey& journey, Index message) const {
        if (journey.toMessage == message || m_model.network.messages[message].competing) {
            return true;
        }
        std::size_t ways = 0;
        for (const Feed& feed : m_model.lanes.feedsOf(message)) {
            ways += m_back.leads(feed.lane) ? 1 : 0;
        }
        return ways <= 1;
    }

    [[nodiscard]] bool isExactAt(Index lane) {
        std::size_t ways = 0;
        for (const Onward& onward : m_onwards.of(lane)) {
            const bool leadsOn = m_back.ofMessage(onward.message).chance > kLeastChance;
            ways += leadsOn && !onward.excludesOthers ? 1 : 0;
        }
        return (ways <= 1 || m_back.isEnd(lane)) && m_model.stations[m_model.lanes.lanes[lane].service].exact &&
               std::abs(m_model.fateOf(lane).attempts - 1) < 1e-12 && !m_model.handlerOf(lane).patience.present();
    }

    const Model& m_model;
    Onwards m_onwards;
    Reach m_reach;
    WaysBack m_back;
    WaysThroughJoins m_joins;
};

/// Start and end may lie on two branches of what a source has set off: then the one comes later than the other.
JourneyTime differenceOf(JourneyTimes& times, const Network& network, const Journey& journey) {
    std::size_t tried = 0;
    for (const Source& source : network.sources) {
        for (Index f = source.flows.first; f < source.flows.end() && tried < kMostStarts; ++f, ++tried) {
            const Index first = network.outFlows[f].message;
            Journey toStart{.fromMessage = first, .toMessage = journey.fromMessage};
            const double begins = times.of(toStart).mean;
            if (std::isnan(begins)) {
                continue;
            }
            Journey toEnd = journey;
            toEnd.fromMessage = first;
            const double ends = times.of(toEnd).mean;
            if (!std::isnan(ends) && ends >= begins) {
                return {ends - begins, false, kNone};
            }
        }
    }
    return {kNaN, false, kNone};
}

} // namespace

std::vector<JourneyTime> journeyTimes(const Solution& solution) {
    JourneyTimes times(solution);
    std::vector<JourneyTime> answers;
    answers.reserve(solution.model.network.journeys.size());
    std::size_t apart = 0;
    for (const Journey& journey : solution.model.network.journeys) {
        answers.push_back(times.of(journey));
        if (std::isnan(answers.back().mean) && ++apart <= kMostApart) {
            answers.back() = differenceOf(times, solution.model.network, journey);
        }
    }
    return answers;
}

} // namespace stormglass::sim::forecasting
