// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/detail/engine.hpp"

/// The end of a handling: its times are kept, and it goes on as what it causes.
namespace stormglass::sim::detail {

inline void Engine::recordTime(const Station& station, Histogram& histogram, HistogramBit bit, double seconds) {
    if ((station.histograms & bit) != 0) [[likely]] {
        histogram.record(seconds);
    } else {
        histogram.recordMoments(seconds);
    }
}

/// True: the buffer is full now, and to be put away.
inline bool Engine::keepTimes(SampleBuffer<kNoTime>& times, const Delivery& delivery) const {
    double* const next = times.next();
    next[kWaited] = delivery.waited;
    next[kHandled] = delivery.handled;
    next[kSpent] = m_now - delivery.arrived;
    return times.isFull();
}

inline void Engine::recordTimes(Station& station, const Delivery& delivery) {
    if (keepTimes(station.times, delivery)) [[unlikely]] {
        putAway(station);
    }
}

/// The message of the flow that is chosen, of flows that are one choice; drawn as `choose` draws. Where it goes is
/// fetched meanwhile: in a large network it is seldom in the cache.
inline Index Engine::chooseOnward(const Station& station) {
    const Alternative* const first = m_alternatives.data() + station.flows.first;
    const Alternative* const end = first + station.flows.count;
    double total = 0;
    for (const Alternative* other = first; other != end; ++other) {
        total += other->weight;
    }
    double at = station.choice->uniform() * total;
    const Alternative* chosen = first;
    for (const Alternative* other = first; other != end; ++other) {
        if (other->weight > 0) {
            chosen = other;
            at -= other->weight;
            if (at < 0) {
                break;
            }
        }
    }
    if (chosen->station != kNone) {
        const auto* const next = reinterpret_cast<const char*>(m_stations.data() + chosen->station);
        __builtin_prefetch(next);
        __builtin_prefetch(next + 64);
        __builtin_prefetch(next + 128);
    }
    return chosen->message;
}

/// The usual end: what was handled without fail is told on, and its record goes to what it causes.
inline void Engine::succeed(Station& station, Delivery& delivery, Index index) {
    recordTimes(station, delivery);
    goOn(station, delivery, index);
}

inline void Engine::goOn(Station& station, Delivery& delivery, Index index) {
    ++station.flow.throughput;
    ++m_messages[delivery.message].account.handled;
    if ((station.traits & (kObserved | kTracksOrder)) != 0 || (delivery.rare & delivery.call) != kNone) [[unlikely]] {
        succeedOddly(index);
        return;
    }
    const Index row = delivery.instance;
    Instance& instance = m_instances[row];
    if ((station.traits & kEndsJourneys) != 0) {
        endJourneys(station.spec->journeysTo, instance, delivery.path);
    }
    const Index onward = (station.traits & kOneChoice) != 0 ? chooseOnward(station) : station.onward;
    if (onward != kNone) {
        MessageState& message = m_messages[onward];
        if ((message.traits & (kStartsJourney | kEndsJourney | kCountedByJoin)) != 0) {
            markEmission(message, onward, instance, delivery.path);
        }
        if ((message.traits & kSingle) != 0) {
            handOn(delivery, index, onward, message);
            return;
        }
        ++message.account.emitted; // nobody follows it
        ++message.account.handled;
        delivery.stage = Stage::none;
        m_deliveries.giveBack(index, delivery);
    } else {
        const Index message = delivery.message;
        const Cause cause = causeOf(delivery);
        delivery.stage = Stage::none;
        m_deliveries.giveBack(index, delivery);
        fireFlows(station.spec->flows, station.traits, Outcome::success, message, cause);
    }
    if (--instance.parts == 0) {
        endInstance(instance, row);
    }
}

inline void Engine::complete(Index index) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    if ((station.traits & (kEndsOddly | kSpecial)) != 0) [[unlikely]] {
        if ((station.traits & kSoloCells) != 0) {
            completeInSoloCell(station, index);
        } else {
            completeOddly(station, index);
        }
        return;
    }
    delivery.handled += m_now - delivery.started;
    step(delivery, PathPart::handling, PlaceKind::handler, station.handler);
    takeNext(station);
    succeed(station, delivery, index);
}

} // namespace stormglass::sim::detail
