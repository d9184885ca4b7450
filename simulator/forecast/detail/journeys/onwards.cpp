// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/journeys/onwards.hpp"

#include "simulator/forecast/detail/answers.hpp"
#include "simulator/forecast/detail/firing.hpp"
#include "simulator/forecast/detail/journeys/ways.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim::forecasting {

const std::vector<Onward>& Onwards::of(Index lane) {
    std::optional<std::vector<Onward>>& slot = m_found[lane];
    if (slot) {
        return *slot;
    }
    slot.emplace();
    const Fate fate = m_model.fateOf(lane);
    for (std::size_t o = 0; o < fate.chance.size(); ++o) {
        if (fate.chance[o] < kLeastChance) {
            continue;
        }
        for (std::size_t kind = m_model.classes; kind-- > 0;) {
            if (const double share = shareOfClass(lane, kind); share > 0) {
                add(lane, kind, static_cast<Outcome>(o), fate.chance[o] * share, *slot);
            }
        }
    }
    return *slot;
}

void Onwards::add(Index lane, std::size_t kind, Outcome outcome, double chance, std::vector<Onward>& found) const {
    const Network& network = m_model.network;
    const LaneState& state = m_model.laneStates[lane];
    std::vector<Firing> firings;
    firingsOf(network, m_model.handlerOf(lane).flows, m_model.lanes.lanes[lane].message, m_model.classOf(kind), outcome,
              firings);
    double called = 0; // seconds in the calls so far
    for (const Firing& firing : firings) {
        const OutFlow& flow = network.outFlows[firing.flow];
        const bool isCall = flow.sync && outcome == Outcome::success;
        const double early = isCall ? std::max(state.callSeconds - called, 0.0) : 0;
        if (isCall && !flow.parallel) {
            called += firing.chance * callOf(m_model, flow, m_model.classOf(kind)).answer.mean;
        }
        const double copies = meanOf(network, flow.count, 1);
        const double count = std::min(copies, 1.0);
        const double reached = isCall ? m_model.callReach[firing.flow] : 1;
        // Outcomes and classes exclude each other as the arrows of a choice do.
        const bool excludesOthers = flow.choiceGroup != kNone || outcome != Outcome::success || m_model.classes > 1;
        found.push_back({flow.message, chance * firing.chance * count * reached, meanOf(network, flow.latency),
                         excludesOthers, outcome, std::isfinite(early) ? early : 0, copies});
    }
}

double Onwards::shareOfClass(Index lane, std::size_t kind) const {
    const double total = m_model.arrivalsOf(lane);
    return total > 0 ? m_model.arrivals[m_model.at(lane, kind)] / total : kind + 1 == m_model.classes ? 1 : 0;
}

Spread Onwards::spentBefore(Index lane, const Onward& onward) const {
    const LaneState& state = m_model.laneStates[lane];
    switch (onward.outcome) {
    case Outcome::success: {
        Spread spent = timeOf(m_model, lane, Ending::success);
        const double later =
            onward.early > 0 ? onward.early + meanOf(m_model.network, m_model.handlerOf(lane).delay) : 0;
        spent.mean = std::max(spent.mean - later, 0.0);
        return spent;
    }
    case Outcome::failure:
    case Outcome::timeout:
        return timeOf(m_model, lane, Ending::givenUp);
    case Outcome::expired: {
        const double expired = state.shedding.expired;
        const double wait = expired > 0 ? (state.wait - (1 - expired) * state.servedWait) / expired : state.wait;
        return {std::max(wait, 0.0), 0};
    }
    case Outcome::rejected:
    case Outcome::dropped:
        break;
    }
    return {};
}

} // namespace stormglass::sim::forecasting
