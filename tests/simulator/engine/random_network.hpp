// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/simulator/engine/network_builder.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace stormglass::sim::test {

/// Networks with every behaviour mixed, from a seed: four to ten handlers in a few services, messages that go to them
/// directly, by queue or by topic, and a scenario that disturbs them. Most are grammatical, few are sensible.
class RandomNetwork {
  public:
    explicit RandomNetwork(std::uint64_t seed) : m_chance(seed, 0, "network", Purpose::choice) {}

    Network make() {
        const Index services = 2 + below(4);
        for (Index i = 0; i < services; ++i) {
            addService();
        }
        const Index handlers = 4 + below(7);
        for (Index i = 0; i < handlers; ++i) {
            addHandler();
        }
        const Index channels = 1 + below(4);
        for (Index i = 0; i < channels; ++i) {
            addChannel();
        }
        const Index messages = handlers + 2 + below(4);
        for (Index i = 0; i < messages; ++i) {
            addMessage();
        }
        for (Index handler = 0; handler < handlers; ++handler) {
            addFlows(handler);
        }
        addJoins();
        const Index sources = 1 + below(3);
        for (Index i = 0; i < sources; ++i) {
            addSource();
        }
        for (int i = 0; i < 3; ++i) {
            m_b.journey(below(messages), below(messages));
        }
        addDisturbances();
        return m_b.build();
    }

  private:
    Index below(Index n) { return static_cast<Index>(m_chance.next() % n); }

    bool maybe(double p) { return m_chance.uniform() < p; }

    double between(double low, double high) { return low + (high - low) * m_chance.uniform(); }

    Distribution time(double mean) {
        switch (below(4)) {
        case 0:
            return constantOf(mean);
        case 1:
            return uniformOf(0, 2 * mean);
        default:
            return exponentialOf(mean);
        }
    }

    void addService() {
        const Index row = m_b.service(1 + below(3), 1 + below(3));
        Service& s = m_b.network.services[row];
        s.discipline = maybe(0.4) ? Discipline::fifo : static_cast<Discipline>(below(7));
        s.balancing = maybe(0.5) ? Balancing::shared : static_cast<Balancing>(below(5));
        s.queueLimit = maybe(0.5) ? kUnlimited : below(6);
        s.overflow = static_cast<Overflow>(below(3));
        if (maybe(0.15)) {
            s.concurrency = kUnlimited;
        }
        if (maybe(0.3)) {
            s.breakdowns.every = m_b.variate(exponentialOf(20), Purpose::breakdown);
            s.breakdowns.repair = m_b.variate(exponentialOf(3), Purpose::repair);
            s.breakdowns.interrupted = static_cast<Interrupted>(below(4));
            s.failover = maybe(0.5) ? kNever : 1;
        }
        if (maybe(0.3)) {
            s.autoscale.metric = static_cast<AutoscaleMetric>(1 + below(3));
            s.autoscale.target = s.autoscale.metric == AutoscaleMetric::busy ? 0.6 : 3;
            s.autoscale.min = below(2);
            s.autoscale.max = 1 + below(5);
            s.autoscale.every = 2;
            s.autoscale.idleFor = below(3);
            s.autoscale.cooldown = below(3);
            if (maybe(0.5)) {
                s.startup = m_b.variate(exponentialOf(1), Purpose::startup);
            }
        }
    }

    void addHandler() {
        const auto services = static_cast<Index>(m_b.network.services.size());
        const Index row = m_b.handler(below(services), time(between(0.05, 0.4)));
        Handler& h = m_b.network.handlers[row];
        h.failure = maybe(0.4) ? between(0, 0.4) : 0;
        h.readModel = maybe(0.3);
        h.queryService = maybe(0.3) ? below(services) : h.service;
        if (maybe(0.4)) {
            h.retry.attempts = 1 + below(4);
            h.retry.backoff = m_b.variate(time(0.3), Purpose::backoff);
            h.retry.multiplier = 1 + below(2);
            h.retry.jitter = maybe(0.5) ? 0.5 : 0;
            h.retry.jitterStream = m_b.stream(Purpose::sampling);
        }
        h.timeout = maybe(0.25) ? between(0.1, 1) : kNever;
        if (maybe(0.15)) {
            h.delay = m_b.variate(time(0.5), Purpose::delay);
        }
        h.exclusivePerKey = maybe(0.25);
        h.idempotent = maybe(0.3);
        if (maybe(0.15)) {
            h.eventSourced = true;
            h.perEvent = 0.01;
            h.snapshotEvery = 5;
        }
        if (maybe(0.2)) {
            h.batch.present = true;
            h.batch.max = maybe(0.3) ? kUnlimited : 1 + below(5);
            h.batch.linger = maybe(0.5) ? 0 : 0.5;
            h.batch.perMessage = m_b.variate(constantOf(0.01), Purpose::count);
        }
        if (maybe(0.2)) {
            h.patience = m_b.variate(time(1), Purpose::patience);
        }
        h.priority = below(4);
        if (maybe(0.2)) {
            h.rateLimit = {.rate = between(1, 10), .burst = 1.0 + below(3), .rejects = maybe(0.5)};
        }
        if (maybe(0.2)) {
            h.circuitBreaker.present = true;
            h.circuitBreaker.consecutive = maybe(0.5) ? 2 : 0;
            h.circuitBreaker.window = h.circuitBreaker.consecutive > 0 ? 0 : 5;
            h.circuitBreaker.threshold = 0.3;
            h.circuitBreaker.minCalls = 4;
            h.circuitBreaker.openFor = 2;
            h.circuitBreaker.probes = 1 + below(2);
        }
        if (maybe(0.15)) {
            h.hedge = {.copies = 2 + below(2), .after = maybe(0.3) ? 0 : 0.1};
        }
    }

    void addChannel() {
        const Index row = m_b.channel(maybe(0.6), 1 + below(4));
        Channel& c = m_b.network.channels[row];
        if (maybe(0.4)) {
            c.latency = m_b.variate(time(0.2), Purpose::latency);
        }
        c.capacity = maybe(0.3) ? 1 + below(10) : kUnlimited;
        c.overflow = static_cast<Overflow>(below(3));
        c.publishEvery = maybe(0.2) ? 0.5 : 0;
        c.pollEvery = maybe(0.2) ? 0.7 : 0;
        c.visibility = maybe(0.2) ? 0.4 : kNever;
        c.maxAttempts = 1 + below(3);
        c.duplicates = maybe(0.3) ? 0.3 : 0;
        c.loss = maybe(0.2) ? 0.1 : 0;
        c.ttl = maybe(0.2) ? 2 : kNever;
        c.retention = maybe(0.2) ? 3 : kNever;
        c.rebalance = m_b.variate(constantOf(0.3), Purpose::rebalance);
        if (maybe(0.3)) {
            c.deadLetter = below(row + 1);
            if (maybe(0.5)) {
                m_b.readDeadLetters(c.deadLetter, below(static_cast<Index>(m_b.network.handlers.size())));
            }
        }
    }

    void addMessage() {
        const Index row = m_b.message();
        const auto handlers = static_cast<Index>(m_b.network.handlers.size());
        const auto channels = static_cast<Index>(m_b.network.channels.size());
        m_b.network.messages[row].query = maybe(0.2);
        m_b.network.messages[row].competing = m_b.network.messages[row].query || maybe(0.3);
        const Index receivers = below(3);
        for (Index i = 0; i < receivers; ++i) {
            Receiver& receiver = m_b.receive(row, (row + i) % handlers);
            receiver.probability = maybe(0.2) ? 0.7 : 1;
            if (maybe(0.2)) {
                receiver.latency = m_b.variate(time(0.1), Purpose::latency);
            }
        }
        if (receivers == 0 || maybe(0.3)) {
            const Index a = below(handlers);
            if (maybe(0.5)) {
                m_b.publish(row, below(channels), {a});
            } else {
                m_b.publish(row, below(channels), {a, (a + 1) % handlers});
            }
        }
    }

    void addFlows(Index handler) {
        const Index flows = below(3);
        const auto messages = static_cast<Index>(m_b.network.messages.size());
        for (Index i = 0; i < flows; ++i) {
            // Mostly onwards, so that not everything circles for ever.
            OutFlow& flow = m_b.send(handler, std::min(messages - 1, handler + 1 + below(messages)));
            flow.probability = maybe(0.5) ? 0.6 : 1;
            flow.sync = maybe(0.25);
            flow.parallel = maybe(0.4);
            flow.timeout = flow.sync && maybe(0.5) ? 0.5 : kNever;
            flow.onOutcomes = maybe(0.25) && !flow.sync ? static_cast<std::uint8_t>(1 + below(63)) : 1;
            if (maybe(0.3)) {
                flow.choiceGroup = 0;
                flow.choiceWeight = 1 + below(3);
            }
            if (maybe(0.2)) {
                flow.count = m_b.variate(uniformOf(0, 3), Purpose::count);
            }
            if (maybe(0.2)) {
                flow.latency = m_b.variate(time(0.1), Purpose::latency);
            }
            if (maybe(0.1)) {
                flow.keys = m_b.keys(5, 0);
            }
        }
    }

    void addJoins() {
        const auto messages = static_cast<Index>(m_b.network.messages.size());
        for (Handler& h : m_b.network.handlers) {
            if (!maybe(0.2)) {
                continue;
            }
            const Index a = below(messages);
            h.join.kind = static_cast<JoinKind>(1 + below(4));
            h.join.messages = m_b.messages({a, (a + 1) % messages, (a + 2) % messages});
            h.join.atLeast = 2;
            h.join.eachMessage = a;
            h.join.asManyAs = (a + 1) % messages;
            h.join.timeout = maybe(0.7) ? 1 : kNever;
            h.join.byKey = maybe(0.3);
        }
    }

    void addSource() {
        const auto kind = static_cast<ArrivalKind>(1 + below(6));
        const Index row = m_b.source(kind, between(0.5, 3), exponentialOf(0.7));
        Network& n = m_b.network;
        if (maybe(0.4)) {
            n.sources[row].keys = m_b.keys(4 + below(10), 0.5);
        }
        n.sources[row].modulation = m_b.stream(Purpose::modulation);
        n.sources[row].burstRate = 5;
        n.sources[row].burstEvery = 10;
        n.sources[row].burstLength = 2;
        n.sources[row].users = 1 + below(5);
        n.sources[row].think = m_b.variate(exponentialOf(1), Purpose::think);
        n.sources[row].trace = {static_cast<Index>(n.traceTimes.size()), 50};
        for (int i = 0; i < 50; ++i) {
            n.traceTimes.push_back(0.7 * i);
        }
        if (maybe(0.2)) {
            n.sources[row].batch = m_b.variate(uniformOf(0, 3), Purpose::batchSize);
        }
        if (maybe(0.3)) {
            n.sources[row].profiles = {static_cast<Index>(n.profiles.size()), 1};
            Profile profile;
            if (maybe(0.5)) {
                profile.amplitude = 0.8;
                profile.period = 20;
            } else {
                profile.pieces = {static_cast<Index>(n.profilePieces.size()), 3};
                n.profilePieces.push_back({.begin = 0, .from = 1});
                n.profilePieces.push_back({.begin = 10, .from = 3});
                n.profilePieces.push_back({.begin = 20, .from = 1});
            }
            n.profiles.push_back(profile);
        }
        const auto messages = static_cast<Index>(n.messages.size());
        m_b.emit(row, below(messages));
        if (maybe(0.3)) {
            m_b.emit(row, below(messages));
        }
    }

    void addDisturbances() {
        Network& n = m_b.network;
        const Index faults = below(4);
        for (Index i = 0; i < faults; ++i) {
            Fault fault;
            fault.at = between(0, 30);
            fault.duration = between(1, 10);
            fault.target = static_cast<FaultTarget>(below(5));
            fault.effect = static_cast<FaultEffect>(below(5));
            fault.amount = fault.effect == FaultEffect::slow ? 3 : 0.4;
            fault.replicas = maybe(0.5) ? 1 : kUnlimited;
            fault.stream = m_b.stream(Purpose::fault);
            switch (fault.target) {
            case FaultTarget::handler:
                fault.subject = below(static_cast<Index>(n.handlers.size()));
                break;
            case FaultTarget::service:
                fault.subject = below(static_cast<Index>(n.services.size()));
                break;
            case FaultTarget::channel:
                fault.subject = below(static_cast<Index>(n.channels.size()));
                break;
            case FaultTarget::flow:
                fault.subject = below(n.flowCount);
                break;
            case FaultTarget::source:
                fault.subject = below(static_cast<Index>(n.sources.size()));
                break;
            }
            n.faults.push_back(fault);
        }
        if (maybe(0.2)) {
            n.backlogs.push_back({.handler = below(static_cast<Index>(n.handlers.size())),
                                  .message = below(static_cast<Index>(n.messages.size())),
                                  .count = 10});
        }
        if (maybe(0.2)) {
            n.backlogs.push_back({.channel = below(static_cast<Index>(n.channels.size())),
                                  .message = below(static_cast<Index>(n.messages.size())),
                                  .count = 10});
        }
        if (maybe(0.3)) {
            n.replays.push_back({.at = 15,
                                 .channel = below(static_cast<Index>(n.channels.size())),
                                 .handler = below(static_cast<Index>(n.handlers.size())),
                                 .events = 20,
                                 .sideEffects = maybe(0.5)});
        }
        if (maybe(0.5)) {
            n.recoveryFrom = 25;
        }
        n.bounds.messagesInFlight = 3000;
        n.bounds.eventsAtOneInstant = 100'000;
    }

    RandomStream m_chance;
    NetworkBuilder m_b;
};

} // namespace stormglass::sim::test
