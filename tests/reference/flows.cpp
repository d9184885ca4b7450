// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/interpreter.hpp"

/// CONTRACT section 4.
namespace stormglass::sim::reference {

bool Interpreter::fits(const OutFlow& flow, Outcome outcome, Index message, const Thread& thread) const {
    if ((flow.onOutcomes & maskOf(outcome)) == 0 || (flow.onClasses >> thread.instance->classOf & 1U) == 0) {
        return false;
    }
    if (message == kNone || flow.onMessages.empty()) {
        return true;
    }
    for (Index i = flow.onMessages.first; i < flow.onMessages.end(); ++i) {
        if (m_network.messageRefs[i] == message) {
            return true;
        }
    }
    return false;
}

/// on, then choice, then probability, then count; all decided before the first is sent.
Interpreter::Selection Interpreter::select(Range flows, Outcome outcome, Index message, const Thread& thread) {
    std::map<Index, Index> chosen; // group -> row
    Selection selection;
    for (Index row = flows.first; row < flows.end(); ++row) {
        const OutFlow& flow = m_network.outFlows[row];
        if (!fits(flow, outcome, message, thread)) {
            continue;
        }
        if (flow.choiceGroup != kNone) {
            if (!chosen.contains(flow.choiceGroup)) {
                chosen[flow.choiceGroup] = choose(flows, flow.choiceGroup, outcome, message, thread);
            }
            if (chosen[flow.choiceGroup] != row) {
                continue;
            }
        }
        if (flow.probability < 1 && uniform(flow.probabilityStream) >= flow.probability) {
            continue;
        }
        const std::uint32_t count = flow.count.present() ? rounded(drawn(flow.count)) : 1;
        if (count > 0) {
            selection.emplace_back(row, count);
        }
    }
    return selection;
}

Index Interpreter::choose(Range flows, Index group, Outcome outcome, Index message, const Thread& thread) {
    std::vector<Index> rows;
    double total = 0;
    for (Index row = flows.first; row < flows.end(); ++row) {
        const OutFlow& flow = m_network.outFlows[row];
        if (flow.choiceGroup == group && fits(flow, outcome, message, thread)) {
            rows.push_back(row);
            total += flow.choiceWeight;
        }
    }
    double at = uniform(m_network.outFlows[rows.front()].choiceStream) * total;
    for (const Index row : rows) {
        at -= m_network.outFlows[row].choiceWeight;
        if (at < 0) {
            return row;
        }
    }
    return rows.back();
}

void Interpreter::fire(Range flows, Outcome outcome, Index message, const Cause& cause) {
    for (const auto& [row, count] : select(flows, outcome, message, cause.thread)) {
        for (std::uint32_t i = 0; i < count; ++i) {
            send(row, cause);
        }
    }
}

/// Nobody follows it, directly or over a channel.
bool Interpreter::isUnheard(const Message& message) const {
    bool isHeard = !message.receivers.empty();
    for (Index i = message.publications.first; i < message.publications.end(); ++i) {
        isHeard = isHeard || !m_network.publications[i].subscribers.empty();
    }
    return !isHeard;
}

void Interpreter::send(Index row, Cause cause) {
    const OutFlow& flow = m_network.outFlows[row];
    const Message& message = m_network.messages[flow.message];
    mark(flow.message, cause.thread);
    if (isUnheard(message)) {
        ++m_story.messages[flow.message].emitted;
        ++m_story.messages[flow.message].handled;
    }
    if (message.receivers.empty() && message.publications.empty()) {
        return;
    }
    if (flow.keys != kNone) {
        const Keys& keys = m_network.keys[flow.keys];
        cause.thread.key = {.isOwn = false, .value = keys.sampler.draw(m_streams[keys.stream])};
    }
    const double travel = drawnOr0(flow.latency);
    if (message.competing) {
        sendToOne(flow.message, cause, travel);
        return;
    }
    for (Index i = message.receivers.first; i < message.receivers.end(); ++i) {
        sendTo(m_network.receivers[i], flow.message, cause, travel);
    }
    for (Index i = message.publications.first; i < message.publications.end(); ++i) {
        sendInto(i, flow.message, cause, travel);
    }
}

/// By weight, among the receivers and channels whose classes fit.
void Interpreter::sendToOne(Index kind, const Cause& cause, double travel) {
    const Message& message = m_network.messages[kind];

    struct Way {
        double weight;
        std::function<void()> go;
    };

    std::vector<Way> ways;
    double total = 0;
    const auto add = [&](ClassMask classes, double weight, std::function<void()> go) {
        if ((classes >> cause.thread.instance->classOf & 1U) != 0) {
            ways.push_back({weight, std::move(go)});
            total += weight;
        }
    };
    for (Index i = message.receivers.first; i < message.receivers.end(); ++i) {
        const Receiver& receiver = m_network.receivers[i];
        add(receiver.classes, receiver.weight, [&] { sendTo(receiver, kind, cause, travel); });
    }
    for (Index i = message.publications.first; i < message.publications.end(); ++i) {
        const Publication& publication = m_network.publications[i];
        add(publication.classes, publication.weight, [&, i] { sendInto(i, kind, cause, travel); });
    }
    if (ways.empty()) {
        return;
    }
    double at = message.receiverStream == kNone ? 0 : uniform(message.receiverStream) * total;
    std::size_t chosen = 0;
    while (chosen + 1 < ways.size() && (at -= ways[chosen].weight) >= 0) {
        ++chosen;
    }
    ways[chosen].go();
}

bool Interpreter::passes(ClassMask classes, double probability, Index stream, const Thread& thread) {
    return (classes >> thread.instance->classOf & 1U) != 0 && (probability >= 1 || uniform(stream) < probability);
}

WorkPtr Interpreter::newWork(Index message, Index handler, const Cause& cause) {
    WorkPtr work = made();
    const Handler& spec = m_network.handlers[handler];
    work->message = message;
    work->handler = handler;
    work->service = m_network.messages[message].query && spec.queryService != kNone ? spec.queryService : spec.service;
    work->thread = cause.thread;
    work->emitted = m_now;
    work->call = cause.call;
    if (work->call) {
        ++work->call->outstanding;
    }
    ++m_story.messages[message].emitted;
    return work;
}

void Interpreter::sendTo(const Receiver& receiver, Index kind, const Cause& cause, double travel) {
    if (!passes(receiver.classes, receiver.probability, receiver.filterStream, cause.thread)) {
        return;
    }
    const WorkPtr work = newWork(kind, receiver.handler, cause);
    if (serviceSpec(work->service).overflow == Overflow::block) {
        hold(work, cause);
    }
    const double latency = travel + drawnOr0(receiver.latency);
    if (latency > 0) {
        in(latency, [this, work] { offer(work); });
    } else {
        offer(work);
    }
}

void Interpreter::sendInto(Index row, Index kind, const Cause& cause, double travel) {
    const Publication& publication = m_network.publications[row];
    if (!passes(publication.classes, publication.probability, publication.filterStream, cause.thread)) {
        return;
    }
    if (publication.subscribers.empty()) { // the channel knows that it came
        ++m_story.channels[publication.channel].flow.arrivals;
        partitionFor(publication.channel, cause.thread);
        return;
    }
    const Entry entry = address(publication.channel, publication.subscribers, kind, cause);
    if (entry.empty()) {
        return;
    }
    if (m_network.channels[publication.channel].overflow == Overflow::block) {
        hold(entry.front(), cause);
    }
    const double latency = travel + drawnOr0(publication.latency);
    if (latency > 0) {
        in(latency, [this, entry, channel = publication.channel] { publish(channel, entry); });
    } else {
        publish(publication.channel, entry);
    }
}

} // namespace stormglass::sim::reference
