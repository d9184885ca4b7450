// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/detail/engine.hpp"

/// Instances from their birth at a source to their end, with the journeys that they make.
namespace stormglass::sim::detail {

inline JourneyMark* Engine::findMark(Instance& instance, Index start) {
    if (instance.first.start == start) [[likely]] {
        return &instance.first;
    }
    return instance.first.next == kNone ? nullptr : findMoreMarks(instance, start);
}

inline void Engine::endJourneys(Range journeys, Instance& instance, Index path) {
    const EndOfJourney* end = m_ends.data() + journeys.first;
    const EndOfJourney* const last = end + journeys.count;
    for (; end != last; ++end) {
        JourneyMark* const mark = findMark(instance, end->start);
        if (mark == nullptr || ((mark->missing & end->bit) == 0 && !m_network.journeys[end->journey].every)) {
            continue;
        }
        mark->missing &= ~end->bit;
        *end->latencies->next() = m_now - mark->started;
        if (end->latencies->isFull()) [[unlikely]] {
            putAway(end->journey);
        }
        if (instance.eventful || m_journeysEventful) [[unlikely]] {
            reachEndEventfully(end->journey, *mark, instance, path);
        }
    }
}

/// A message is emitted: the journeys from it begin with the instance's first, those to it have arrived.
inline void Engine::markEmission(const MessageState& message, Index kind, Instance& instance, Index path) {
    if ((message.traits & kStartsJourney) != 0) {
        for (Index start = message.starts.first; start < message.starts.end(); ++start) {
            if (instance.first.start == kNone) [[likely]] {
                instance.first.start = start;
                instance.first.started = m_now;
                instance.first.missing = m_starts[start].all;
            } else if (findMark(instance, start) == nullptr) {
                addMark(instance, start);
            }
        }
    }
    if ((message.traits & kEndsJourney) != 0) {
        endJourneys(message.journeysTo, instance, path);
    }
    if ((message.traits & kCountedByJoin) != 0) [[unlikely]] {
        countEmission(instance, kind);
    }
}

inline void Engine::endInstance(Instance& instance, Index index) {
    if (instance.first.missing != 0) {
        countUnfinished(instance, instance.first);
    }
    if (instance.eventful) [[unlikely]] {
        endEventfully(instance);
    }
    m_instances.giveBack(index, instance);
}

inline void Engine::leaveInstance(Index index) {
    Instance& instance = m_instances[index];
    if (--instance.parts == 0) {
        endInstance(instance, index);
    }
}

/// In the bottom-k sample of paths.
inline std::uint64_t Engine::rankOf(const Instance& instance) const noexcept {
    return mixed(instance.number ^ m_rankSalt);
}

inline Instance& Engine::newInstance(Index& index, Index source) {
    Instance& instance = m_instances.take(index);
    instance.parts = 1;
    instance.number = m_instancesEver++;
    instance.key = instance.number | kOwnKey;
    instance.first.start = kNone;
    instance.first.missing = 0;
    instance.first.next = kNone;
    instance.source = source;
    instance.classOf = kNoClass;
    instance.eventful = instance.sampled = instance.awaited = false;
    instance.forked = false;
    instance.remembered = false;
    instance.emissions = kNone;
    instance.paths = kNone;
    if (source != kNone) {
        ++m_sources[source].started;
        if (rankOf(instance) < m_sources[source].samplesBelow) [[unlikely]] {
            beginPath(index);
        }
    }
    return instance;
}

/// A Poisson source without further wishes is as short as it can be.
inline void Engine::emitFrom(Index index) {
    SourceState& source = m_sources[index];
    if (!source.plain) [[unlikely]] {
        emitOddly(index);
        return;
    }
    schedule(source.gap * standardExponential(*source.interval.stream), EventKind::emission, index);
    Index made = kNone;
    Instance& instance = newInstance(made, index);
    if (source.marks) {
        drawKeyAndClass(source, instance);
    }
    if (source.into == kNone) {
        const Cause cause{.instance = made, .key = instance.key, .path = instance.paths, .classOf = instance.classOf};
        fireFlows(source.spec->flows, source.flowTraits, Outcome::success, kNone, cause);
        leaveInstance(made);
        return;
    }
    // All it sends is one message for one handler: the instance's only part from now on.
    MessageState& message = m_messages[source.into];
    if ((message.traits & (kStartsJourney | kEndsJourney | kCountedByJoin)) != 0) {
        markEmission(message, source.into, instance, instance.paths);
    }
    Index first = kNone;
    Delivery& delivery =
        makeDelivery(first, source.into, message.station, made, instance.key, instance.paths, instance.classOf);
    arrive(m_stations[message.station], delivery, first);
}

} // namespace stormglass::sim::detail
