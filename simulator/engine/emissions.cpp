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

/// The one of a choice group that fires, by weight among those of the group that are left; `row` is the first of them.
Index Engine::choose(Range flows, Index row, Outcome outcome, Index message, std::uint8_t classOf) {
    const OutFlow* const table = m_network.outFlows.data();
    const OutFlow& first = table[row];
    const auto isLeft = [&](Index other) {
        return table[other].choiceGroup == first.choiceGroup && fits(table[other], outcome, message, classOf);
    };
    double total = 0;
    for (Index other = row; other < flows.end(); ++other) {
        total += isLeft(other) ? table[other].choiceWeight : 0;
    }
    double at = m_streams[first.choiceStream].uniform() * total;
    Index chosen = row;
    for (Index other = row; other < flows.end(); ++other) {
        if (isLeft(other) && table[other].choiceWeight > 0) {
            chosen = other;
            at -= table[other].choiceWeight;
            if (at < 0) {
                break;
            }
        }
    }
    return chosen;
}

/// CONTRACT section 4: `on`, then `choice` among the group's flows left, then `probability`, then `count`; in document
/// order. A group draws once whenever one of its flows is left. What is selected is put on m_selected.
void Engine::select(Range flows, Outcome outcome, Index message, std::uint8_t classOf) {
    const OutFlow* const table = m_network.outFlows.data();
    const std::size_t firstChoice = m_chosen.size();
    for (Index row = flows.first; row < flows.end(); ++row) {
        const OutFlow& flow = table[row];
        if (!fits(flow, outcome, message, classOf)) {
            continue;
        }
        if (flow.choiceGroup != kNone) {
            const auto drawnFor = [&](const Choice& choice) { return choice.group == flow.choiceGroup; };
            const auto from = m_chosen.begin() + static_cast<std::ptrdiff_t>(firstChoice);
            const auto known = std::find_if(from, m_chosen.end(), drawnFor);
            Index chosen = kNone;
            if (known == m_chosen.end()) {
                chosen = choose(flows, row, outcome, message, classOf);
                m_chosen.push_back({.group = flow.choiceGroup, .flow = chosen});
            } else {
                chosen = known->flow;
            }
            if (chosen != row) {
                continue;
            }
        }
        if (flow.probability < 1 && !(m_streams[flow.probabilityStream].uniform() < flow.probability)) {
            continue;
        }
        const std::uint32_t count = flow.count.present() ? countOf(drawn(flow.count)) : 1;
        if (count > 0) {
            m_selected.push_back({.flow = row, .count = count});
        }
    }
    m_chosen.resize(firstChoice);
}

void Engine::fireSome(Range flows, Outcome outcome, Index message,
                      Cause cause) { // NOLINT(performance-unnecessary-value-param): see Cause
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
void Engine::emitWidely(Index row, Cause cause) {
    const OutFlow& flow = m_network.outFlows[row];
    const Message& message = m_network.messages[flow.message];
    if (flow.keys != kNone) {
        const Keys& keys = m_network.keys[flow.keys];
        cause.key = keys.sampler.draw(m_streams[keys.stream]);
    }
    if ((m_messages[flow.message].traits & kUnread) != 0) {
        ++m_messages[flow.message].account.emitted; // one delivery, handled at once
        ++m_messages[flow.message].account.handled;
    }
    const double travel = throughFlow(flow.flow, flow.latency.present() ? drawn(flow.latency) : 0);
    if (lostOnFlow(flow.flow)) {
        cause.lost = true;
    }
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
    const Index row = stationFor(receiver.handler, kind);
    const Index index = newDelivery(kind, row, cause);
    if (cause.call != kNone) {
        ++m_calls[cause.call].outstanding;
    }
    rememberUnseen(index);
    if (m_services[m_stations[row].service].spec->overflow == Overflow::block) {
        holdSender(index, cause);
    }
    const double own = receiver.latency.present() ? drawn(receiver.latency) : 0;
    const double latency = travel + throughFlow(receiver.flow, own);
    if (lostOnFlow(receiver.flow) || cause.lost) {
        finish(index, Outcome::dropped);
        return;
    }
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
        if (lostOnFlow(receiver.flow)) {
            finish(newDelivery(kind, stationFor(receiver.handler, kind), cause), Outcome::dropped);
            continue;
        }
        const Index index = newDelivery(kind, stationFor(receiver.handler, kind), cause);
        if (cause.call != kNone) {
            ++m_calls[cause.call].outstanding;
        }
        m_deliveries[index].way = row;
        rememberUnseen(index);
        (first == kNone ? first : m_deliveries[last].sibling) = index;
        last = index;
        if (!topic) {
            allowOthers(index, i, cause);
            break;
        }
    }
    return first;
}

/// Of a queue's subscribers those that filters leave out may not take the message.
void Engine::allowOthers(Index index, Index taken, const Cause& cause) {
    const Way& way = m_ways[m_deliveries[index].way];
    for (Index i = way.subscribers.first; i < way.subscribers.end(); ++i) {
        const Receiver& receiver = m_network.receivers[i];
        const bool open =
            i == taken || (i > taken && passes(receiver.classes, receiver.probability, receiver.filterStream, cause));
        if (!open && i - way.subscribers.first < 32) {
            rareOf(m_deliveries[index]).allowed &= ~(1U << (i - way.subscribers.first));
        }
    }
}

void Engine::sendInto(Index row, Index kind, const Cause& cause, double travel) {
    const Publication& publication = m_network.publications[row];
    if (!passes(publication.classes, publication.probability, publication.filterStream, cause)) {
        return;
    }
    if (publication.subscribers.empty()) {
        publishInVain(m_channels[publication.channel], cause.key);
        return;
    }
    const Index first = addressTo(row, kind, cause);
    if (first == kNone) {
        return;
    }
    if (m_network.channels[publication.channel].overflow == Overflow::block) {
        holdSender(first, cause);
    }
    const double own = publication.latency.present() ? drawn(publication.latency) : 0;
    const double latency = travel + throughFlow(publication.flow, own);
    if (lostOnFlow(publication.flow) || cause.lost) {
        loseAll(first, Outcome::dropped);
        return;
    }
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
