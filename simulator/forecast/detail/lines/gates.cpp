// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/lines.hpp"

#include "simulator/forecast/stations.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim::forecasting {

namespace {

/// Tokens beyond this many never run out.
constexpr double kMuchRoom = 4000;

} // namespace

void limitKeys(Workplace& place) {
    double hot = 0;
    for (const Index lane : place.lanes()) {
        if (place.handlerOf(lane).exclusivePerKey) {
            hot += place.state(lane).offered * place.model().hotShare[lane] * place.state(lane).hold;
        }
    }
    place.station().load = std::max(place.station().load, hot);
    place.station().sureLoad = std::max(place.station().sureLoad, place.station().sureLoad > 0 ? hot : 0.0);
}

void addTokens(Workplace& place) {
    for (const Index lane : place.lanes()) {
        const RateLimit& limit = place.handlerOf(lane).rateLimit;
        LaneState& state = place.state(lane);
        state.tokenWait = 0;
        if (limit.rate <= 0) {
            continue;
        }
        double rate = 0;
        const Range own = place.model().lanes.ofHandler[place.lane(lane).handler];
        for (Index other = own.first; other < own.end(); ++other) {
            const LaneState& sibling = place.state(other);
            rate += sibling.offered;
        }
        if (limit.rejects) {
            const LimitedStation bucket =
                limitedMMcK(rate, 1 / limit.rate, 1, static_cast<long>(std::min(limit.burst, kMuchRoom)) - 1);
            state.shedding.rejected = bucket.lossProbability;
        } else {
            state.tokenWait = meanWaitToken(rate, limit.rate, limit.burst);
            state.wait += state.tokenWait;
        }
    }
}

void addPolls(Workplace& place) {
    for (const Index lane : place.lanes()) {
        const Index channel = place.lane(lane).channel;
        if (channel != kNone && place.network().channels[channel].pollEvery > 0) {
            const double workers = std::isinf(place.station().workers) ? 1 : std::max(place.station().workers, 1.0);
            place.state(lane).wait += place.network().channels[channel].pollEvery / (workers + 1);
        }
    }
}

void addColdStarts(Workplace& place) {
    const Autoscale& rule = place.service().autoscale;
    if (rule.metric == AutoscaleMetric::none || rule.min > 0 || !place.service().startup.present() ||
        place.station().rate <= 0) {
        return;
    }
    StationState& station = place.station();
    const double start = meanOf(place.network(), place.service().startup);
    const double square = start * start * (1 + scvOf(place.network(), place.service().startup));
    const double stops = std::exp(-station.rate * rule.idleFor);
    const double extra = stops * (2 * start + station.rate * square) / (2 * (1 + station.rate * start * stops));
    for (const Index lane : place.lanes()) {
        place.state(lane).wait += extra;
    }
    station.wait += extra;
    station.queue += station.rate * extra;
}

} // namespace stormglass::sim::forecasting
