// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/firing.hpp"

#include <algorithm>

namespace stormglass::sim::forecasting {

namespace {

bool isLeft(const Network& network, const OutFlow& flow, Index message, Index kind, Outcome outcome) {
    if ((flow.onClasses & classBit(kind)) == 0) {
        return false;
    }
    if (message == kNone) {
        return true;
    }
    const auto begin = network.messageRefs.begin() + flow.onMessages.first;
    const auto end = begin + flow.onMessages.count;
    return (flow.onOutcomes & maskOf(outcome)) != 0 &&
           (flow.onMessages.empty() || std::find(begin, end, message) != end);
}

} // namespace

void firingsOf(const Network& network, Range flows, Index message, Index kind, Outcome outcome,
               std::vector<Firing>& found) {
    found.clear();
    bool hasChoice = false;
    for (Index f = flows.first; f < flows.end(); ++f) {
        const OutFlow& flow = network.outFlows[f];
        if (isLeft(network, flow, message, kind, outcome)) {
            hasChoice = hasChoice || flow.choiceGroup != kNone;
            found.push_back({f, 0, flow.probability});
        }
    }
    for (Firing& firing : found) {
        const OutFlow& flow = network.outFlows[firing.flow];
        if (hasChoice && flow.choiceGroup != kNone) {
            double weights = 0;
            for (const Firing& other : found) {
                const OutFlow& sibling = network.outFlows[other.flow];
                weights += sibling.choiceGroup == flow.choiceGroup ? sibling.choiceWeight : 0;
            }
            firing.chance *= weights > 0 ? flow.choiceWeight / weights : 0;
        }
        firing.rate = firing.chance * meanOf(network, flow.count, 1);
    }
}

void emitFromSources(Model& model) {
    const Network& network = model.network;
    std::ranges::fill(model.emissions, 0.0);
    std::vector<Firing> firings;
    for (Index s = 0; s < network.sources.size(); ++s) {
        const Source& source = network.sources[s];
        for (std::size_t kind = 0; kind < model.classes; ++kind) {
            const Index number = model.classOf(kind);
            double share = source.classWeights.empty() && number == kNoClass ? 1 : 0;
            const Index row = number - source.classFirst;
            if (!source.classWeights.empty() && number >= source.classFirst && row < source.classWeights.count) {
                const double* weights = network.classWeights.data() + source.classWeights.first;
                share = weights[row] - (row == 0 ? 0 : weights[row - 1]);
            }
            if (share <= 0) {
                continue;
            }
            firingsOf(network, source.flows, kNone, number, Outcome::success, firings);
            for (const Firing& firing : firings) {
                const Index message = network.outFlows[firing.flow].message;
                model.emissions[model.at(message, kind)] += model.sourceRates[s] * share * firing.rate;
            }
        }
    }
}

} // namespace stormglass::sim::forecasting
