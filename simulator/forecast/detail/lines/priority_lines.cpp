// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/lines.hpp"
#include "simulator/forecast/stations.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Messages of one class at one lane.
struct Entry {
    Index lane = kNone;
    double priority = 0;
    double rate = 0;
    double service = 0;
    double second = 0;  ///< E[S²]
    double wait = 0;    ///< answer
    double stretch = 1; ///< answer: handling with interruptions over handling without
};

std::vector<Entry> entriesOf(const Workplace& place) {
    const Model& model = place.model();
    std::vector<Entry> entries;
    for (const Index lane : place.lanes()) {
        const LaneState& state = place.state(lane);
        const double total = model.arrivalsOf(lane);
        for (std::size_t kind = 0; kind < model.classes; ++kind) {
            const double share = total > 0 ? model.arrivals[model.at(lane, kind)] / total : model.classes == 1 ? 1 : 0;
            const Effort& effort = model.efforts[model.at(lane, kind)];
            const double work = effort.mean * effort.copies;
            // One class: the lane's own moments, calls included.
            const double service = model.classes == 1 ? state.hold : work + state.callSeconds;
            const double scv = model.classes == 1 ? state.holdScv : effort.scv;
            entries.push_back({lane, priorityOf(place.network(), place.lane(lane), model.classOf(kind)),
                               share * state.offered, service, service * service * (1 + scv), 0, 1});
        }
    }
    std::ranges::stable_sort(entries, std::ranges::greater{}, &Entry::priority);
    return entries;
}

/// Means up to and including some importance.
struct Sum {
    double rate = 0;
    double work = 0;     ///< worker-seconds per second
    double residual = 0; ///< rate × E[S²] / 2

    void add(const Entry& entry) {
        rate += entry.rate;
        work += times(entry.rate, entry.service);
        residual += times(entry.rate, entry.second / 2);
    }
};

/// How much less is waited for several workers than for one that is as fast as all of them: in proportion to their
/// waits first come, first served (Bondi and Buzen 1984), Erlang's C over the utilisation.
double ratioToOne(const Sum& sum, double servers) {
    const double utilisation = sum.work / servers;
    return utilisation > 0 && utilisation < 1
               ? erlangC(sum.work, static_cast<int>(std::max(std::round(servers), 1.0))) / utilisation
               : 1;
}

} // namespace

void solvePriorities(Workplace& place) {
    const QueueLoad& load = place.load();
    StationState& station = place.station();
    const bool preempts = place.service().discipline == Discipline::preemptivePriority;
    const double servers = std::max(load.servers, 1e-9);
    std::vector<Entry> entries = entriesOf(place);
    const double fifo = meanWait(load);
    const double residualOfAll = std::isinf(fifo) ? kInfinity : fifo * std::max(1 - station.load, 0.0);
    place.shareOut(fifo);
    Sum before;
    for (std::size_t i = 0; i < entries.size();) {
        Sum upTo = before;
        std::size_t end = i;
        for (; end < entries.size() && entries[end].priority == entries[i].priority; ++end) {
            upTo.add(entries[end]);
        }
        const double above = before.work / servers;
        const double after = upTo.work / servers;
        const double base = !preempts && !std::isinf(residualOfAll) ? residualOfAll : upTo.residual / servers;
        double wait = after >= 1 ? kInfinity : base / ((1 - above) * (1 - after));
        double stretch = preempts ? 1 / std::max(1 - above, 1e-12) : 1;
        if (preempts && servers > 1 && after < 1) {
            const double ratio = ratioToOne(upTo, servers);
            wait *= ratio / servers; // `base` is that of one worker, not as fast
            stretch = 1 + (stretch - 1) / servers * ratio;
        }
        for (; i < end; ++i) {
            entries[i].wait = wait;
            entries[i].stretch = stretch;
        }
        before = upTo;
    }
    double queue = 0;
    for (const Index lane : place.lanes()) {
        LaneState& state = place.state(lane);
        double rate = 0;
        double waiting = 0;
        double stretched = 0;
        for (const Entry& entry : entries) {
            if (entry.lane == lane && entry.rate > 0) {
                rate += entry.rate;
                waiting += entry.rate * entry.wait;
                stretched += times(entry.rate, entry.stretch);
            }
        }
        if (rate > 0) {
            state.wait = state.servedWait = waiting / rate;
            state.handling = preempts ? times(state.alone, stretched / rate) : state.alone;
            queue += waiting;
        }
    }
    station.queue = queue;
    station.wait = quotient(queue, station.rate);
    const bool isKnown = place.model().classes == 1 && place.isBare(kTimeoutOddity) &&
                         (station.workers == 1 || (place.isExponential() && place.isOneQueue() && !preempts));
    station.known = isKnown ? Knowledge::ofPoisson : Knowledge::approximate;
}

} // namespace stormglass::sim::forecasting
