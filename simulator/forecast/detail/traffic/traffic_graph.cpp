// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/traffic/traffic_graph.hpp"

#include <algorithm>

namespace stormglass::sim::forecasting {

namespace {

/// Channel that gets what a lane gives up.
Index letterOf(const Network& network, const Lane& lane) {
    const Index own = network.handlers[lane.handler].deadLetter;
    return own != kNone || lane.channel == kNone ? own : network.channels[lane.channel].deadLetter;
}

/// Whether the arrow may fire when this message was handled; kNone: any message.
bool firesFor(const Network& network, const OutFlow& flow, Index message) {
    const auto begin = network.messageRefs.begin() + flow.onMessages.first;
    const auto end = begin + flow.onMessages.count;
    return message == kNone || flow.onMessages.empty() || std::find(begin, end, message) != end;
}

} // namespace

TrafficGraph::TrafficGraph(const Model& model)
    : messages(static_cast<Index>(model.network.messages.size()))
    , lanes(static_cast<Index>(model.lanes.lanes.size()))
    , joinOf(model.network.handlers.size(), kNone) {
    for (Index h = 0; h < model.network.handlers.size(); ++h) {
        if (model.network.handlers[h].join.kind != JoinKind::none) {
            joinOf[h] = static_cast<Index>(joins.size());
            joins.push_back(h);
        }
    }
    const auto close = [this] { graph.first.push_back(static_cast<Index>(edges.size())); };
    graph.first.reserve(messages + lanes + joins.size() + 1);
    close();
    for (Index message = 0; message < messages; ++message) {
        addFeeds(model, message);
        close();
    }
    for (Index lane = 0; lane < lanes; ++lane) {
        addLane(model, lane);
        close();
    }
    for (const Index handler : joins) {
        addFlows(model.network, handler, kNone);
        close();
    }
}

void TrafficGraph::add(Index to, const Edge& edge) {
    graph.to.push_back(to);
    edges.push_back(edge);
}

void TrafficGraph::addFeeds(const Model& model, Index message) {
    for (const Feed& feed : model.lanes.feedsOf(message)) {
        add(nodeOfLane(feed.lane), {});
    }
}

/// Dead letters first, then the join or the handler's arrows.
void TrafficGraph::addLane(const Model& model, Index number) {
    const Lane& lane = model.lanes.lanes[number];
    const Index letter = letterOf(model.network, lane);
    const double part = letter != kNone && !model.network.channels[letter].topic && !lane.deadLanes.empty()
                            ? 1 / static_cast<double>(lane.deadLanes.size())
                            : 1;
    for (const Index dead : lane.deadLanes) {
        add(nodeOfLane(dead), {kNone, part});
    }
    if (const Index join = joinOf[lane.handler]; join != kNone) {
        add(nodeOfJoin(join), {});
    } else {
        addFlows(model.network, lane.handler, lane.message);
    }
}

void TrafficGraph::addFlows(const Network& network, Index handler, Index message) {
    const Range flows = network.handlers[handler].flows;
    for (Index f = flows.first; f < flows.end(); ++f) {
        const OutFlow& flow = network.outFlows[f];
        if (firesFor(network, flow, message)) {
            add(flow.message, {f, 1});
        }
    }
}

} // namespace stormglass::sim::forecasting
