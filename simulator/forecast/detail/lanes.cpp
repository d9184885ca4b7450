// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lanes.hpp"

#include "simulator/forecast/detail/effort.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace stormglass::sim::forecasting {

namespace {

/// (handler, message): ordered, so a handler's lanes stand together.
using LaneKeys = std::set<std::pair<Index, Index>>;

std::span<const Receiver> subscribersOf(const Network& network, const Publication& publication) {
    return std::span(network.receivers).subspan(publication.subscribers.first, publication.subscribers.count);
}

std::span<const Receiver> directOf(const Network& network, const Message& message) {
    return std::span(network.receivers).subspan(message.receivers.first, message.receivers.count);
}

std::span<const Publication> publicationsOf(const Network& network, const Message& message) {
    return std::span(network.publications).subspan(message.publications.first, message.publications.count);
}

void collectEmitted(const Network& network, LaneKeys& keys) {
    for (Index m = 0; m < network.messages.size(); ++m) {
        for (const Receiver& receiver : directOf(network, network.messages[m])) {
            keys.emplace(receiver.handler, m);
        }
        for (const Publication& publication : publicationsOf(network, network.messages[m])) {
            for (const Receiver& receiver : subscribersOf(network, publication)) {
                keys.emplace(receiver.handler, m);
            }
        }
    }
}

/// Dead letters travel from lane to lane, until nothing new is found.
void collectDeadLetters(const Network& network, LaneKeys& keys) {
    std::vector<std::pair<Index, Index>> open(keys.begin(), keys.end());
    while (!open.empty()) {
        const auto [handler, message] = open.back();
        open.pop_back();
        const Index letter = network.handlers[handler].deadLetter;
        if (letter == kNone) {
            continue;
        }
        const Range receivers = network.channels[letter].deadLetterReceivers;
        for (Index r = receivers.first; r < receivers.end(); ++r) {
            const auto [at, isNew] = keys.emplace(network.receivers[r].handler, message);
            if (isNew) {
                open.push_back(*at);
            }
        }
    }
}

Lanes emptyLanes(const Network& network, const LaneKeys& keys) {
    Lanes result;
    result.ofHandler.resize(network.handlers.size());
    for (const auto& [handler, message] : keys) {
        const Handler& owner = network.handlers[handler];
        Lane lane;
        lane.handler = handler;
        lane.message = message;
        lane.service = network.messages[message].query ? owner.queryService : owner.service;
        Range& range = result.ofHandler[handler];
        if (range.empty()) {
            range.first = static_cast<Index>(result.lanes.size());
        }
        ++range.count;
        result.lanes.push_back(std::move(lane));
    }
    return result;
}

/// Work a handler's service can do in a second, for sharing a queue; unlimited counts as a thousand workers.
double capacityOf(const Network& network, const Receiver& receiver) {
    const Handler& handler = network.handlers[receiver.handler];
    const Service& service = network.services[handler.service];
    const double mean = handler.time.present()
                            ? meanOf(network.distributions[handler.time.distribution], network.distributionTable)
                            : 0;
    const double workers = service.concurrency == kUnlimited
                               ? 1000.0
                               : static_cast<double>(service.concurrency) * std::max(service.replicas, 1U);
    return workers / std::max(mean, 1e-9);
}

class FeedWriter {
  public:
    FeedWriter(const Network& network, Lanes& lanes) : network_(network), lanes_(lanes) {}

    void write(Index message) {
        const Message& row = network_.messages[message];
        Range& range = lanes_.ofMessage[message];
        range.first = static_cast<Index>(lanes_.feeds.size());
        double weights = 0;
        if (row.competing) {
            for (const Receiver& receiver : directOf(network_, row)) {
                weights += receiver.weight;
            }
            for (const Publication& publication : publicationsOf(network_, row)) {
                weights += publication.weight;
            }
        }
        for (Index r = row.receivers.first; r < row.receivers.end(); ++r) {
            const Receiver& receiver = network_.receivers[r];
            add(message, r, kNone, weights > 0 ? receiver.weight / weights : 1.0);
        }
        for (Index p = row.publications.first; p < row.publications.end(); ++p) {
            publish(message, p, weights > 0 ? network_.publications[p].weight / weights : 1.0);
        }
        range.count = static_cast<Index>(lanes_.feeds.size()) - range.first;
    }

  private:
    void publish(Index message, Index p, double share) {
        const Publication& publication = network_.publications[p];
        const Channel& channel = network_.channels[publication.channel];
        // A duplicate comes right behind, and may itself be duplicated.
        const double copies = channel.duplicates < 1 ? 1 / (1 - channel.duplicates) : 1;
        const double delivered = share * publication.probability * (1 - channel.loss) * copies;
        double capacities = 0;
        for (const Receiver& receiver : subscribersOf(network_, publication)) {
            capacities += capacityOf(network_, receiver);
        }
        for (Index r = publication.subscribers.first; r < publication.subscribers.end(); ++r) {
            const double part = channel.topic ? 1.0 : capacityOf(network_, network_.receivers[r]) / capacities;
            add(message, r, p, delivered * part);
        }
    }

    void add(Index message, Index r, Index p, double share) {
        const Receiver& receiver = network_.receivers[r];
        Feed feed;
        feed.lane = laneAt(lanes_, receiver.handler, message);
        feed.receiver = r;
        feed.publication = p;
        feed.share = share * receiver.probability;
        feed.classes = receiver.classes;
        feed.share *=
            p == kNone ? 1
                       : redeliveries(message, receiver.handler, network_.channels[network_.publications[p].channel]);
        if (p != kNone) {
            const Publication& publication = network_.publications[p];
            feed.classes &= publication.classes;
            Lane& lane = lanes_.lanes[feed.lane];
            if (lane.channel == kNone) {
                lane.channel = publication.channel;
                lane.handOvers = network_.channels[publication.channel].maxAttempts;
            }
        }
        lanes_.feeds.push_back(feed);
    }

    /// What is still worked on when its visibility is over comes again.
    [[nodiscard]] double redeliveries(Index message, Index handler, const Channel& channel) const {
        if (channel.topic || std::isinf(channel.visibility) || channel.maxAttempts <= 1) {
            return 1;
        }
        Lane lane;
        lane.handler = handler;
        lane.message = message;
        const double again = timeOfAttempt(network_, lane, kNoClass).tail(channel.visibility);
        double copies = 0;
        double reached = 1;
        for (std::uint32_t n = 0; n < channel.maxAttempts && reached > 1e-12; ++n, reached *= again) {
            copies += reached;
        }
        return std::min(copies, static_cast<double>(channel.maxAttempts));
    }

    const Network& network_;
    Lanes& lanes_;
};

void linkDeadLetters(const Network& network, Lanes& lanes) {
    for (Lane& lane : lanes.lanes) {
        Index letter = network.handlers[lane.handler].deadLetter;
        if (letter == kNone && lane.channel != kNone) {
            letter = network.channels[lane.channel].deadLetter;
        }
        if (letter == kNone) {
            continue;
        }
        const Range receivers = network.channels[letter].deadLetterReceivers;
        for (Index r = receivers.first; r < receivers.end(); ++r) {
            const Index to = laneAt(lanes, network.receivers[r].handler, lane.message);
            if (to != kNone) {
                lane.deadLanes.push_back(to);
            }
        }
    }
}

/// Channels hand what they give up to another channel's readers: lanes that exist only for that.
void collectChannelDeadLetters(const Network& network, LaneKeys& keys) {
    for (Index m = 0; m < network.messages.size(); ++m) {
        for (const Publication& publication : publicationsOf(network, network.messages[m])) {
            const Index letter = network.channels[publication.channel].deadLetter;
            if (letter == kNone) {
                continue;
            }
            const Range receivers = network.channels[letter].deadLetterReceivers;
            for (Index r = receivers.first; r < receivers.end(); ++r) {
                keys.emplace(network.receivers[r].handler, m);
            }
        }
    }
}

} // namespace

Lanes lanesOf(const Network& network) {
    LaneKeys keys;
    collectEmitted(network, keys);
    collectChannelDeadLetters(network, keys);
    collectDeadLetters(network, keys);
    Lanes lanes = emptyLanes(network, keys);
    lanes.ofMessage.resize(network.messages.size());
    FeedWriter writer(network, lanes);
    for (Index m = 0; m < network.messages.size(); ++m) {
        writer.write(m);
    }
    linkDeadLetters(network, lanes);
    return lanes;
}

Index laneAt(const Lanes& lanes, Index handler, Index message) noexcept {
    const Range range = lanes.ofHandler[handler];
    const auto begin = lanes.lanes.begin() + range.first;
    const auto end = lanes.lanes.begin() + range.end();
    const auto found =
        std::lower_bound(begin, end, message, [](const Lane& lane, Index wanted) { return lane.message < wanted; });
    return found != end && found->message == message ? static_cast<Index>(found - lanes.lanes.begin()) : kNone;
}

} // namespace stormglass::sim::forecasting
