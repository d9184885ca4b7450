// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/lines.hpp"

#include "simulator/forecast/stations.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stormglass::sim::forecasting {

namespace {

/// Beyond this much room a loss formula sums in vain: nothing is lost below saturation, and above it the room is full.
constexpr double kMuchRoom = 4000;
/// With more arrivals within the patience than this, the queue is a fluid.
constexpr double kManyWaiting = 20'000;

/// Erlang A in the fluid limit (Whitt 2006): above saturation the queue holds what gives up as fast as too much comes.
LimitedStation manyImpatient(const QueueLoad& load, double servers, double patience) {
    LimitedStation answer;
    const double capacity = servers / load.service;
    if (load.rate > capacity) {
        answer.lossProbability = 1 - capacity / load.rate;
        answer.meanQueue = (load.rate - capacity) * patience;
    } else {
        answer.meanQueue = load.rate * std::min(meanWait(load), patience);
    }
    answer.throughput = std::min(load.rate, capacity);
    answer.meanBusy = answer.throughput * load.service;
    answer.meanWait = answer.meanQueue / load.rate;
    return answer;
}

} // namespace

void solveLimited(Workplace& place, const Workplace::Room& limit) {
    const QueueLoad& load = place.load();
    const double room = limit.places;
    const double replicas = place.service().balancing == Balancing::shared
                                ? 1
                                : std::max(load.servers / std::max(1.0 * place.service().concurrency, 1.0), 1.0);
    const double servers = std::max(std::round(load.servers / replicas), 1.0);
    const double rate = load.rate / replicas;
    double loss = 0;
    double wait = 0;
    if (room <= kMuchRoom && servers <= kMuchRoom) {
        const LimitedStation answer =
            limitedMMcK(rate, load.service, static_cast<int>(servers), static_cast<long>(room));
        loss = answer.lossProbability;
        wait = answer.meanWait;
    } else {
        const double offered = rate * load.service / servers;
        loss = offered > 1 ? 1 - 1 / offered : 0;
        wait = offered >= 1 ? room * load.service / servers : meanWait({rate, load.service, 1, 1, servers});
    }
    place.shareOut(wait);
    for (const Index lane : place.lanes()) {
        if (!std::isinf(place.roomOf(lane).places)) {
            (limit.rejects ? place.state(lane).shedding.rejected : place.state(lane).shedding.dropped) = loss;
        }
    }
}

void solveImpatient(Workplace& place, double patience) {
    const QueueLoad& load = place.load();
    const double servers = std::clamp(std::round(load.servers), 1.0, kMuchRoom);
    const LimitedStation answer = load.rate * patience > kManyWaiting
                                      ? manyImpatient(load, servers, patience)
                                      : erlangA(load.rate, load.service, static_cast<int>(servers), patience);
    place.shareOut(answer.meanWait);
    for (const Index lane : place.lanes()) {
        if (!std::isinf(place.patienceOf(lane))) {
            place.state(lane).shedding.expired = answer.lossProbability;
        }
    }
    place.station().queue = answer.meanQueue;
}

} // namespace stormglass::sim::forecasting
