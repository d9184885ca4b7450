// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/finite_sources.hpp"
#include "simulator/forecast/detail/lines/impatience.hpp"
#include "simulator/forecast/detail/lines/limited_room.hpp"
#include "simulator/forecast/detail/lines/lines.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kMostBlocking = 1000; ///< messages that the chain of a blocking station counts

/// Replicas with a queue each. The shortest of all is nearly one queue with all the room; of some, in between.
LimitedStation limitedBalanced(const Workplace& place, double places) {
    const QueueLoad& whole = place.load();
    const double replicas = std::max(std::round(place.replicas()), 1.0);
    QueueLoad one = whole;
    one.rate /= replicas;
    one.servers /= replicas;
    const Balancing balancing = place.service().balancing;
    if (balancing == Balancing::roundRobin) {
        one.arrivalScv = whole.arrivalScv / replicas;
        return limitedGGc(one, places);
    }
    const LimitedStation apart = limitedGGc(one, places);
    if (balancing == Balancing::random || replicas <= 1) {
        return apart;
    }
    const LimitedStation together = limitedGGc(whole, places * replicas);
    const double looked =
        balancing == Balancing::leastBusy ? replicas : std::min<double>(place.service().choices, replicas);
    const double share = std::sqrt((looked - 1) / (replicas - 1)); // the second look is worth most
    LimitedStation answer = together;
    answer.lossProbability = apart.lossProbability + share * (together.lossProbability - apart.lossProbability);
    answer.meanWait = apart.meanWait + share * (together.meanWait - apart.meanWait);
    return answer;
}

} // namespace

void solveLimited(Workplace& place, const Workplace::Room& limit) {
    const LimitedStation answer =
        place.isOneQueue() ? limitedGGc(place.load(), limit.places) : limitedBalanced(place, limit.places);
    place.shareOut(answer.meanWait);
    for (const Index lane : place.lanes()) {
        if (std::isfinite(place.roomOf(lane).places)) {
            Shedding& shedding = place.state(lane).shedding;
            (limit.rejects ? shedding.rejected : shedding.dropped) = answer.lossProbability;
        }
    }
    StationState& station = place.station();
    station.queue = station.rate * (1 - answer.lossProbability) * answer.meanWait;
    // Blocked calls cleared look at the mean alone (Erlang); with room to wait it takes exponential times.
    const bool isKnown = place.isOneQueue() && place.lanes().size() == 1 &&
                         place.isBare(kRoomOddity | kCapacityOddity | kTimeoutOddity) &&
                         (limit.places == 0 || place.isExponential()) && limit.places <= 4000;
    station.known = isKnown ? Knowledge::ofPoisson : Knowledge::approximate;
}

void solveBlocking(Workplace& place, double room) {
    const QueueLoad& load = place.load();
    StationState& station = place.station();
    const bool blocksNobody = load.servers + room + station.senders > kMostBlocking;
    if (blocksNobody || std::isinf(load.service)) { // where nothing is ever handled there is no balance to find
        solvePlain(place);
        return;
    }
    const int servers = static_cast<int>(std::max(std::round(load.servers), 1.0));
    const BlockingAnswer answer = blockingStation(load.rate, load.service, servers, static_cast<int>(room),
                                                  static_cast<int>(std::max(station.senders, 1.0)));
    const double variability = (std::max(load.arrivalScv, 0.0) + load.serviceScv) / 2;
    place.shareOut(answer.wait * std::min(variability, 1.0));
    station.blocks = answer.blocked * variability;
}

void solveImpatient(Workplace& place, const Patience& patience) {
    const ImpatientAnswer answer = impatient(place.load(), patience);
    place.shareOut(answer.wait);
    for (const Index lane : place.lanes()) {
        if (std::isfinite(place.patienceOf(lane).mean())) {
            LaneState& state = place.state(lane);
            state.shedding.expired = answer.givesUp;
            state.servedWait = answer.servedWait;
        }
    }
    const bool isKnown = place.lanes().size() == 1 && place.isOneQueue() && place.isExponential() &&
                         place.service().discipline == Discipline::fifo && place.isBare(kPatienceOddity | kAgeOddity) &&
                         place.load().servers <= 1000;
    place.station().known = isKnown ? Knowledge::ofPoisson : Knowledge::approximate;
}

} // namespace stormglass::sim::forecasting
