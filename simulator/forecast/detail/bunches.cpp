// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/bunches.hpp"

#include "simulator/forecast/detail/firing.hpp"
#include "simulator/forecast/detail/streams.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace stormglass::sim::forecasting {

namespace {

/// Of the messages of one kind, summed by rate.
struct Bunch {
    double rate = 0;
    double fresh = 0;   ///< rate × number ahead that comes at the same instant
    double carried = 0; ///< rate × number ahead that comes one after another
    double pace = 0;    ///< rate × number × seconds between them
    double spread = 0;  ///< rate × number × variance of these seconds
    double copies = 0;  ///< of `fresh` and `carried`, of the same instance

    [[nodiscard]] double numberAhead() const { return rate > 0 ? (fresh + carried) / rate : 0; }

    [[nodiscard]] double carriedAhead() const { return rate > 0 ? carried / rate : 0; }

    [[nodiscard]] double shareOfCopies() const { return fresh + carried > 0 ? copies / (fresh + carried) : 0; }

    [[nodiscard]] double meanPace() const { return fresh + carried > 0 ? pace / (fresh + carried) : 0; }

    [[nodiscard]] double carriedPace() const { return carried > 0 ? pace / carried : 0; }

    [[nodiscard]] double carriedSpread() const { return carried > 0 ? spread / carried : 0; }
};

/// E[X+] of a normal X: how far a walk of many steps has come up.
double positivePart(double mean, double variance) {
    if (variance <= 0) {
        return std::max(mean, 0.0);
    }
    const double deviation = std::sqrt(variance);
    const double z = mean / deviation;
    return mean * 0.5 * std::erfc(-z / std::numbers::sqrt2) +
           deviation * std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
}

} // namespace

bool hasBunches(const Network& network) {
    return std::ranges::any_of(network.sources, [](const Source& source) { return source.batch.present(); }) ||
           std::ranges::any_of(network.outFlows, [](const OutFlow& flow) { return flow.count.present(); });
}

void carryBunches(Model& model, const std::vector<Index>& laneOrder) {
    const Network& network = model.network;
    std::vector<Bunch> bunches(network.messages.size());
    std::vector<Firing> firings;
    for (Index s = 0; s < network.sources.size(); ++s) {
        firingsOf(network, network.sources[s].flows, kNone, kNoClass, Outcome::success, firings);
        const double ofBatch = bunchOf(network, network.sources[s].batch) / 2;
        for (const Firing& firing : firings) {
            const OutFlow& flow = network.outFlows[firing.flow];
            const double rate = model.sourceRates[s] * firing.rate;
            bunches[flow.message].rate += rate;
            const double ofCopies = bunchOf(network, flow.count) / 2;
            bunches[flow.message].fresh += rate * (ofBatch * firing.rate + ofCopies);
            bunches[flow.message].copies += rate * ofCopies;
        }
    }
    for (const Index lane : laneOrder) {
        const Lane& row = model.lanes.lanes[lane];
        LaneState& state = model.laneStates[lane];
        const StationState& station = model.stations[row.service];
        const Bunch& coming = bunches[row.message];
        const double share =
            model.emissionsOf(row.message) > 0 ? std::min(state.arrivals / model.emissionsOf(row.message), 1.0) : 0;
        const double servers = std::isinf(station.workers) ? 0 : std::max(station.workers, 1.0);
        const double each = servers > 0 ? state.hold / servers : 0; // seconds from one end to the next
        if (servers > 0 && coming.carried > 0 && std::isfinite(state.hold)) {
            // One after another, each takes so much longer here than it comes after the one before.
            const double number = coming.carriedAhead() * share;
            const double pace = coming.carriedPace() / std::max(share, 1e-9);
            const double spread = coming.carriedSpread() / std::max(share, 1e-9) + each * each * state.holdScv;
            // Where they come more slowly than they are handled, no longer than in a line that never ends (Marchal).
            const double load = pace > 0 ? each / pace : 1;
            const double endless =
                load < 1 ? load / (1 - load) * each *
                               (coming.carriedSpread() / std::max(share, 1e-9) / (pace * pace) + state.holdScv) / 2
                         : HUGE_VAL;
            const double wait = std::min(positivePart(number * (each - pace), number * spread), endless);
            const double work = state.asked * wait * servers;
            state.ahead += work;
            state.copiesAhead += work * coming.shareOfCopies();
        }
        firingsOf(network, network.handlers[row.handler].flows, row.message, kNoClass, Outcome::success, firings);
        const double handled =
            state.arrivals * model.completions[row.handler] * model.fateOf(lane).of(Outcome::success);
        const bool joins = network.handlers[row.handler].join.kind != JoinKind::none;
        const double before = coming.meanPace() / std::max(share, 1e-9);
        const bool isSlower = std::isfinite(each) && each > before;
        const double pace = isSlower ? each : before;
        const double spread = isSlower && std::isfinite(state.holdScv) ? each * each * state.holdScv
                                                                       : coming.carriedSpread() / std::max(share, 1e-9);
        for (const Firing& firing : firings) {
            const OutFlow& flow = network.outFlows[firing.flow];
            Bunch& sent = bunches[flow.message];
            const double rate = handled * firing.rate;
            const double ahead = joins ? 0 : rate * coming.numberAhead() * share * firing.chance;
            sent.rate += rate;
            const double ofCopies = rate * bunchOf(network, flow.count) / 2;
            sent.fresh += ofCopies;
            sent.copies += ofCopies + ahead * coming.shareOfCopies();
            sent.carried += ahead;
            sent.pace += ahead * pace / std::max(firing.chance, 1e-9);
            sent.spread += ahead * spread / std::max(firing.chance, 1e-9);
        }
    }
}

} // namespace stormglass::sim::forecasting
