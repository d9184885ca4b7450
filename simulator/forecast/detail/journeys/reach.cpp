// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/journeys/reach.hpp"

#include <algorithm>
#include <utility>

namespace stormglass::sim::forecasting {

Reach::Reach(const Model& model, const Traffic& traffic, Onwards& onwards)
    : m_model(model)
    , m_traffic(traffic)
    , m_onwards(onwards)
    , m_messageSeen(model.network.messages.size(), 0)
    , m_laneSeen(model.lanes.lanes.size(), 0) {}

void Reach::from(Index message) {
    if (m_start == message) {
        return;
    }
    m_start = message;
    ++m_round;
    m_stops.clear();
    meetMessage(message);
    for (std::size_t next = 0; next < m_stops.size(); ++next) {
        const Stop stop = m_stops[next];
        if (stop.isLane) {
            for (const Onward& onward : m_onwards.of(stop.index)) {
                meetMessage(onward.message);
            }
            for (const Index dead : m_model.lanes.lanes[stop.index].deadLanes) {
                meetLane(dead);
            }
        } else {
            for (const Feed& feed : m_model.lanes.feedsOf(stop.index)) {
                meetLane(feed.lane);
            }
        }
    }
    std::ranges::stable_sort(m_stops, {}, &Stop::rank);
}

void Reach::meetMessage(Index message) {
    if (std::exchange(m_messageSeen[message], m_round) != m_round) {
        m_stops.push_back({false, message, m_traffic.rankOfMessage(message)});
    }
}

void Reach::meetLane(Index lane) {
    if (std::exchange(m_laneSeen[lane], m_round) != m_round) {
        m_stops.push_back({true, lane, m_traffic.rankOfLane(lane)});
    }
}

} // namespace stormglass::sim::forecasting
