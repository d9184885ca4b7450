// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/lines.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

} // namespace

/// With several servers the wait of the one queue takes the place of the remaining handling.
void solvePriorities(Workplace& place) {
    const QueueLoad& load = place.load();
    StationState& station = place.station();
    std::vector<Index> lanes = place.lanes();
    const auto priority = [&place](Index lane) {
        return priorityOf(place.network(), place.lane(lane), place.model().classes > 1 ? 0 : kNoClass);
    };
    std::ranges::stable_sort(lanes, [&](Index a, Index b) { return priority(a) > priority(b); });
    const bool preempts = place.service().discipline == Discipline::preemptivePriority;
    const double fifo = meanWait(load);
    place.shareOut(fifo);
    double before = 0; // load of more important ones
    double residual = 0;
    double queue = 0;
    const double residualOfAll = std::isinf(fifo) ? kInfinity : fifo * (1 - station.load);
    for (std::size_t i = 0; i < lanes.size();) {
        std::size_t end = i;
        double own = 0;
        for (; end < lanes.size() && priority(lanes[end]) == priority(lanes[i]); ++end) {
            const LaneState& state = place.state(lanes[end]);
            own += state.offered * state.hold / load.servers;
            residual += state.offered * state.hold * state.hold * (1 + state.holdScv) / 2 / load.servers;
        }
        const double after = before + own;
        const double base = !preempts && !std::isinf(residualOfAll) ? residualOfAll
                            : load.servers > 1                      ? residualOfAll * after / station.load
                                                                    : residual;
        const double wait = after >= 1 ? kInfinity : base / ((1 - before) * (1 - after));
        for (; i < end; ++i) {
            LaneState& state = place.state(lanes[i]);
            state.wait = wait;
            state.servedWait = wait;
            state.handling = preempts ? state.alone / std::max(1 - before, 1e-12) : state.alone;
            queue += state.attempts > 0 ? state.attempts * wait : 0;
        }
        before = after;
    }
    station.queue = queue;
    station.wait = quotient(queue, station.rate);
    const bool isKnown = place.model().classes == 1 && place.isBare(kTimeoutOddity) &&
                         (station.workers == 1 || (place.isExponential() && place.isOneQueue() && !preempts));
    station.known = isKnown ? Knowledge::ofPoisson : Knowledge::approximate;
}

} // namespace stormglass::sim::forecasting
