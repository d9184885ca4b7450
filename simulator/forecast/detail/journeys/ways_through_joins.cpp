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
    m_atMessage[journey.fromMessage] = {{1, {}}, kNone, kNone};
    m_forks.clear();
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

Index WaysThroughJoins::depthOf(Index fork) const {
    Index depth = 0;
    for (; fork != kNone; fork = m_forks[fork].fork) {
        ++depth;
    }
    return depth;
}

/// The same way as a branch of the fork before its own.
WaysThroughJoins::Arrival WaysThroughJoins::before(const Arrival& at) const {
    return {at.way, m_forks[at.fork].fork, m_forks[at.fork].firstLane};
}

/// Up to the fork that both have come from.
void WaysThroughJoins::climbTogether(Arrival& a, Arrival& b) const {
    while (a.fork != b.fork) {
        const bool isDeeper = depthOf(a.fork) >= depthOf(b.fork);
        Arrival& deeper = isDeeper ? a : b;
        deeper = before(deeper);
    }
}

void WaysThroughJoins::meet(Arrival& at, const Arrival& coming) const {
    if (at.way.chance < kLeastChance) {
        at = coming;
        return;
    }
    Arrival other = coming;
    climbTogether(at, other);
    at.firstLane = at.firstLane == other.firstLane ? at.firstLane : kNone;
    const bool together = at.way.chance + coming.way.chance > 1 + 1e-9;
    at.way = together ? firstOf(at.way, coming.way) : either(at.way, coming.way);
}

Index WaysThroughJoins::forkAt(const Arrival& at) {
    m_forks.push_back(at);
    return static_cast<Index>(m_forks.size() - 1);
}

void WaysThroughJoins::fromMessage(Index message) {
    const Arrival at = m_atMessage[message];
    std::size_t branches = 0;
    for (const Feed& feed : m_model.lanes.feedsOf(message)) {
        branches += m_back.leads(feed.lane) ? 1 : 0;
    }
    const bool forks = branches > 1 && !m_model.network.messages[message].competing;
    const Index fork = forks ? forkAt(at) : at.fork;
    for (const Feed& feed : m_model.lanes.feedsOf(message)) {
        if (m_back.leads(feed.lane)) {
            const Index first = forks || at.firstLane == kNone ? feed.lane : at.firstLane;
            meet(m_atLane[feed.lane], {after(at.way, std::min(feed.share, 1.0), {transitOf(m_model.network, feed), 0}),
                                       fork, fork == kNone ? kNone : first});
        }
    }
}

void WaysThroughJoins::fromLane(Index lane, const Arrival& at) {
    if (m_back.isEnd(lane)) {
        m_end = {after(at.way, m_model.fateOf(lane).of(Outcome::success), timeOf(m_model, lane, Ending::success)),
                 at.fork, at.firstLane};
        return;
    }
    std::size_t branches = 0;
    for (const Onward& onward : m_onwards.of(lane)) {
        const bool leads = !onward.excludesOthers && m_back.ofMessage(onward.message).chance > kLeastChance;
        branches += leads ? (onward.copies > 1 ? 2 : 1) : 0;
    }
    Index fork = kNone;
    for (const Onward& onward : m_onwards.of(lane)) {
        Spread spent = m_onwards.spentBefore(lane, onward);
        spent.mean += onward.latency;
        Arrival sent{after(at.way, onward.chance, spent), at.fork, at.firstLane};
        if (branches > 1 && !onward.excludesOthers) {
            fork = fork == kNone ? forkAt({after(at.way, 1, spent), at.fork, at.firstLane}) : fork;
            sent.fork = fork;
            sent.firstLane = kNone;
        }
        meet(m_atMessage[onward.message], sent);
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
    for (int round = 0; round < 2; ++round) { // the second time all climb as far as the last has
        for (std::size_t i = 1; i < arrivals.size(); ++i) {
            climbTogether(arrivals.front(), arrivals[i]);
        }
    }
    const Index fork = arrivals.front().fork;
    const Arrival base = fork != kNone ? m_forks[fork] : Arrival{{1, {}}, kNone, kNone};
    double chance = 1;
    for (const Arrival& arrival : arrivals) {
        chance = std::min(chance, arrival.way.chance);
    }
    const JoinRule& rule = m_model.network.handlers[handler].join;
    const std::vector<Branch> branches = branchesOf(arrivals, base.way);
    std::size_t wanted = branches.size();
    if (rule.kind == JoinKind::any) {
        wanted = 1;
    } else if (rule.kind == JoinKind::atLeast) {
        wanted = rule.atLeast;
    }
    Spread last;
    if (rule.kind == JoinKind::each) {
        last = lastOfCopies(m_model, branches.front(),
                            m_model.completions[handler] > 0 ? 1 / m_model.completions[handler] : 1);
    } else {
        last = lastOfBranches(m_model, branches, wanted);
    }
    return {
        {chance, {base.way.time.mean + last.mean, base.way.time.variance + last.variance}}, base.fork, base.firstLane};
}

std::vector<Branch> WaysThroughJoins::branchesOf(const std::vector<Arrival>& arrivals, const Way& base) const {
    std::vector<Branch> branches;
    branches.reserve(arrivals.size());
    for (const Arrival& arrival : arrivals) {
        branches.push_back({{std::max(arrival.way.time.mean - base.time.mean, 0.0),
                             std::max(arrival.way.time.variance - base.time.variance, 0.0)},
                            arrival.firstLane});
    }
    return branches;
}

} // namespace stormglass::sim::forecasting
