// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/journeys/ways_through_joins.hpp"

#include "simulator/forecast/detail/answers.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim::forecasting {

bool WaysThroughJoins::hasJoin(const std::vector<Stop>& stops) const {
    bool found = false;
    for (const Stop& stop : stops) {
        if (m_traffic.isLoop(stop.rank)) {
            return false;
        }
        const bool joins =
            stop.isLane && m_back.leads(stop.index) && m_model.handlerOf(stop.index).join.kind != JoinKind::none;
        found = found || joins;
    }
    return found;
}

std::optional<Way> WaysThroughJoins::find(const Journey& journey, const std::vector<Stop>& stops) {
    if (!hasJoin(stops)) {
        return std::nullopt;
    }
    m_atMessage.assign(m_model.network.messages.size(), {});
    m_atLane.assign(m_model.lanes.lanes.size(), {});
    m_atMessage[journey.fromMessage] = {{1, {}}, kNone};
    m_end = {};
    std::vector<std::size_t> lanesLeft(m_model.network.handlers.size(), 0);
    for (const Stop& stop : stops) {
        lanesLeft[stop.isLane ? m_model.lanes.lanes[stop.index].handler : 0] += stop.isLane ? 1 : 0;
    }
    for (const Stop& stop : stops) {
        if (!stop.isLane) {
            if (journey.toMessage != stop.index) {
                fromMessage(stop.index);
            }
            continue;
        }
        const Index handler = m_model.lanes.lanes[stop.index].handler;
        const bool waits = m_model.network.handlers[handler].join.kind != JoinKind::none;
        if (--lanesLeft[handler] == 0 || !waits) {
            fromLane(stop.index, waits ? joined(handler) : m_atLane[stop.index]);
        }
    }
    return journey.toMessage != kNone ? m_atMessage[journey.toMessage].way : m_end.way;
}

void WaysThroughJoins::meet(Arrival& at, const Arrival& coming) {
    const bool together = at.way.chance + coming.way.chance > 1 + 1e-9;
    at.fork = at.way.chance < kLeastChance || at.fork == coming.fork ? coming.fork : kNone;
    at.way = together ? firstOf(at.way, coming.way) : either(at.way, coming.way);
}

void WaysThroughJoins::fromMessage(Index message) {
    const Arrival& at = m_atMessage[message];
    std::size_t branches = 0;
    for (const Feed& feed : m_model.lanes.feedsOf(message)) {
        branches += m_back.leads(feed.lane) ? 1 : 0;
    }
    const bool forks = branches > 1 && !m_model.network.messages[message].competing;
    for (const Feed& feed : m_model.lanes.feedsOf(message)) {
        if (m_back.leads(feed.lane)) {
            meet(m_atLane[feed.lane], {after(at.way, std::min(feed.share, 1.0), {transitOf(m_model.network, feed), 0}),
                                       forks ? message : at.fork});
        }
    }
}

void WaysThroughJoins::fromLane(Index lane, const Arrival& at) {
    if (m_back.isEnd(lane)) {
        m_end = {after(at.way, m_model.fateOf(lane).of(Outcome::success), timeOf(m_model, lane, Ending::success)),
                 at.fork};
        return;
    }
    for (const Onward& onward : m_onwards.of(lane)) {
        Spread spent = m_onwards.spentBefore(lane, onward);
        spent.mean += onward.latency;
        meet(m_atMessage[onward.message], {after(at.way, onward.chance, spent), at.fork});
    }
}

/// When the last branch that is needed has come. Branches of one fork have the way to it in common.
WaysThroughJoins::Arrival WaysThroughJoins::joined(Index handler) const {
    const Range lanes = m_model.lanes.ofHandler[handler];
    std::vector<Arrival> arrivals;
    for (Index lane = lanes.first; lane < lanes.end(); ++lane) {
        if (m_atLane[lane].way.chance > kLeastChance) {
            arrivals.push_back(m_atLane[lane]);
        }
    }
    if (arrivals.empty()) {
        return {};
    }
    const Index fork = arrivals.front().fork;
    const bool oneFork =
        fork != kNone && std::ranges::all_of(arrivals, [fork](const Arrival& arrival) { return arrival.fork == fork; });
    const Arrival base = oneFork ? m_atMessage[fork] : Arrival{{1, {}}, kNone};
    std::vector<Spread> branches;
    double chance = 1;
    for (const Arrival& arrival : arrivals) {
        branches.push_back({std::max(arrival.way.time.mean - base.way.time.mean, 0.0),
                            std::max(arrival.way.time.variance - base.way.time.variance, 0.0)});
        chance = std::min(chance, arrival.way.chance);
    }
    const Spread last = lastOf(handler, std::move(branches));
    return {{chance, {base.way.time.mean + last.mean, base.way.time.variance + last.variance}}, base.fork};
}

/// Time of the last of the branches that the handler's rule wants.
Spread WaysThroughJoins::lastOf(Index handler, std::vector<Spread> branches) const {
    const JoinRule& rule = m_model.network.handlers[handler].join;
    std::size_t wanted = branches.size();
    if (rule.kind == JoinKind::any) {
        wanted = 1;
    } else if (rule.kind == JoinKind::atLeast) {
        wanted = rule.atLeast;
    } else if (rule.kind == JoinKind::each) {
        const double copies = m_model.completions[handler] > 0 ? 1 / m_model.completions[handler] : 1;
        branches.resize(static_cast<std::size_t>(std::clamp(std::round(copies), 1.0, 1000.0)), branches.front());
        wanted = branches.size();
    }
    return orderStatistic(branches, wanted);
}

} // namespace stormglass::sim::forecasting
