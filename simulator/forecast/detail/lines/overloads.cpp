// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/lines.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// What is too much here for a line that is always full: so much of what comes in `rate` messages a second finds no
/// room, and so much of what does gives up.
struct Excess {
    double turnedAway = 0;
    double expires = 0;
};

void shed(Workplace& place, Index lane, const Excess& excess) {
    Shedding& shedding = place.state(lane).shedding;
    (place.roomOf(lane).rejects ? shedding.rejected : shedding.dropped) = excess.turnedAway;
    shedding.expired = excess.expires;
}

/// Share of the work offered that waits here until it is handled, however long.
double shareThatStays(const Workplace& place) {
    double stays = 0;
    double all = 0;
    for (const Index lane : place.lanes()) {
        const double work = times(place.state(lane).offered, place.state(lane).hold);
        const bool leaves = std::isfinite(place.roomOf(lane).places) || std::isfinite(place.patienceOf(lane).mean());
        stays += leaves ? 0 : work;
        all += work;
    }
    return std::isfinite(all) ? quotient(stays, all) : 1;
}

} // namespace

/// The line fills up. What finds no room is turned away; what has room waits until it gives up, and makes room then.
void solveStanding(Workplace& place) {
    place.shareOut(kInfinity);
    for (const Index lane : place.lanes()) {
        const double room = place.roomOf(lane).places;
        const double patience = place.patienceOf(lane).mean();
        const double leaving = std::isinf(patience) ? 0 : quotient(room, patience);
        const double fits = std::isinf(room) ? 1 : std::min(quotient(leaving, place.station().rate), 1.0);
        shed(place, lane, {1 - fits, std::isinf(patience) ? 0.0 : 1.0});
        place.state(lane).wait = patience;
    }
}

/// What nothing sheds is handled first: it waits for ever otherwise. Of the rest as much goes as there is too much, for
/// want of room where all of it would wait no longer than its patience, else by giving up (Whitt 2006).
void shedTooMuch(Workplace& place) {
    StationState& station = place.station();
    const auto isShed = [&place](Index lane) {
        return place.state(lane).shedding.passes() < place.state(lane).shedding.mayEnter();
    };
    if (station.load <= 1 || station.closedWait >= 0 || std::ranges::any_of(place.lanes(), isShed)) {
        return;
    }
    station.growingLoad = times(station.load, shareThatStays(place));
    const double sheddable = std::isinf(station.load) ? kInfinity : station.load - station.growingLoad;
    const double handled = std::min(quotient(std::max(1 - station.growingLoad, 0.0), sheddable), 1.0);
    const double each =
        std::isinf(station.load) ? kInfinity : quotient(station.load, station.rate); // seconds from one end to the next
    for (const Index lane : place.lanes()) {
        LaneState& state = place.state(lane);
        const double room = place.roomOf(lane).places;
        const double patience = place.patienceOf(lane).mean();
        if (std::isinf(room) && std::isinf(patience)) {
            continue;
        }
        const double longest = std::min(times(room, each), patience);
        shed(place, lane, longest < patience ? Excess{1 - handled, 0} : Excess{0, 1 - handled});
        state.wait = state.servedWait = longest;
    }
}

} // namespace stormglass::sim::forecasting
