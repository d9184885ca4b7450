// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/detail/engine.hpp"

/// What comes to the workers of a service: one takes it, or it waits.
namespace stormglass::sim::detail {

/// A worker has it in hand; the station's number of active messages is the caller's to tell.
[[gnu::always_inline]] inline void Engine::begin(Station& station, Delivery& delivery, Index index) {
    delivery.stage = Stage::handling;
    delivery.started = m_now;
    delivery.waited += m_now - delivery.since;
    step(delivery, PathPart::waiting, PlaceKind::handler, station.handler);
    if ((station.traits & kExponential) != 0) [[likely]] {
        delivery.slot = schedule(station.mean * standardExponential(station.chance), EventKind::completion, index);
        return;
    }
    if ((station.traits & kStartsOddly) != 0) [[unlikely]] {
        startOddly(index);
        return;
    }
    delivery.slot = schedule(drawn(station.time), EventKind::completion, index);
}

/// Before the workers of a service: one takes it at once, or it waits.
inline void Engine::enqueue(Station& station, Delivery& delivery, Index index) {
    Crew& crew = *station.crew;
    if (crew.free > 0) {
        --crew.free;
        station.active.up(sinceWindow());
        if ((station.traits & kSharesWorkers) != 0) {
            station.home->active.up(sinceWindow());
        }
        begin(station, delivery, index);
        return;
    }
    if (crew.waiting >= crew.queueLimit) [[unlikely]] {
        overflow(index);
        return;
    }
    delivery.stage = Stage::waiting;
    delivery.standing = Standing::serviceLine;
    ++crew.waiting;
    crew.line.pushBack(m_deliveries, index);
    station.queue.up(sinceWindow());
    if ((station.traits & kSharesWorkers) != 0) {
        station.home->queue.up(sinceWindow());
    }
}

inline void Engine::enqueue(Index index) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    if ((station.traits & kSpecial) != 0) {
        enqueueSpecially(*station.home, index);
        return;
    }
    enqueue(station, delivery, index);
}

inline void Engine::arrive(Station& station, Delivery& delivery, Index index) {
    ++station.flow.arrivals;
    delivery.arrived = delivery.since = m_now;
    if ((station.traits & (kGuarded | kSpecial)) != 0) [[unlikely]] {
        arriveOddly(station, index);
        return;
    }
    enqueue(station, delivery, index);
}

inline void Engine::arrive(Index index) {
    Delivery& delivery = m_deliveries[index];
    arrive(m_stations[delivery.station], delivery, index);
}

/// A worker that had a message of `station` in hand, of a service whose workers are all alike, has become free. Where
/// it takes another of that station's at once, as many are active as before.
inline void Engine::takeNext(Station& station) {
    Crew& crew = *station.crew;
    const double t = sinceWindow();
    if (crew.waiting == 0) {
        ++crew.free;
        station.active.down(t);
        if ((station.traits & kSharesWorkers) != 0) {
            station.home->active.down(t);
        }
        return;
    }
    --crew.waiting;
    const Index next = crew.line.popFront(m_deliveries);
    Delivery& delivery = m_deliveries[next];
    delivery.standing = Standing::nowhere;
    if ((station.traits & kSharesWorkers) == 0) [[likely]] {
        station.queue.down(t);
        begin(station, delivery, next);
        return;
    }
    Station& other = m_stations[delivery.station];
    station.home->queue.down(t);
    other.queue.down(t);
    station.active.down(t);
    other.active.up(t);
    begin(other, delivery, next);
}

} // namespace stormglass::sim::detail
