// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <algorithm>
#include <bit>
#include <utility>

/// waitFor: messages are held until the listed ones of one instance or key are there; the last one then goes on to be
/// handled for all.
namespace stormglass::sim::detail {

std::uint64_t Engine::joinIdOf(const Station& station, const Delivery& delivery) const {
    return station.spec->join.byKey ? delivery.key : m_instances[delivery.instance].number | kOwnKey;
}

void Engine::join(Index index) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    const JoinRule& rule = station.spec->join;
    const std::uint64_t id = joinIdOf(station, delivery);
    std::uint64_t kind = 0;
    if (rule.kind == JoinKind::each) {
        kind = delivery.message == rule.eachMessage ? 1 : 0;
    } else {
        for (Index i = 0; i < rule.messages.count; ++i) {
            if (m_network.messageRefs[rule.messages.first + i] == delivery.message) {
                kind = std::uint64_t{1} << i;
            }
        }
    }
    stopPatience(delivery);
    if (kind == 0 && !(rule.kind == JoinKind::each && delivery.message == rule.asManyAs)) {
        rareOf(delivery).joined = true; // not one of those waited for: handled like any other
        offer(index);
        return;
    }
    JoinState& state = joinFor(station, id);
    if (!rule.byKey) {
        m_instances[delivery.instance].remembered = m_instances[delivery.instance].eventful = true;
    }
    if (isTakenByJoin(delivery) || state.over || (rule.kind != JoinKind::each && (state.kinds & kind) != 0)) {
        keepTimeOfJoined(station, delivery);
        finishQuietly(index); // needed no more
        return;
    }
    if (state.held == kNone && state.kinds == 0 && state.count == 0) {
        state.begun = m_now;
        if (rule.timeout != kNever) {
            state.timer = schedule(rule.timeout, EventKind::joinTimeout, *station.extras->joins.find(id));
        }
    }
    state.kinds |= kind;
    state.count += rule.kind == JoinKind::each && kind != 0 ? 1U : 0U;
    if (!isComplete(station, state, delivery.instance)) {
        keepTimeOfJoined(station, delivery);
        uncountQueued(m_services[station.service], delivery);
        delivery.stage = Stage::held;
        delivery.sibling = state.held;
        state.held = index;
        holdInChannel(index);
        return;
    }
    completeJoin(station, state, index);
}

/// Whether it is one more copy of what the join has taken already. The first to come is taken.
bool Engine::isTakenByJoin(const Delivery& delivery) {
    const Index origin = delivery.rare == kNone ? kNone : m_rare[delivery.rare].origin;
    return origin != kNone && std::exchange(m_origins[origin].joined, true);
}

/// What a join keeps or ignores has waited in its partition perhaps; that is in no sample.
void Engine::keepTimeOfJoined(Station& station, Delivery& delivery) {
    station.flow.lost += (delivery.marks & kQueuedMark) != 0 ? m_now - delivery.since : 0;
    station.flow.lost += delivery.waited + delivery.handled;
    delivery.waited = delivery.handled = 0;
}

JoinState& Engine::joinFor(Station& station, std::uint64_t id) {
    if (Index* const known = station.extras->joins.find(id)) {
        return m_joins[*known];
    }
    const Index made = m_joins.take();
    m_joins[made] = JoinState{};
    m_joins[made].id = id;
    m_joins[made].station = rowOf(station);
    station.extras->joins.at(id) = made;
    return m_joins[made];
}

bool Engine::isComplete(const Station& station, const JoinState& state, Index instance) const {
    const JoinRule& rule = station.spec->join;
    const auto kinds = static_cast<Index>(std::popcount(state.kinds));
    switch (rule.kind) {
    case JoinKind::none:
    case JoinKind::any:
        return kinds >= 1;
    case JoinKind::all:
        return kinds >= rule.messages.count;
    case JoinKind::atLeast:
        return kinds >= std::max(rule.atLeast, 1U);
    case JoinKind::each: {
        const std::uint32_t wanted = emissionsOf(m_instances[instance], rule.asManyAs);
        return wanted > 0 && state.count >= wanted;
    }
    }
    return false;
}

std::uint32_t Engine::emissionsOf(const Instance& instance, Index message) const {
    for (Index i = instance.emissions; i != kNone; i = m_emissionCounts[i].next) {
        if (m_emissionCounts[i].message == message) {
            return m_emissionCounts[i].count;
        }
    }
    return 0;
}

void Engine::countEmission(Instance& instance, Index message) {
    for (Index i = instance.emissions; i != kNone; i = m_emissionCounts[i].next) {
        if (m_emissionCounts[i].message == message) {
            ++m_emissionCounts[i].count;
            return;
        }
    }
    const Index made = m_emissionCounts.take();
    m_emissionCounts[made] = {.next = instance.emissions, .message = message, .count = 1};
    instance.emissions = made;
    instance.eventful = true;
}

/// Those held are handled; the last one is handled on for all of them.
void Engine::completeJoin(Station& station, JoinState& state, Index last) {
    Delivery& delivery = m_deliveries[last];
    station.extras->joining.record(m_now - state.begun);
    const Index held = std::exchange(state.held, kNone);
    endJoin(station, state);
    for (Index i = held; i != kNone;) {
        const Index next = std::exchange(m_deliveries[i].sibling, kNone);
        finishQuietly(i);
        i = next;
    }
    rareOf(delivery).joined = true;
    offer(last);
}

/// By instance what comes later is ignored; by key it starts anew.
void Engine::endJoin(Station& station, JoinState& state) {
    cancel(state.timer);
    if (station.spec->join.byKey) {
        const Index row = *station.extras->joins.find(state.id);
        station.extras->joins.erase(state.id);
        m_joins.giveBack(row);
    } else {
        state.over = true;
    }
}

/// Those held expire, and the handler's flows on timeout fire once, after the last of them.
void Engine::joinTimedOut(Index row) {
    JoinState& state = m_joins[row];
    Station& station = m_stations[state.station];
    state.timer = kNoSlot;
    Index held = std::exchange(state.held, kNone);
    endJoin(station, state);
    bool told = false;
    while (held != kNone) {
        Delivery& delivery = m_deliveries[held];
        const Index next = std::exchange(delivery.sibling, kNone);
        ServiceState& service = m_services[station.service];
        uncountQueued(service, delivery);
        delivery.stage = Stage::none;
        step(delivery, PathPart::joining, PlaceKind::handler, station.handler);
        if (delivery.way != kNone) {
            leaveChannel(delivery, Outcome::expired);
        }
        tellTimeoutOfJoin(held, !told);
        told = true;
        held = next;
    }
}

/// Handled, but not as a handling: no times, no flows.
void Engine::finishQuietly(Index index) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    uncountQueued(m_services[station.service], delivery);
    delivery.stage = Stage::done;
    delivery.slot = kNoSlot;
    tookIn(index);
    if (delivery.way != kNone) {
        leaveChannel(delivery, Outcome::success);
    }
    if ((delivery.marks & kUncountedMark) == 0) {
        ++m_messages[delivery.message].account.handled;
    }
    if (delivery.call != kNone) {
        calleeEnds(delivery.call, Outcome::success);
    }
    release(index);
}

} // namespace stormglass::sim::detail
