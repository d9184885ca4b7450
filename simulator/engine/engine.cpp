// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/engine.hpp"
#include "simulator/engine/detail/hot_path.hpp"

#include <algorithm>

namespace stormglass::sim::detail {

namespace {

constexpr std::uint64_t kEventsBetweenLooks = 4096;

} // namespace

Engine::Engine(const Network& network, std::uint64_t seed, std::uint64_t number) : EngineState(network, seed, number) {
    m_streams.reserve(network.streams.size());
    for (const StreamSeed& stream : network.streams) {
        m_streams.emplace_back(seed, number, stream.placeHash, stream.purpose);
    }
    setUpStations();
    setUpServices();
    setUpChannels();
    setUpReplicas();
    setUpSoloCells();
    setUpMessages();
    setUpFaults();
    setUpAsked();
    setUpSources();
    m_accountsTaken.resize(network.messages.size());
    m_checkAt = std::min<std::uint64_t>(kEventsBetweenLooks, network.bounds.eventsAtOneInstant);
    m_lookAt = m_watching ? 1 : m_checkAt;
    startWindow();
    startScenario();
}

bool Engine::runUntil(double time) {
    std::uint64_t payload = 0;
    double due = 0;
    m_until = m_halted ? -kNever : time;
    while (m_pending.pop(m_until, due, payload)) {
        m_now = due;
        const EventKind kind = kindOf(payload);
        if (kind == EventKind::completion) {
            complete(indexOf(payload));
        } else if (kind == EventKind::emission) {
            emitFrom(indexOf(payload));
        } else {
            executeRare(payload);
        }
        if (++m_events == m_lookAt) [[unlikely]] {
            lookAround();
        }
    }
    if (!m_halted && time > m_now) {
        m_now = time;
    }
    return !m_halted;
}

void Engine::executeRare(std::uint64_t payload) {
    const Index index = indexOf(payload);
    const Index replica = replicaOf(payload);
    switch (kindOf(payload)) {
    case EventKind::emission:
    case EventKind::completion:
        return; // see runUntil
    case EventKind::arrival:
        m_deliveries[index].slot = kNoSlot;
        step(m_deliveries[index], PathPart::travel, PlaceKind::message, m_deliveries[index].message);
        return arrive(index);
    case EventKind::publication:
        step(m_deliveries[index], PathPart::travel, PlaceKind::message, m_deliveries[index].message);
        return publish(index);
    case EventKind::visible:
        return becomeVisible(index);
    case EventKind::comes:
        return comesFromChannel(index);
    case EventKind::retry:
        return retry(index);
    case EventKind::delayOver:
        return delayOver(index);
    case EventKind::outcome:
        return tellOutcome(index);
    case EventKind::asks:
        return userAsks(index);
    case EventKind::phase:
        return changePhase(index);
    case EventKind::handlingTimeout:
        return handlingTimedOut(index);
    case EventKind::patienceOver:
        m_rare[m_deliveries[index].rare].patienceTimer = kNoSlot;
        return expire(index);
    case EventKind::lifeOver:
        m_rare[m_deliveries[index].rare].lifeTimer = kNoSlot;
        return expire(index);
    case EventKind::visibilityOver:
        return visibilityOver(index);
    case EventKind::token:
        return tokenCame(index);
    case EventKind::linger:
        m_stations[index].extras->lingerTimer = kNoSlot;
        return closeBatch(m_stations[index]);
    case EventKind::cellLinger:
        m_cells[index].timer = kNoSlot;
        return advance(m_cells[index]);
    case EventKind::hedge:
        return nextCopy(index);
    case EventKind::joinTimeout:
        return joinTimedOut(index);
    case EventKind::callTimeout:
        return callTimedOut(index);
    case EventKind::answer:
        return answered(index);
    case EventKind::share:
        return shareEnds(index, replica);
    case EventKind::replicaReady:
        return replicaReady(m_services[index], replica);
    case EventKind::breakdown:
        return breaksDown(m_services[index], replica);
    case EventKind::repair:
        return repaired(m_services[index], replica);
    case EventKind::decide:
        return decide(index);
    case EventKind::idle:
        return idleLongEnough(index);
    case EventKind::rebalanced:
        return rebalanced(index);
    case EventKind::poll:
        return poll(index, replica);
    case EventKind::faultBegins:
        return faultBegins(index);
    case EventKind::faultEnds:
        return faultEnds(index);
    case EventKind::replay:
        return replay(index);
    case EventKind::returned:
        return visibleAgain(index);
    case EventKind::failover:
        return failsOver(m_services[index], replica);
    case EventKind::unblocked:
        return unblocked(index);
    case EventKind::watch:
        return beginRecovery();
    }
}

/// Every few thousand events: has somebody asked to stop, does time still pass? And after each where it is watched.
void Engine::lookAround() {
    if (m_watching) {
        lookAtWatched();
        m_lookAt = m_events + 1;
        if (m_events < m_checkAt) {
            return;
        }
    }
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
    m_checkAt = m_events + std::clamp<std::uint64_t>(limit, 1, kEventsBetweenLooks);
    if (!m_watching) {
        m_lookAt = m_checkAt;
    }
}

void Engine::end(EndedBy by) {
    m_halted = true;
    m_until = -kNever;
    if (!m_ended) {
        m_ended = Ended{.at = m_now, .by = by, .services = {}};
    }
}

} // namespace stormglass::sim::detail
