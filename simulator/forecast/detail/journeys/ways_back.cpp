// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/journeys/ways_back.hpp"

#include "simulator/forecast/detail/answers.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim::forecasting {

namespace {

constexpr int kMostSweeps = 400;

} // namespace

WaysBack::WaysBack(const Model& model, const Traffic& traffic, Onwards& onwards)
    : m_model(model)
    , m_traffic(traffic)
    , m_onwards(onwards)
    , m_ofMessage(model.network.messages.size())
    , m_ofLane(model.lanes.lanes.size()) {}

void WaysBack::find(const Journey& journey, const std::vector<Stop>& stops) {
    m_journey = journey;
    for (const Stop& stop : stops) {
        (stop.isLane ? m_ofLane : m_ofMessage)[stop.index] = {};
    }
    for (std::size_t end = stops.size(); end > 0;) {
        std::size_t begin = end - 1;
        while (begin > 0 && stops[begin - 1].rank == stops[begin].rank) {
            --begin;
        }
        const int sweeps = m_traffic.isLoop(stops[begin].rank) ? kMostSweeps : 1;
        double moved = 1;
        for (int sweep = 0; sweep < sweeps && moved > 1e-12; ++sweep) {
            moved = 0;
            for (std::size_t i = end; i-- > begin;) {
                moved = std::max(moved, step(stops[i]));
            }
        }
        end = begin;
    }
}

/// Returns by how much it has moved.
double WaysBack::step(const Stop& stop) {
    Way& way = (stop.isLane ? m_ofLane : m_ofMessage)[stop.index];
    const Way before = way;
    way = stop.isLane ? fromLane(stop.index) : fromMessage(stop.index);
    const double moved =
        std::abs(way.chance - before.chance) + std::abs(way.time.mean - before.time.mean) / (way.time.mean + 1e-12);
    return std::isnan(moved) ? 0 : moved;
}

/// The first to arrive of several copies has not waited for the others.
Spread WaysBack::firstOfCopies(Spread time, Index lane) const {
    time.mean = m_journey.every ? time.mean : std::max(time.mean - m_model.laneStates[lane].copiesWait, 0.0);
    return time;
}

Way WaysBack::fromMessage(Index message) const {
    if (m_journey.toMessage == message) {
        return {1, {}};
    }
    Way found;
    for (const Feed& feed : m_model.lanes.feedsOf(message)) {
        const Way way = after(m_ofLane[feed.lane], std::min(feed.share, 1.0), {transitOf(m_model.network, feed), 0});
        found = m_model.network.messages[message].competing ? either(found, way) : firstOf(found, way);
    }
    return found;
}

Way WaysBack::fromLane(Index lane) {
    const Fate fate = m_model.fateOf(lane);
    if (isEnd(lane)) {
        return {fate.of(Outcome::success), firstOfCopies(timeOf(m_model, lane, Ending::success), lane)};
    }
    Way exclusive;
    Way together;
    for (const Onward& onward : m_onwards.of(lane)) {
        const Spread spent = firstOfCopies(m_onwards.spentBefore(lane, onward), lane);
        const Way way =
            after(m_ofMessage[onward.message], onward.chance, {spent.mean + onward.latency, spent.variance});
        if (onward.excludesOthers) {
            exclusive = either(exclusive, way);
        } else {
            together = firstOf(together, way);
        }
    }
    Way found = firstOf(exclusive, together);
    const double givenUp = fate.of(Outcome::failure) + fate.of(Outcome::timeout);
    for (const Index dead : m_model.lanes.lanes[lane].deadLanes) {
        found = either(found, after(m_ofLane[dead], givenUp, timeOf(m_model, lane, Ending::givenUp)));
    }
    return found;
}

} // namespace stormglass::sim::forecasting
