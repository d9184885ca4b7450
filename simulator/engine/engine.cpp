// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/engine.hpp"
#include "simulator/engine/detail/hot_path.hpp"

#include <algorithm>

namespace stormglass::sim::detail {

namespace {

constexpr std::uint64_t kEventsBetweenLooks = 4096;

} // namespace

Engine::Engine(const Network& network, std::uint64_t seed, std::uint64_t number)
    : m_network(network), m_number(number), m_seed(seed), m_rankSalt(mixed(mixed(seed) + number)) {
    m_streams.reserve(network.streams.size());
    for (const StreamSeed& stream : network.streams) {
        m_streams.emplace_back(seed, number, stream.placeHash, stream.purpose);
    }
    setUpStations();
    setUpServices();
    setUpChannels();
    setUpMessages();
    setUpSources();
    m_accountsTaken.resize(network.messages.size());
    m_lookAt = std::min<std::uint64_t>(kEventsBetweenLooks, network.bounds.eventsAtOneInstant);
    startWindow();
}

bool Engine::runUntil(double time) {
    std::uint64_t payload = 0;
    double due = 0;
    while (!m_halted && m_pending.pop(time, due, payload)) {
        m_now = due;
        execute(payload);
        if (++m_events == m_lookAt) [[unlikely]] {
            lookAround();
        }
    }
    if (!m_halted && time > m_now) {
        m_now = time;
    }
    return !m_halted;
}

void Engine::execute(std::uint64_t payload) {
    const auto index = static_cast<Index>(payload);
    switch (static_cast<EventKind>(payload >> 32U)) {
    case EventKind::emission:
        emitFrom(index);
        return;
    case EventKind::completion:
        complete(index);
        return;
    case EventKind::arrival:
        step(m_deliveries[index], PathPart::travel, PlaceKind::message, m_deliveries[index].message);
        arrive(index);
        return;
    case EventKind::publication:
        publish(index);
        return;
    case EventKind::visible:
        becomeVisible(index);
        return;
    case EventKind::retry:
        retry(index);
        return;
    case EventKind::delayOver:
        delayOver(index);
        return;
    case EventKind::outcome:
        tellOutcome(index);
        return;
    }
}

/// Every few thousand events: has somebody asked to stop, does time still pass?
void Engine::lookAround() {
    const std::uint64_t limit = m_network.bounds.eventsAtOneInstant;
    if (m_now != m_instant) {
        m_instant = m_now;
        m_instantSince = m_events;
    } else if (m_events - m_instantSince >= limit) {
        end(EndedBy::instant);
    }
    if (m_cancelled != nullptr && m_cancelled->load(std::memory_order_relaxed)) {
        end(EndedBy::cancelled);
    }
    m_lookAt = m_events + std::clamp<std::uint64_t>(limit, 1, kEventsBetweenLooks);
}

void Engine::end(EndedBy by) {
    m_halted = true;
    if (!m_ended) {
        m_ended = Ended{.at = m_now, .by = by, .services = {}};
    }
}

} // namespace stormglass::sim::detail
