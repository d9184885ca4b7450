// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network.hpp"

#include <initializer_list>
#include <string>
#include <utility>

namespace stormglass::sim::test {

/// Writes networks row by row, for tests of the engine without a board: every row gets streams of its own, tables that
/// must be adjacent are laid out by `build()`.
class NetworkBuilder {
  public:
    Network network;

    Index distribution(const Distribution& d) {
        network.distributions.push_back(d);
        return static_cast<Index>(network.distributions.size() - 1);
    }

    Index stream(Purpose purpose) {
        network.streams.push_back(
            {.placeHash = placeHashOf(std::to_string(network.streams.size())), .purpose = purpose});
        return static_cast<Index>(network.streams.size() - 1);
    }

    Variate variate(const Distribution& d, Purpose purpose) { return {distribution(d), stream(purpose)}; }

    Index service(std::uint32_t replicas = 1, std::uint32_t concurrency = 1) {
        Service s;
        s.replicas = replicas;
        s.concurrency = concurrency;
        s.disciplineStream = stream(Purpose::discipline);
        s.balancingStream = stream(Purpose::balancing);
        network.services.push_back(s);
        return static_cast<Index>(network.services.size() - 1);
    }

    Index handler(Index service, const Distribution& time) {
        Handler h;
        h.service = service;
        h.time = variate(time, Purpose::handling);
        h.failureStream = stream(Purpose::failure);
        network.handlers.push_back(h);
        m_flowsOfHandlers.emplace_back();
        return static_cast<Index>(network.handlers.size() - 1);
    }

    Index message() {
        network.messages.emplace_back();
        m_receivers.emplace_back();
        m_publications.emplace_back();
        m_from.emplace_back();
        m_to.emplace_back();
        return static_cast<Index>(network.messages.size() - 1);
    }

    Index source(ArrivalKind kind, double rate, const Distribution& interval = constantOf(1)) {
        Source s;
        s.kind = kind;
        s.rate = rate;
        s.interval = variate(interval, Purpose::arrival);
        network.sources.push_back(s);
        m_flowsOfSources.emplace_back();
        return static_cast<Index>(network.sources.size() - 1);
    }

    Index channel(bool topic, std::uint32_t partitions = 1) {
        Channel c;
        c.topic = topic;
        c.partitions = partitions;
        c.partitionStream = stream(Purpose::partition);
        c.lossStream = stream(Purpose::loss);
        c.duplicateStream = stream(Purpose::duplicate);
        network.channels.push_back(c);
        m_deadLetters.emplace_back();
        return static_cast<Index>(network.channels.size() - 1);
    }

    Receiver& receive(Index message, Index handler) {
        m_receivers[message].push_back({});
        Receiver& r = m_receivers[message].back();
        r.handler = handler;
        r.flow = network.flowCount++;
        r.filterStream = stream(Purpose::probability);
        return r;
    }

    /// The message goes into the channel and from there to the handlers.
    Publication& publish(Index message, Index channel, std::initializer_list<Index> handlers) {
        m_publications[message].emplace_back();
        auto& [publication, subscribers] = m_publications[message].back();
        publication.channel = channel;
        publication.flow = network.flowCount++;
        publication.filterStream = stream(Purpose::probability);
        for (const Index handler : handlers) {
            Receiver r;
            r.handler = handler;
            r.flow = network.flowCount++;
            r.filterStream = stream(Purpose::probability);
            subscribers.push_back(r);
        }
        return publication;
    }

    /// Those that the message's last publication goes to; none without one.
    std::vector<Receiver>& subscribers(Index message) {
        return m_publications[message].empty() ? m_nobody : m_publications[message].back().second;
    }

    void readDeadLetters(Index channel, Index handler) {
        Receiver r;
        r.handler = handler;
        r.flow = network.flowCount++;
        m_deadLetters[channel].push_back(r);
    }

    OutFlow& send(Index handler, Index message) { return addFlow(m_flowsOfHandlers[handler], message); }

    OutFlow& emit(Index source, Index message) { return addFlow(m_flowsOfSources[source], message); }

    /// From a message's emission to another's.
    Index journey(Index from, Index to) {
        network.journeys.push_back({.fromMessage = from, .toMessage = to});
        const auto row = static_cast<Index>(network.journeys.size() - 1);
        m_from[from].push_back(row);
        m_to[to].push_back(row);
        return row;
    }

    Range messages(std::initializer_list<Index> rows) {
        const Range range{static_cast<Index>(network.messageRefs.size()), static_cast<Index>(rows.size())};
        network.messageRefs.insert(network.messageRefs.end(), rows);
        return range;
    }

    Index keys(std::uint64_t population, double skew) {
        network.keys.push_back({.sampler = ZipfSampler(population, skew), .stream = stream(Purpose::key)});
        return static_cast<Index>(network.keys.size() - 1);
    }

    Network build() {
        for (std::size_t i = 0; i < network.handlers.size(); ++i) {
            network.handlers[i].flows = layOut(network.outFlows, m_flowsOfHandlers[i]);
        }
        for (std::size_t i = 0; i < network.sources.size(); ++i) {
            network.sources[i].flows = layOut(network.outFlows, m_flowsOfSources[i]);
        }
        for (std::size_t i = 0; i < network.messages.size(); ++i) {
            Message& message = network.messages[i];
            message.receivers = layOut(network.receivers, m_receivers[i]);
            for (auto& [publication, subscribers] : m_publications[i]) {
                publication.subscribers = layOut(network.receivers, subscribers);
                addGroups(publication.channel, subscribers);
            }
            message.publications.first = static_cast<Index>(network.publications.size());
            message.publications.count = static_cast<Index>(m_publications[i].size());
            for (const auto& [publication, subscribers] : m_publications[i]) {
                network.publications.push_back(publication);
            }
            message.journeysFrom = layOut(network.journeyRefs, m_from[i]);
            message.journeysTo = layOut(network.journeyRefs, m_to[i]);
            if (message.competing) {
                message.receiverStream = stream(Purpose::receiver);
            }
        }
        m_groups.resize(network.channels.size());
        for (std::size_t i = 0; i < network.channels.size(); ++i) {
            network.channels[i].deadLetterReceivers = layOut(network.receivers, m_deadLetters[i]);
            addGroups(static_cast<Index>(i), m_deadLetters[i]);
            network.channels[i].groups = layOut(network.groups, m_groups[i]);
        }
        return std::move(network);
    }

  private:
    OutFlow& addFlow(std::vector<OutFlow>& flows, Index message) {
        flows.emplace_back();
        OutFlow& flow = flows.back();
        flow.message = message;
        flow.flow = network.flowCount++;
        flow.choiceStream = stream(Purpose::choice);
        flow.probabilityStream = stream(Purpose::probability);
        return flow;
    }

    template <class Row> static Range layOut(std::vector<Row>& table, const std::vector<Row>& rows) {
        const Range range{static_cast<Index>(table.size()), static_cast<Index>(rows.size())};
        table.insert(table.end(), rows.begin(), rows.end());
        return range;
    }

    void addGroups(Index channel, const std::vector<Receiver>& subscribers) {
        m_groups.resize(network.channels.size());
        for (const Receiver& receiver : subscribers) {
            const Index service = network.handlers[receiver.handler].service;
            bool known = false;
            for (const Group& group : m_groups[channel]) {
                known = known || group.service == service;
            }
            if (!known) {
                m_groups[channel].push_back({.channel = channel, .service = service});
            }
        }
    }

    std::vector<std::vector<Receiver>> m_receivers;
    std::vector<std::vector<std::pair<Publication, std::vector<Receiver>>>> m_publications;
    std::vector<Receiver> m_nobody;
    std::vector<std::vector<Index>> m_from;
    std::vector<std::vector<Index>> m_to;
    std::vector<std::vector<OutFlow>> m_flowsOfHandlers;
    std::vector<std::vector<OutFlow>> m_flowsOfSources;
    std::vector<std::vector<Receiver>> m_deadLetters;
    std::vector<std::vector<Group>> m_groups;
};

} // namespace stormglass::sim::test
