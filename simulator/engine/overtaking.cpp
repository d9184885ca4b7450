// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/overtaking.hpp"

#include <algorithm>

namespace stormglass::sim::detail {

namespace {

/// Whether more than one message of an instance can ever be under way at once.
bool forks(const Network& network, Range flows) {
    Index alone = 0;
    Index group = kNone;
    for (Index row = flows.first; row < flows.end(); ++row) {
        const OutFlow& flow = network.outFlows[row];
        if (flow.count.present()) {
            return true;
        }
        const bool another = flow.choiceGroup == kNone || flow.choiceGroup != group;
        alone += another ? 1U : 0U;
        group = flow.choiceGroup;
    }
    return alone > 1;
}

bool forks(const Network& network, const Message& message) {
    Index ways = message.receivers.count;
    for (Index row = message.publications.first; row < message.publications.end(); ++row) {
        const Publication& publication = network.publications[row];
        const Channel& channel = network.channels[publication.channel];
        ways += channel.topic ? publication.subscribers.count : 1;
        if (channel.duplicates > 0 || channel.visibility != kNever) {
            return true;
        }
    }
    return ways > 1 && !message.competing;
}

/// Marks what is downstream, message by message.
class Downstream {
  public:
    explicit Downstream(const Network& network)
        : m_network(&network), m_messages(network.messages.size()), m_handlers(network.handlers.size()) {}

    void addFlows(Range flows) {
        for (Index row = flows.first; row < flows.end(); ++row) {
            add(m_network->outFlows[row].message);
        }
    }

    void add(Index message) {
        if (!m_messages[message]) {
            m_messages[message] = true;
            m_open.push_back(message);
        }
    }

    void addReceivers(Range receivers) {
        for (Index row = receivers.first; row < receivers.end(); ++row) {
            addHandler(m_network->receivers[row].handler);
        }
    }

    void addHandler(Index handler) {
        if (!m_handlers[handler]) {
            m_handlers[handler] = true;
            addFlows(m_network->handlers[handler].flows);
        }
    }

    std::vector<bool> handlers() {
        while (!m_open.empty()) {
            const Message& message = m_network->messages[m_open.back()];
            m_open.pop_back();
            addReceivers(message.receivers);
            for (Index row = message.publications.first; row < message.publications.end(); ++row) {
                addReceivers(m_network->publications[row].subscribers);
            }
        }
        return m_handlers;
    }

  private:
    const Network* m_network;
    std::vector<bool> m_messages;
    std::vector<bool> m_handlers;
    std::vector<Index> m_open;
};

} // namespace

std::vector<bool> handlersOvertaken(const Network& network) {
    Downstream downstream(network);
    for (const Source& source : network.sources) {
        if (source.keys != kNone || forks(network, source.flows)) {
            downstream.addFlows(source.flows);
        }
    }
    for (const OutFlow& flow : network.outFlows) {
        if (flow.keys != kNone) {
            downstream.add(flow.message);
        }
    }
    for (const Handler& handler : network.handlers) {
        if (forks(network, handler.flows)) {
            downstream.addFlows(handler.flows);
        }
    }
    for (Index row = 0; row < network.messages.size(); ++row) {
        if (forks(network, network.messages[row])) {
            downstream.add(row);
        }
    }
    for (const Channel& channel : network.channels) {
        downstream.addReceivers(channel.deadLetterReceivers);
    }
    if (std::ranges::any_of(network.sources, [](const Source& source) { return source.keys != kNone; })) {
        for (const Backlog& backlog : network.backlogs) { // what is from before the run has keys, too
            downstream.add(backlog.message);
        }
        for (const Replay& replay : network.replays) {
            downstream.addHandler(replay.handler);
        }
    }
    return downstream.handlers();
}

} // namespace stormglass::sim::detail
