// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/lines.hpp"
#include "simulator/forecast/stations.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace stormglass::sim::forecasting {

namespace {

constexpr int kMostServers = 200;

/// P(n busy), n < servers, of M/M/c; the rest of the chance is that all are.
std::vector<double> busyChances(double load, int servers) {
    const double waits = erlangC(load, servers);
    std::vector<double> chance(static_cast<std::size_t>(servers), 1.0);
    double total = 1;
    for (std::size_t n = 1; n < chance.size(); ++n) {
        chance[n] = chance[n - 1] * load / static_cast<double>(n);
        total += chance[n];
    }
    for (double& one : chance) {
        one *= (1 - waits) / total;
    }
    return chance;
}

/// Mean number that has to end before a message starts that has `ahead` others before it which came with it: as many as
/// there are more than free workers; all of them, if no worker is free.
double endingsBefore(double ahead, const std::vector<double>& busy, double allBusy) {
    double sum = allBusy * ahead;
    for (std::size_t n = 0; n < busy.size(); ++n) {
        sum += busy[n] * std::max(static_cast<double>(n) + ahead + 1 - static_cast<double>(busy.size()), 0.0);
    }
    return sum;
}

/// Of a number ahead between 0 and twice the mean.
double meanEndingsBefore(double mean, const std::vector<double>& busy, double allBusy) {
    constexpr int kPoints = 8;
    double sum = 0;
    for (int i = 0; i < kPoints; ++i) {
        sum += endingsBefore(2 * mean * (i + 0.5) / kPoints, busy, allBusy);
    }
    return sum / kPoints;
}

} // namespace

void waitForTogether(Workplace& place) {
    StationState& station = place.station();
    const QueueLoad& load = place.load();
    if (station.ahead <= 0 || load.service <= 0 || station.load >= 1 || load.servers > kMostServers) {
        return;
    }
    const int servers = static_cast<int>(std::max(std::round(load.servers), 1.0));
    const double offered = std::min(load.rate * load.service, servers * 0.9999);
    const double regular = std::clamp(load.arrivalScv, 0.0, 1.0);
    const double utilisation = offered / servers;
    // Bunches that come regularly find more workers free than others do, unless there is no time between them.
    const double asPoisson = std::max(regular, utilisation * utilisation * utilisation * utilisation);
    std::vector<double> busy = busyChances(offered, servers);
    std::ranges::for_each(busy, [asPoisson](double& chance) { chance *= asPoisson; });
    busy.front() += 1 - asPoisson;
    const double waits = erlangC(offered, servers);
    const double allBusy = waits * asPoisson;
    const double before = std::max(load.arrivalScv, 0.0) * station.ahead * waits / (servers * (1 - utilisation));
    for (const Index lane : place.lanes()) {
        LaneState& state = place.state(lane);
        const double others = std::max(state.ahead - state.copiesAhead, 0.0);
        const double waitForOthers =
            servers == 1 ? others : endingsBefore(others / load.service, busy, allBusy) * load.service / servers;
        const double all = servers == 1
                               ? state.ahead
                               : waitForOthers + meanEndingsBefore(state.copiesAhead / load.service, busy, allBusy) *
                                                     load.service / servers;
        state.copiesWait = std::max(all - waitForOthers, 0.0);
        place.addWait(lane, before + all);
        station.queue += times(state.offered, before + all);
    }
    station.wait = quotient(station.queue, station.rate);
}

} // namespace stormglass::sim::forecasting
