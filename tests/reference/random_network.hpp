// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/simulator/engine/network_builder.hpp"

#include <random>
#include <vector>

namespace stormglass::sim::test {

/// Small networks with everything the reference interpreter covers mixed in. Times are continuous, so that nothing but
/// what follows from one event happens at one instant.
class RandomNetwork {
  public:
    explicit RandomNetwork(std::uint32_t seed) : m_random(seed) {}

    Network make() {
        const std::size_t messages = 3 + below(4);
        for (std::size_t i = 0; i < messages; ++i) {
            m_builder.message();
        }
        makeServices();
        makeChannels();
        makeHandlers();
        for (Index message = 0; message < messages; ++message) {
            address(message);
        }
        makeSources();
        for (Index handler = 0; handler < m_builder.network.handlers.size(); ++handler) {
            makeFlows(handler);
        }
        m_builder.journey(0, static_cast<Index>(messages - 1));
        m_builder.journey(1, static_cast<Index>(messages - 1));
        return m_builder.build();
    }

  private:
    std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(m_random() % bound); }

    bool oneIn(std::uint32_t n) { return below(n) == 0; }

    double between(double low, double high) {
        return low + (high - low) * static_cast<double>(m_random()) / static_cast<double>(std::mt19937::max());
    }

    Distribution someTime(double mean) {
        switch (below(6)) {
        case 0:
            return uniformOf(0.2 * mean, 1.8 * mean);
        case 1:
            return lognormalOf(mean, mean);
        case 2:
            return gammaOf(mean, 0.7);
        case 3:
            return hyperexponentialOf(mean, 1.5);
        case 4:
            return erlangOf(3, mean);
        default:
            return exponentialOf(mean);
        }
    }

    Variate someLatency() { return oneIn(3) ? m_builder.variate(someTime(0.1), Purpose::latency) : Variate{}; }

    void makeServices() {
        for (std::uint32_t i = 0; i < 4; ++i) {
            const Index row = m_builder.service(1 + below(3), 1 + below(2));
            Service& service = m_builder.network.services[row];
            if (oneIn(3)) {
                service.queueLimit = below(4);
                service.overflow = oneIn(2) ? Overflow::reject : Overflow::drop;
            }
        }
    }

    void makeChannels() {
        for (std::uint32_t i = 0; i < 3; ++i) {
            const bool topic = i > 0;
            const Index row = m_builder.channel(topic, topic ? 1 + below(4) : 1);
            Channel& channel = m_builder.network.channels[row];
            if (topic && oneIn(3)) {
                channel.shares = {static_cast<Index>(m_builder.network.shares.size()), channel.partitions};
                for (std::uint32_t p = 1; p <= channel.partitions; ++p) {
                    const double even = p / static_cast<double>(channel.partitions);
                    m_builder.network.shares.push_back(even * even);
                }
            }
            channel.latency = someLatency();
            channel.loss = oneIn(4) ? 0.1 : 0;
            channel.capacity = oneIn(4) ? 1 + below(5) : kUnlimited;
            channel.overflow = oneIn(2) ? Overflow::reject : Overflow::drop;
        }
        m_builder.channel(false); // for dead letters
    }

    void makeHandlers() {
        const std::uint32_t count = 4 + below(3);
        for (std::uint32_t i = 0; i < count; ++i) {
            const Index row = m_builder.handler(below(4), someTime(between(0.05, 0.4)));
            Handler& handler = m_builder.network.handlers[row];
            if (oneIn(2)) {
                handler.failure = between(0.05, 0.5);
                handler.retry.attempts = 1 + below(3);
                handler.retry.backoff = m_builder.variate(someTime(0.3), Purpose::backoff);
                handler.retry.multiplier = oneIn(2) ? 2 : 1;
                handler.retry.maxBackoff = oneIn(3) ? 0.5 : kNever;
                handler.retry.jitter = oneIn(3) ? 0.5 : 0;
                handler.retry.jitterStream = m_builder.stream(Purpose::sampling);
                handler.deadLetter = oneIn(2) ? 3 : kNone;
            }
            if (oneIn(4)) {
                handler.delay = m_builder.variate(someTime(0.5), Purpose::delay);
            }
        }
        if (oneIn(2)) {
            // Left out: a handler that reads its own dead letters. The engine puts a dead letter in its channel before
            // the freed worker takes its next message, the reference after, so the two would start in another order.
            m_builder.readDeadLetters(3, count - 1);
            m_builder.network.handlers[count - 1].deadLetter = kNone;
        }
    }

    Index someHandler() { return below(static_cast<std::uint32_t>(m_builder.network.handlers.size())); }

    void filter(Receiver& receiver) {
        receiver.probability = oneIn(4) ? between(0.2, 0.9) : 1;
        receiver.latency = someLatency();
    }

    void address(Index message) {
        if (oneIn(4)) {
            m_builder.network.messages[message].competing = true;
            filter(m_builder.receive(message, someHandler()));
            Receiver& other = m_builder.receive(message, someHandler());
            other.weight = 2.5;
            return;
        }
        if (oneIn(2)) {
            filter(m_builder.receive(message, someHandler()));
        }
        if (oneIn(3)) {
            m_builder.publish(message, 0, {static_cast<Index>(m_builder.network.handlers.size() - 2)}).latency =
                someLatency();
        }
        if (oneIn(2)) {
            const Index first = someHandler();
            const Index second = someHandler();
            if (first == second) {
                m_builder.publish(message, 1 + below(2), {first});
            } else {
                m_builder.publish(message, 1 + below(2), {first, second});
            }
        }
    }

    void makeSources() {
        const std::uint32_t count = 1 + below(2);
        for (std::uint32_t i = 0; i < count; ++i) {
            const ArrivalKind kinds[] = {ArrivalKind::poisson, ArrivalKind::constant, ArrivalKind::renewal};
            // A rate that no other's multiples meet.
            const Index row = m_builder.source(kinds[below(3)], between(1, 4), someTime(0.4));
            Source& source = m_builder.network.sources[row];
            if (oneIn(3)) {
                source.batch = m_builder.variate(geometricOf(1.7), Purpose::batchSize);
            }
            if (oneIn(2)) {
                source.keys = m_builder.keys(6, 0.8);
            }
            if (oneIn(2) && m_builder.network.classCount == 0) {
                source.classWeights = {static_cast<Index>(m_builder.network.classWeights.size()), 2};
                m_builder.network.classWeights.push_back(0.3);
                m_builder.network.classWeights.push_back(1);
                source.classStream = m_builder.stream(Purpose::classOf);
                m_builder.network.classCount = 2;
            }
            m_builder.emit(row, 0);
            OutFlow& flow = m_builder.emit(row, 1);
            flow.probability = between(0.3, 0.9);
            flow.latency = someLatency();
        }
    }

    /// Mostly to messages of higher number, so that most instances end.
    void makeFlows(Index handler) {
        const auto messages = static_cast<std::uint32_t>(m_builder.network.messages.size());
        const std::uint32_t count = below(4);
        for (std::uint32_t i = 0; i < count; ++i) {
            const Index target = oneIn(6) ? below(messages) : messages - 1 - below(2);
            OutFlow& flow = m_builder.send(handler, target);
            flow.probability = between(0.2, 0.7);
            if (oneIn(3)) {
                flow.onOutcomes = maskOf(Outcome::failure) | maskOf(Outcome::timeout);
            } else if (oneIn(4)) {
                flow.onOutcomes = maskOf(Outcome::dropped) | maskOf(Outcome::rejected);
            }
            if (oneIn(4)) {
                flow.onMessages = m_builder.messages({0, 1});
            }
            if (oneIn(4)) {
                flow.onClasses = ClassMask{1} << 1U | ClassMask{1} << kNoClass;
            }
            if (oneIn(3)) {
                flow.choiceGroup = 0;
                flow.choiceWeight = between(1, 3);
            }
            if (oneIn(5)) {
                flow.count = m_builder.variate(uniformOf(0, 2.4), Purpose::count);
            }
            if (oneIn(5)) {
                flow.keys = m_builder.keys(5, 0);
            }
            flow.latency = someLatency();
        }
    }

    std::mt19937 m_random;
    NetworkBuilder m_builder;
};

} // namespace stormglass::sim::test
