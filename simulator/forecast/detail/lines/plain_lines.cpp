// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/lines.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// As many retries more come in bursts as the first attempts do.
double burstyWait(const Workplace& place, const Source& source) {
    const double mean = (source.rate * source.burstEvery + source.burstRate * source.burstLength) /
                        (source.burstEvery + source.burstLength);
    const double more = quotient(place.load().rate, mean);
    return meanWaitBursty({.calm = more * source.rate,
                           .wild = more * source.burstRate,
                           .becomes = 1 / source.burstEvery,
                           .quietens = 1 / source.burstLength},
                          place.load().service);
}

/// One by one, of workers that are always there.
double undisturbedWait(const Workplace& place) {
    const QueueLoad& load = place.load();
    const Service& service = place.service();
    const LaneState& only = place.state(place.lanes().front());
    if (place.lanes().size() == 1 && only.bursts != kNone && load.servers == 1 && only.exponential) {
        return burstyWait(place, place.network().sources[only.bursts]);
    }
    if (service.discipline == Discipline::shortest) {
        return meanWaitShortest(load);
    }
    const double replicas = place.replicas();
    return service.balancing == Balancing::shared || replicas <= 1
               ? meanWait(load)
               : meanWaitBalanced(load, replicas, service.balancing, service.choices);
}

/// Of those that come together, all but the first wait for the ones before them (Gross and Harris, 3.1).
double waitForBunch(const Workplace& place) {
    const StationState& station = place.station();
    const QueueLoad& load = place.load();
    return station.bunch > 0 && station.load < 1
               ? station.bunch * load.service / (2 * load.servers * (1 - station.load))
               : 0;
}

/// Who comes while everything is down waits for the rest of the repair.
double waitForRepair(const Workplace& place) {
    if (place.available() >= 1 || place.station().workers != 1 || place.load().rate <= 0) {
        return 0;
    }
    const Variate& time = place.service().breakdowns.repair;
    const double rest = meanOf(place.network(), time) * (1 + scvOf(place.network(), time)) / 2;
    return (1 - place.available()) * rest / std::max(1 - place.station().busy, 1e-12);
}

} // namespace

void solvePlain(Workplace& place) {
    const StationState& station = place.station();
    if (station.closedWait >= 0) {
        place.shareOut(station.closedWait);
    } else if (station.load >= 1) {
        place.shareOut(kInfinity);
    } else {
        place.shareOut(undisturbedWait(place) + waitForBunch(place) + waitForRepair(place));
    }
}

void solveSharing(Workplace& place) {
    const QueueLoad& load = place.load();
    const double wait = meanWait({load.rate, load.service, 1, 1, load.servers});
    const bool isFinite = load.service > 0 && std::isfinite(load.service);
    place.shareOut(0, isFinite ? (wait + load.service) / load.service : 1);
    place.station().queue = 0;
}

} // namespace stormglass::sim::forecasting
