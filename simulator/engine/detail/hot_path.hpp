// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/detail/engine.hpp"

/// What every message of every model goes through, inline: a source brings an instance, a message is sent, waits, is
/// handled and sends others. Whatever only some models use is behind one test of a flag and elsewhere.
namespace stormglass::sim::detail {

inline Index Engine::newDelivery(Index message, Index station, const Cause& cause) {
    const Index index = m_deliveries.take();
    Delivery& delivery = m_deliveries[index];
    delivery.station = station;
    delivery.instance = cause.instance;
    delivery.message = message;
    delivery.slot = kNoSlot;
    delivery.attempt = 1;
    delivery.standing = Standing::nowhere;
    delivery.classOf = cause.classOf;
    delivery.marks = cause.marks;
    delivery.emitted = m_now;
    delivery.waited = 0;
    delivery.handled = 0;
    delivery.key = cause.key;
    delivery.order = 0;
    delivery.path = cause.path;
    delivery.call = cause.call;
    delivery.rare = kNone;
    delivery.cell = kNone;
    delivery.replica = kNone;
    delivery.sibling = kNone;
    delivery.handOvers = 0;
    delivery.way = kNone;
    Instance& instance = m_instances[cause.instance];
    instance.forked = ++instance.parts > 2 || instance.forked; // the cause is one part itself
    ++m_messages[message].account.emitted;
    if (m_deliveries.live() > m_network.bounds.messagesInFlight) [[unlikely]] {
        end(EndedBy::messages);
    }
    return index;
}

inline void Engine::start(Index index) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    delivery.stage = Stage::handling;
    delivery.started = m_now;
    delivery.waited += m_now - delivery.since;
    station.active.up(sinceWindow());
    step(delivery, PathPart::waiting, PlaceKind::handler, station.handler);
    if ((station.traits & kStartsOddly) != 0) {
        startOddly(index);
        return;
    }
    delivery.slot = schedule(drawn(station.time), EventKind::completion, index);
}

inline void Engine::enqueue(Index index) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    ServiceState& service = m_services[station.service];
    if (service.special) {
        enqueueSpecially(service, index);
        return;
    }
    if (service.free > 0) {
        --service.free;
        if (service.manyStations) {
            service.active.up(sinceWindow());
        }
        start(index);
        return;
    }
    if (service.waiting >= service.queueLimit) {
        overflow(index);
        return;
    }
    delivery.stage = Stage::waiting;
    delivery.standing = Standing::serviceLine;
    ++service.waiting;
    service.line.list().pushBack(m_deliveries, index);
    station.queue.up(sinceWindow());
    if (service.manyStations) {
        service.queue.up(sinceWindow());
    }
}

inline void Engine::arrive(Index index) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    ++station.flow.arrivals;
    delivery.arrived = delivery.since = m_now;
    if ((station.traits & kGuarded) != 0) {
        offer(index);
        return;
    }
    enqueue(index);
}

/// A worker of a service whose workers are all alike has become free.
inline void Engine::takeNext(ServiceState& service) {
    if (service.waiting == 0) {
        ++service.free;
        if (service.manyStations) {
            service.active.down(sinceWindow());
        }
        return;
    }
    --service.waiting;
    const Index next = service.line.list().popFront(m_deliveries);
    Delivery& delivery = m_deliveries[next];
    delivery.standing = Standing::nowhere;
    m_stations[delivery.station].queue.down(sinceWindow());
    if (service.manyStations) {
        service.queue.down(sinceWindow());
    }
    start(next);
}

inline void Engine::recordTime(const Station& station, Histogram& histogram, HistogramBit bit, double seconds) {
    if ((station.histograms & bit) != 0) [[likely]] {
        histogram.record(seconds);
    } else {
        histogram.recordMoments(seconds);
    }
}

inline void Engine::recordTimes(Station& station, const Delivery& delivery) {
    FlowTallies& flow = station.flow;
    flow.waited += delivery.waited > 0 ? 1U : 0U;
    recordTime(station, flow.waiting, kWaitingHistogram, delivery.waited);
    recordTime(station, flow.handling, kHandlingHistogram, delivery.handled);
    recordTime(station, flow.time, kTimeHistogram, m_now - delivery.arrived);
}

inline Cause Engine::causeOf(const Delivery& delivery) noexcept {
    Cause cause;
    cause.instance = delivery.instance;
    cause.key = delivery.key;
    cause.path = delivery.path;
    cause.classOf = delivery.classOf;
    return cause;
}

/// The usual end: what was handled without fail is told on, and its record goes to what it causes.
inline void Engine::succeed(Index index) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    ++station.flow.throughput;
    ++m_messages[delivery.message].account.handled;
    recordTimes(station, delivery);
    if ((station.traits & (kObserved | kTracksOrder)) != 0 || delivery.rare != kNone || delivery.call != kNone)
        [[unlikely]] {
        succeedOddly(index);
        return;
    }
    const Cause cause = causeOf(delivery);
    const Index message = delivery.message;
    delivery.stage = Stage::none;
    m_deliveries.giveBack(index);
    if ((station.traits & kEndsJourneys) != 0) {
        endJourneys(station.spec->journeysTo, cause);
    }
    fireFlows(station.spec->flows, station.traits, Outcome::success, message, cause);
    leaveInstance(cause.instance);
}

inline void Engine::complete(Index index) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    if ((station.traits & kEndsOddly) != 0) {
        ownTimeOver(index);
        return;
    }
    delivery.handled += m_now - delivery.started;
    station.active.down(sinceWindow());
    step(delivery, PathPart::handling, PlaceKind::handler, station.handler);
    ServiceState& service = m_services[station.service];
    if (service.special) {
        const Index replica = delivery.replica;
        freeWorker(service, index);
        if (service.manyStations) {
            service.active.down(sinceWindow());
        }
        if (delivery.way != kNone) {
            leaveChannel(delivery, Outcome::success);
        }
        serve(service, replica);
    } else {
        takeNext(service);
    }
    succeed(index);
}

/// Sends a message along a flow that fires.
inline void Engine::emit(Index row, const Cause& cause) {
    const OutFlow& flow = m_network.outFlows[row];
    const MessageState& message = m_messages[flow.message];
    if ((message.traits & (kStartsJourney | kEndsJourney | kCountedByJoin)) != 0) {
        markEmission(flow.message, cause);
    }
    if ((message.traits & kUnheard) != 0) {
        ++m_messages[flow.message].account.emitted;
        ++m_messages[flow.message].account.handled;
        return;
    }
    if ((message.traits & kSingle) != 0 && !flow.latency.present() && flow.keys == kNone && cause.call == kNone)
        [[likely]] {
        arrive(newDelivery(flow.message, message.station, cause));
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

inline JourneyMark* Engine::findMark(Instance& instance, Index journey) {
    if (instance.first.journey == journey) [[likely]] {
        return &instance.first;
    }
    return findMoreMarks(instance, journey);
}

inline void Engine::endJourneys(Range journeys, const Cause& cause) {
    Instance& instance = m_instances[cause.instance];
    for (Index i = journeys.first; i < journeys.end(); ++i) {
        const Index journey = m_network.journeyRefs[i];
        JourneyMark* const mark = findMark(instance, journey);
        if (mark == nullptr || (mark->reached && !m_network.journeys[journey].every)) {
            continue;
        }
        mark->reached = true;
        m_journeys[journey].latency.record(m_now - mark->started);
        if (instance.eventful || m_journeysEventful) [[unlikely]] {
            reachEndEventfully(journey, *mark, cause);
        }
    }
}

/// A message is emitted: the journeys from it begin with the instance's first, those to it have arrived.
inline void Engine::markEmission(Index row, const Cause& cause) {
    const MessageState& message = m_messages[row];
    Instance& instance = m_instances[cause.instance];
    for (Index i = message.journeysFrom.first; i < message.journeysFrom.end(); ++i) {
        const Index journey = m_network.journeyRefs[i];
        if (findMark(instance, journey) == nullptr) {
            addMark(instance, journey);
        }
    }
    endJourneys(message.journeysTo, cause);
    if ((message.traits & kCountedByJoin) != 0) {
        countEmission(instance, row);
    }
}

inline void Engine::endInstance(Index index) {
    Instance& instance = m_instances[index];
    if (instance.first.journey != kNone && !instance.first.reached) {
        countUnfinished(instance, instance.first);
    }
    if (instance.eventful) [[unlikely]] {
        endEventfully(instance);
    }
    m_instances.giveBack(index);
}

inline void Engine::leaveInstance(Index index) {
    if (--m_instances[index].parts == 0) {
        endInstance(index);
    }
}

inline Index Engine::newInstance(Index source) {
    const Index index = m_instances.take();
    Instance& instance = m_instances[index];
    instance.parts = 1;
    instance.number = m_instancesEver++;
    instance.key = instance.number | kOwnKey;
    instance.first.journey = kNone;
    instance.first.reached = false;
    instance.moreMarks = kNone;
    instance.source = source;
    instance.classOf = kNoClass;
    instance.keyed = false;
    instance.eventful = instance.sampled = instance.awaited = false;
    instance.forked = false;
    instance.remembered = false;
    instance.emissions = kNone;
    instance.paths = kNone;
    instance.rank = mixed(instance.number ^ m_rankSalt);
    if (source != kNone) {
        ++m_sources[source].started;
        if (instance.rank < m_sources[source].samplesBelow) [[unlikely]] {
            beginPath(index);
        }
    }
    return index;
}

/// A Poisson source without further wishes is as short as it can be.
inline void Engine::emitFrom(Index index) {
    SourceState& source = m_sources[index];
    if (!source.plain) {
        emitOddly(index);
        return;
    }
    schedule(source.gap * standardExponential(*source.interval.stream), EventKind::emission, index);
    const Index made = newInstance(index);
    const Instance& instance = m_instances[made];
    Cause cause;
    cause.instance = made;
    cause.key = instance.key;
    cause.path = instance.paths;
    fireFlows(source.spec->flows, source.flowTraits, Outcome::success, kNone, cause);
    leaveInstance(made);
}

} // namespace stormglass::sim::detail
