// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim::detail {

bool Engine::fits(const OutFlow& flow, Outcome outcome, Index message, std::uint8_t classOf) const {
    if ((flow.onOutcomes & maskOf(outcome)) == 0 || (flow.onClasses >> classOf & 1U) == 0) {
        return false;
    }
    if (flow.onMessages.empty() || message == kNone) {
        return true;
    }
    const auto first = m_network.messageRefs.begin() + flow.onMessages.first;
    return std::find(first, first + flow.onMessages.count, message) != first + flow.onMessages.count;
}

/// CONTRACT section 4: `on`, then `choice` among the group's flows left, then `probability`, then `count`; in document
/// order. A group draws once whenever one of its flows is left. What is selected is put on m_selected.
void Engine::select(Range flows, Outcome outcome, Index message, std::uint8_t classOf) {
    const OutFlow* const table = m_network.outFlows.data();
    std::uint64_t groupsDrawn = 0;
    Index chosen[64];
    for (Index row = flows.first; row < flows.end(); ++row) {
        const OutFlow& flow = table[row];
        if (!fits(flow, outcome, message, classOf)) {
            continue;
        }
        if (flow.choiceGroup != kNone) {
            const Index group = flow.choiceGroup % 64;
            if ((groupsDrawn >> group & 1U) == 0) {
                groupsDrawn |= std::uint64_t{1} << group;
                double total = 0;
                for (Index other = row; other < flows.end(); ++other) {
                    if (table[other].choiceGroup == flow.choiceGroup && fits(table[other], outcome, message, classOf)) {
                        total += table[other].choiceWeight;
                    }
                }
                double at = m_streams[flow.choiceStream].uniform() * total;
                chosen[group] = row;
                for (Index other = row; other < flows.end(); ++other) {
                    if (table[other].choiceGroup == flow.choiceGroup && fits(table[other], outcome, message, classOf)) {
                        chosen[group] = table[other].choiceWeight > 0 ? other : chosen[group];
                        at -= table[other].choiceWeight;
                        if (at < 0) {
                            break;
                        }
                    }
                }
            }
            if (chosen[group] != row) {
                continue;
            }
        }
        if (flow.probability < 1 && !(m_streams[flow.probabilityStream].uniform() < flow.probability)) {
            continue;
        }
        std::uint32_t count = 1;
        if (flow.count.present()) {
            count = static_cast<std::uint32_t>(std::clamp(std::floor(drawn(flow.count) + 0.5), 0.0, 1e9));
        }
        if (count > 0) {
            m_selected.push_back({.flow = row, .count = count});
        }
    }
}

void Engine::fireSome(Range flows, Outcome outcome, Index message, const Cause& cause) {
    if ((cause.marks & kSilentMark) != 0) {
        return;
    }
    const std::size_t first = m_selected.size();
    select(flows, outcome, message, cause.classOf);
    for (std::size_t i = first; i < m_selected.size(); ++i) {
        const Selected selected = m_selected[i];
        for (std::uint32_t copy = 0; copy < selected.count && !m_halted; ++copy) {
            emit(selected.flow, cause);
        }
    }
    m_selected.resize(first);
}

bool Engine::passes(ClassMask classes, double probability, Index stream, const Cause& cause) {
    if ((classes >> cause.classOf & 1U) == 0) {
        return false;
    }
    return probability >= 1 || m_streams[stream].uniform() < probability;
}

Index Engine::stationFor(Index handler, Index message) const {
    return m_network.messages[message].query ? m_queryStationOf[handler] : m_stationOf[handler];
}

/// All that the quick way of `emit` leaves out: latency, keys, filters, several receivers, channels.
void Engine::emitWidely(Index row, const Cause& from) {
    const OutFlow& flow = m_network.outFlows[row];
    const Message& message = m_network.messages[flow.message];
    Cause cause = from;
    if (flow.keys != kNone) {
        const Keys& keys = m_network.keys[flow.keys];
        cause.key = keys.sampler.draw(m_streams[keys.stream]);
    }
    const double travel = flow.latency.present() ? drawn(flow.latency) : 0;
    if (message.competing) {
        sendToOneOf(message, flow.message, cause, travel);
        return;
    }
    for (Index i = message.receivers.first; i < message.receivers.end(); ++i) {
        sendTo(m_network.receivers[i], flow.message, cause, travel);
    }
    for (Index i = message.publications.first; i < message.publications.end(); ++i) {
        sendInto(i, flow.message, cause, travel);
    }
}

/// A command or query with several receivers goes to one: by weight, among those whose class fits.
void Engine::sendToOneOf(const Message& message, Index kind, const Cause& cause, double travel) {
    const auto fitsClass = [&](ClassMask classes) { return (classes >> cause.classOf & 1U) != 0; };
    double total = 0;
    Index ways = 0;
    for (Index i = message.receivers.first; i < message.receivers.end(); ++i) {
        if (fitsClass(m_network.receivers[i].classes)) {
            total += m_network.receivers[i].weight;
            ++ways;
        }
    }
    for (Index i = message.publications.first; i < message.publications.end(); ++i) {
        if (fitsClass(m_network.publications[i].classes)) {
            total += m_network.publications[i].weight;
            ++ways;
        }
    }
    if (ways == 0) {
        return;
    }
    double at = message.receiverStream == kNone ? 0 : m_streams[message.receiverStream].uniform() * total;
    for (Index i = message.receivers.first; i < message.receivers.end(); ++i) {
        if (fitsClass(m_network.receivers[i].classes)) {
            at -= m_network.receivers[i].weight;
            if (at < 0 || --ways == 0) {
                sendTo(m_network.receivers[i], kind, cause, travel);
                return;
            }
        }
    }
    for (Index i = message.publications.first; i < message.publications.end(); ++i) {
        if (fitsClass(m_network.publications[i].classes)) {
            at -= m_network.publications[i].weight;
            if (at < 0 || --ways == 0) {
                sendInto(i, kind, cause, travel);
                return;
            }
        }
    }
}

void Engine::sendTo(const Receiver& receiver, Index kind, const Cause& cause, double travel) {
    if (!passes(receiver.classes, receiver.probability, receiver.filterStream, cause)) {
        return;
    }
    const Index index = newDelivery(kind, stationFor(receiver.handler, kind), cause);
    const double latency = travel + (receiver.latency.present() ? drawn(receiver.latency) : 0);
    if (latency > 0) {
        m_deliveries[index].stage = Stage::sent;
        m_deliveries[index].slot = schedule(latency, EventKind::arrival, index);
        return;
    }
    arrive(index);
}

/// One delivery for a queue, whichever of the subscribers takes it; one for each subscriber of a topic. They are
/// chained; the first stands for the publication.
Index Engine::addressTo(Index row, Index kind, const Cause& cause) {
    const Way& way = m_ways[row];
    const bool topic = m_network.channels[way.channel].topic;
    Index first = kNone;
    Index last = kNone;
    for (Index i = way.subscribers.first; i < way.subscribers.end(); ++i) {
        const Receiver& receiver = m_network.receivers[i];
        if (!passes(receiver.classes, receiver.probability, receiver.filterStream, cause)) {
            continue;
        }
        const Index index = newDelivery(kind, stationFor(receiver.handler, kind), cause);
        m_deliveries[index].way = row;
        (first == kNone ? first : m_deliveries[last].sibling) = index;
        last = index;
        if (!topic) {
            break;
        }
    }
    return first;
}

void Engine::sendInto(Index row, Index kind, const Cause& cause, double travel) {
    const Publication& publication = m_network.publications[row];
    if (!passes(publication.classes, publication.probability, publication.filterStream, cause)) {
        return;
    }
    const Index first = addressTo(row, kind, cause);
    if (first == kNone) {
        return;
    }
    const double latency = travel + (publication.latency.present() ? drawn(publication.latency) : 0);
    if (latency > 0) {
        for (Index i = first; i != kNone; i = m_deliveries[i].sibling) {
            m_deliveries[i].stage = Stage::sent;
        }
        m_deliveries[first].slot = schedule(latency, EventKind::publication, first);
        return;
    }
    publish(first);
}

} // namespace stormglass::sim::detail
