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

/// Mean wait of M^X/M/c where `size` messages come at once, of `rate` messages per second: the balance across each
/// level gives the chances of fewer than c by recursion, the second moment's balance the mean (Chaudhry and Templeton
/// 1983, 4.3). Sizes between whole numbers mix the two next to them.
double meanWaitOfBunches(double offered, double size, int servers) {
    const double whole = std::floor(size);
    const double part = size - whole;
    const auto largerThan = [&](int k) { return k < whole ? 1.0 : k < whole + 1 ? part : 0.0; };
    std::vector<double> chance{1};
    double free = servers; // sum of (c - n) P(n)
    double products = 0;   // sum of n (c - n) P(n)
    for (int n = 1; n < servers; ++n) {
        double up = 0;
        for (int before = std::max(0, n - 1 - static_cast<int>(whole)); before < n; ++before) {
            up += chance[static_cast<std::size_t>(before)] * largerThan(n - 1 - before);
        }
        chance.push_back(offered / size * up / n);
        free += (servers - n) * chance.back();
        products += 1.0 * n * (servers - n) * chance.back();
    }
    const double scale = (servers - offered) / free;
    const double square = whole * whole * (1 - part) + (whole + 1) * (whole + 1) * part;
    const double number = (offered * (square / size + 1) + 2 * products * scale) / (2 * (servers - offered));
    return std::max(number / offered - 1, 0.0); // in handling times
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
    std::vector<double> within; // mean wait for what has come at the same instant, by lane
    double sum = 0;
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
        within.push_back(all);
        sum += times(state.offered, all);
    }
    double before = station.ahead * waits / (1 - utilisation);
    if (servers > 1) { // what bunches wait longer than single messages would, but for those that come with them
        const double bunched = meanWaitOfBunches(offered, 1 + 2 * station.ahead / load.service, servers);
        const double single = meanWaitMMc(load.rate, load.service, servers);
        before = std::max(bunched * load.service - single - quotient(sum, station.rate), 0.0);
    }
    before *= std::max(load.arrivalScv, 0.0);
    for (std::size_t i = 0; i < within.size(); ++i) {
        const Index lane = place.lanes()[i];
        place.addWait(lane, before + within[i]);
        station.queue += times(place.state(lane).offered, before + within[i]);
    }
    station.wait = quotient(station.queue, station.rate);
}

} // namespace stormglass::sim::forecasting
