// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/interpreter.hpp"

#include "tests/reference/reference.hpp"

#include <cmath>

namespace stormglass::sim::reference {

Story run(const Network& network, std::uint64_t seed, std::uint64_t replication, double end) {
    return Interpreter(network, seed, replication).tell(end);
}

Interpreter::Interpreter(const Network& network, std::uint64_t seed, std::uint64_t replication) : m_network(network) {
    for (const StreamSeed& stream : network.streams) {
        m_streams.emplace_back(seed, replication, stream.placeHash, stream.purpose);
    }
    m_story.handlers.resize(network.handlers.size());
    m_story.services.resize(network.services.size());
    m_story.channels.resize(network.channels.size());
    m_story.messages.resize(network.messages.size());
    m_story.journeys.resize(network.journeys.size());
    m_sources.resize(network.sources.size());
    m_handlers.resize(network.handlers.size());
    m_services.resize(network.services.size());
    m_channels.resize(network.channels.size());
    for (std::size_t i = 0; i < network.handlers.size(); ++i) {
        m_handlers[i].tokens = network.handlers[i].rateLimit.burst;
    }
    setUpChannels();
    startServices();
    startSources();
}

/// What is still under way may hold itself in a ring, as a caller its calls and they their caller.
Interpreter::~Interpreter() {
    m_isOver = true;
    m_pending.clear();
    for (const std::weak_ptr<Work>& made : m_made) {
        const WorkPtr work = made.lock();
        if (!work) {
            continue;
        }
        if (work->frame) {
            work->frame->calls.clear();
        }
        if (work->hedging) {
            work->hedging->owner = nullptr;
            work->hedging->copies.clear();
        }
        work->frame = nullptr;
        work->hedging = nullptr;
        work->call = nullptr;
        work->holds = nullptr;
        work->fellows.clear();
    }
}

WorkPtr Interpreter::made() {
    auto work = std::make_shared<Work>();
    m_made.push_back(work);
    return work;
}

Story Interpreter::tell(double end) {
    while (!m_pending.empty() && m_pending.begin()->first.first <= end) {
        m_now = m_pending.begin()->first.first;
        const auto happen = std::move(m_pending.begin()->second);
        m_pending.erase(m_pending.begin());
        happen();
    }
    for (HandlerStory& handler : m_story.handlers) {
        for (Integral* level : {&handler.queue, &handler.active, &handler.circuitOpen}) {
            level->add(end, 0);
        }
    }
    for (ServiceStory& service : m_story.services) {
        for (Integral* level : {&service.busy, &service.blocked, &service.up, &service.paid}) {
            level->add(end, 0);
        }
    }
    for (ChannelStory& channel : m_story.channels) {
        channel.depth.add(end, 0);
        channel.lag.add(end, 0);
    }
    m_isOver = true; // what is still under way at the end has not ended
    return m_story;
}

Timer Interpreter::schedule(double at, std::function<void()> what) {
    const Moment moment{at, m_sequence++};
    m_pending[moment] = std::move(what);
    return moment;
}

void Interpreter::cancel(Timer& timer) {
    if (timer) {
        m_pending.erase(*timer);
        timer.reset();
    }
}

double Interpreter::drawn(const Variate& variate) {
    return draw(m_network.distributions[variate.distribution], m_network.distributionTable, m_streams[variate.stream]);
}

std::uint32_t Interpreter::rounded(double count) {
    return static_cast<std::uint32_t>(std::max(0.0, std::floor(count + 0.5)));
}

} // namespace stormglass::sim::reference
