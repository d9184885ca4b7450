// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/detail/engine.hpp"

/// What every message of every model goes through, inline: a source brings an instance, a message is sent, waits, is
/// handled and sends others. Whatever only some models use is behind one test of a flag and elsewhere.
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

inline Cause Engine::causeOf(const Delivery& delivery) noexcept {
    Cause cause;
    cause.instance = delivery.instance;
    cause.key = delivery.key;
    cause.path = delivery.path;
    cause.classOf = delivery.classOf;
    return cause;
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

/// Sends a message along a flow that fires.
inline void Engine::emit(Index row, const Cause& cause) {
    const Index kind = m_messageOfFlow[row] & ~kWideFlow;
    MessageState& message = m_messages[kind];
    if ((message.traits & (kStartsJourney | kEndsJourney | kCountedByJoin)) != 0) {
        markEmission(message, kind, m_instances[cause.instance], cause.path);
    }
    if ((message.traits & kUnheard) != 0) {
        ++message.account.emitted;
        ++message.account.handled;
        return;
    }
    if ((message.traits & kSingle) != 0 && m_messageOfFlow[row] == kind && cause.call == kNone) [[likely]] {
        const Index index = newDelivery(kind, message.station, cause);
        arrive(m_stations[message.station], m_deliveries[index], index);
        return;
    }
    if ((message.traits & kSpread) != 0 && m_messageOfFlow[row] == kind && cause.call == kNone) {
        spread(message.station, kind, cause);
        return;
    }
    emitWidely(row, cause);
}

inline void Engine::fireFlows(Range flows, std::uint32_t traits, Outcome outcome, Index message, const Cause& cause) {
    if ((traits & kPlainFlows) != 0) [[likely]] {
        if (outcome == Outcome::success) {
            for (Index row = flows.first; row < flows.end(); ++row) {
                emit(row, cause);
            }
        }
        return;
    }
    fireSome(flows, outcome, message, cause);
}

inline void Engine::step(Delivery& delivery, PathPart part, PlaceKind place, Index index) {
    if (delivery.path != kNone) [[unlikely]] {
        writeStep(delivery, part, place, index);
    }
}

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
