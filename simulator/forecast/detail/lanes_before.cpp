// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lanes_before.hpp"

#include <utility>

namespace stormglass::sim::forecasting {

std::vector<std::uint8_t> lanesBefore(const Model& model, const Journey& journey) {
    const Network& network = model.network;
    std::vector<std::uint8_t> messages(network.messages.size(), 0);
    std::vector<std::uint8_t> lanes(model.lanes.lanes.size(), 0);
    std::vector<std::vector<Index>> senders(network.messages.size()); // handlers
    for (Index h = 0; h < network.handlers.size(); ++h) {
        for (Index f = network.handlers[h].flows.first; f < network.handlers[h].flows.end(); ++f) {
            senders[network.outFlows[f].message].push_back(h);
        }
    }
    std::vector<Index> open;
    const auto meetHandler = [&](Index handler) {
        const Range own = model.lanes.ofHandler[handler];
        for (Index lane = own.first; lane < own.end(); ++lane) {
            if (std::exchange(lanes[lane], std::uint8_t{1}) == 0 &&
                std::exchange(messages[model.lanes.lanes[lane].message], std::uint8_t{1}) == 0) {
                open.push_back(model.lanes.lanes[lane].message);
            }
        }
    };
    if (journey.toHandler != kNone) {
        meetHandler(journey.toHandler);
    } else {
        messages[journey.toMessage] = 1;
        open.push_back(journey.toMessage);
    }
    while (!open.empty()) {
        const Index message = open.back();
        open.pop_back();
        for (const Index handler : senders[message]) {
            meetHandler(handler);
        }
    }
    return lanes;
}

} // namespace stormglass::sim::forecasting
