// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/detail/engine.hpp"

/// Deliveries are made, become others and leave a trace.
namespace stormglass::sim::detail {

/// A record for one message on its way to one handler; `index` becomes its place. It is told piece by piece what it
/// follows from: a Cause that has just been written to memory would be waited for when it is copied.
[[gnu::always_inline]] inline Delivery& Engine::makeDelivery(Index& index, Index message, Index station, Index instance,
                                                             std::uint64_t key, Index path, Octet classOf) {
    Delivery& delivery = m_deliveries.take(index);
    delivery.station = station;
    delivery.instance = instance;
    delivery.message = message;
    delivery.slot = kNoSlot;
    delivery.attempt = 1;
    delivery.standing = Standing::nowhere;
    delivery.classOf = classOf;
    delivery.marks = 0;
    delivery.emitted = m_now;
    delivery.waited = 0;
    delivery.handled = 0;
    delivery.key = key;
    delivery.order = 0;
    delivery.path = path;
    delivery.call = kNone;
    delivery.rare = kNone;
    delivery.cell = kNone;
    delivery.replica = kNone;
    delivery.sibling = kNone;
    delivery.handOvers = 0;
    delivery.way = kNone;
    ++m_messages[message].account.emitted;
    if (m_deliveries.live() > m_network.bounds.messagesInFlight) [[unlikely]] {
        end(EndedBy::messages);
    }
    return delivery;
}

inline Index Engine::newDelivery(Index message, Index station, const Cause& cause) {
    Index index = kNone;
    Delivery& delivery = makeDelivery(index, message, station, cause.instance, cause.key, cause.path, cause.classOf);
    delivery.marks = cause.marks;
    delivery.call = cause.call;
    Instance& instance = m_instances[cause.instance];
    instance.forked = ++instance.parts > 2 || instance.forked; // the cause is one part itself
    return index;
}

/// What was handled and causes one message, for one handler, becomes that message: one record, one part of its
/// instance.
inline void Engine::handOn(Delivery& delivery, Index index, Index kind, MessageState& message) {
    delivery.station = message.station;
    delivery.message = kind;
    delivery.slot = kNoSlot;
    delivery.attempt = 1;
    delivery.standing = Standing::nowhere;
    delivery.marks = 0;
    delivery.emitted = m_now;
    delivery.waited = 0;
    delivery.handled = 0;
    delivery.order = 0;
    delivery.cell = kNone;
    delivery.replica = kNone;
    delivery.sibling = kNone;
    delivery.handOvers = 0;
    delivery.way = kNone;
    ++message.account.emitted;
    arrive(m_stations[message.station], delivery, index);
}

inline Cause Engine::causeOf(const Delivery& delivery) noexcept {
    Cause cause;
    cause.instance = delivery.instance;
    cause.key = delivery.key;
    cause.path = delivery.path;
    cause.classOf = delivery.classOf;
    return cause;
}

inline void Engine::step(Delivery& delivery, PathPart part, PlaceKind place, Index index) {
    if (delivery.path != kNone) [[unlikely]] {
        writeStep(delivery, part, place, index);
    }
}

} // namespace stormglass::sim::detail
