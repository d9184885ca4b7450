// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/streams.hpp"

#include "simulator/forecast/detail/firing.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace stormglass::sim::forecasting {

double sourceScv(const Network& network, const Source& source) {
    double scv = 1;
    if (source.kind == ArrivalKind::constant) {
        scv = 0;
    } else if (source.kind == ArrivalKind::renewal) {
        scv = std::min(scvOf(network, source.interval), 1e6);
    } else if (source.kind == ArrivalKind::bursty) {
        const double calm = quotient(1, source.burstEvery); // rate of leaving the quiet phase
        const double wild = quotient(1, source.burstLength);
        const double difference = source.rate - source.burstRate;
        const double mean = source.rate * wild + source.burstRate * calm;
        scv = 1 + quotient(2 * difference * difference * calm * wild, (calm + wild) * (calm + wild) * mean);
    }
    return scv;
}

void findOnlySources(Model& model, const std::vector<std::uint8_t>& sentByHandlers) {
    const Network& network = model.network;
    std::vector<Index> source(network.messages.size(), kNone);
    std::vector<std::uint32_t> senders(network.messages.size(), 0);
    for (Index s = 0; s < network.sources.size(); ++s) {
        const Source& row = network.sources[s];
        for (Index f = row.flows.first; f < row.flows.end(); ++f) {
            const OutFlow& flow = network.outFlows[f];
            const bool isPlain = !row.batch.present() && row.profiles.empty() && flow.probability >= 1 &&
                                 flow.choiceGroup == kNone && !flow.count.present() && flow.onClasses == kEveryClass;
            ++senders[flow.message];
            source[flow.message] = isPlain ? s : kNone;
        }
    }
    for (Index m = 0; m < network.messages.size(); ++m) {
        for (const Feed& feed : model.lanes.feedsOf(m)) {
            const bool isAll = feed.share == 1 && feed.classes == kEveryClass && senders[m] == 1 &&
                               sentByHandlers[m] == 0 && model.lanes.feedsOf(m).size() == 1;
            model.laneStates[feed.lane].source = isAll ? source[m] : kNone;
        }
    }
}

double bunchOf(const Network& network, const Variate& number) {
    const double mean = meanOf(network, number, 1);
    return mean > 0 ? std::max(mean * (1 + scvOf(network, number)) - 1, 0.0) : 0;
}

void updateStreams(Model& model, const std::vector<Index>& laneOrder) {
    const Network& network = model.network;
    std::vector<double> weighted(network.messages.size(), 0.0); // rate × squared variation
    std::vector<double> rates(network.messages.size(), 0.0);
    std::vector<double> bunches(network.messages.size(), 0.0); // rate × bunch
    std::vector<Firing> firings;
    for (Index s = 0; s < network.sources.size(); ++s) {
        const double bunch = bunchOf(network, network.sources[s].batch);
        const double scv = sourceScv(network, network.sources[s]);
        firingsOf(network, network.sources[s].flows, kNone, kNoClass, Outcome::success, firings);
        for (const Firing& firing : firings) {
            const Index message = network.outFlows[firing.flow].message;
            const double rate = model.sourceRates[s] * firing.rate;
            weighted[message] += rate * (firing.chance * scv + 1 - firing.chance);
            rates[message] += rate;
            bunches[message] += rate * (firing.chance * bunch + bunchOf(network, network.outFlows[firing.flow].count));
        }
    }
    for (const Index lane : laneOrder) {
        const Lane& row = model.lanes.lanes[lane];
        LaneState& state = model.laneStates[lane];
        const double scv = rates[row.message] > 0 ? weighted[row.message] / rates[row.message] : 1;
        double share = 1;
        for (const Feed& feed : model.lanes.feedsOf(row.message)) {
            share = feed.lane == lane ? std::min(feed.share, 1.0) : share;
        }
        state.arrivalScv = share * scv + 1 - share;
        state.bunch = rates[row.message] > 0 ? share * std::max(bunches[row.message] / rates[row.message], 0.0) : 0;
        const Fate fate = model.fateOf(lane);
        firingsOf(network, network.handlers[row.handler].flows, row.message, kNoClass, Outcome::success, firings);
        const double out = state.arrivals * model.completions[row.handler] * fate.of(Outcome::success);
        for (const Firing& firing : firings) {
            const Index message = network.outFlows[firing.flow].message;
            weighted[message] += out * firing.rate * (firing.chance * state.departureScv + 1 - firing.chance);
            rates[message] += out * firing.rate;
            bunches[message] += out * firing.rate * bunchOf(network, network.outFlows[firing.flow].count);
        }
    }
}

} // namespace stormglass::sim::forecasting
