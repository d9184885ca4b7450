// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <utility>

/// A delivery in the hands of a worker: how long it takes, and what comes of the attempt.
namespace stormglass::sim::detail {

RareState& Engine::rareOf(Delivery& delivery) {
    if (delivery.rare == kNone) {
        delivery.rare = m_rare.take();
        m_rare[delivery.rare] = RareState{};
    }
    return m_rare[delivery.rare];
}

void Engine::overflow(Index index) {
    const ServiceState& service = m_services[m_stations[m_deliveries[index].station].service];
    giveUp(index, service.spec->overflow == Overflow::reject ? Outcome::rejected : Outcome::dropped);
}

/// The handler's own time for a message: of its class or kind if `per` says so, with the key's history, slowed by
/// faults that hold now.
double Engine::drawOwnTime(Index index) {
    const Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    const Handler& handler = *station.spec;
    double time = -1;
    for (Index i = handler.per.first; i < handler.per.end() && time < 0; ++i) {
        const PerRule& rule = m_network.perRules[i];
        if (rule.time.present() && rule.subject == (rule.ofClass ? delivery.classOf : delivery.message)) {
            time = drawn(rule.time);
        }
    }
    return time >= 0 ? time : station.time.present() ? drawn(station.time) : 0;
}

/// How long a handling takes that begins now: its drawn time, what its key's events and a batch's messages add, and
/// how slow a fault makes it.
double Engine::handlingTime(Index index) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    const Handler& handler = *station.spec;
    const bool isDrawn = delivery.rare != kNone && m_rare[delivery.rare].work >= 0; // where the shortest goes first
    double time = isDrawn ? std::exchange(m_rare[delivery.rare].work, -1) : drawOwnTime(index);
    if (station.extras == nullptr) {
        return time;
    }
    if (handler.eventSourced) {
        if (const std::uint32_t* const events = keptOf(station).eventsOfKey.find(delivery.key)) {
            time += handler.perEvent * *events;
        }
    }
    if (handler.batch.perMessage.present()) {
        for (Index i = index; i != kNone; i = fellowOf(m_deliveries[i])) {
            time += drawn(handler.batch.perMessage);
        }
    }
    return time * station.extras->fault.slow * m_services[station.service].fault.slow;
}

/// To the gates of its handler, or to the workers of a service that has replicas one by one.
void Engine::arriveOddly(Station& station, Index index) {
    if ((station.traits & kGuarded) != 0) {
        offer(index);
    } else {
        enqueueSpecially(*station.home, index);
    }
}

/// One more or one less is in handling.
void Engine::countActive(ServiceState& service, Station& station, bool more) {
    const double t = sinceWindow();
    const auto move = [&](Level& level) { more ? level.up(t) : level.down(t); };
    move(station.active);
    if (service.manyStations) {
        move(service.active);
    }
    noteBothPlaces(station);
}

void Engine::startOddly(Index index) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    ServiceState& service = m_services[station.service];
    const double time = handlingTime(index);
    if (station.spec->timeout != kNever) {
        rareOf(delivery).handlingTimer = schedule(station.spec->timeout, EventKind::handlingTimeout, index);
    }
    if (!service.sharings.empty()) {
        shareIn(service, index, time);
        return;
    }
    delivery.slot = schedule(time, EventKind::completion, index);
}

void Engine::workOnOrigin(const Delivery& delivery) {
    if (delivery.rare != kNone && m_rare[delivery.rare].origin != kNone) {
        ++m_origins[m_rare[delivery.rare].origin].workedOn;
    }
}

/// The end of a handling that may fail, calls others, or whose worker belongs to a replica.
void Engine::completeOddly(Station& station, Index index) {
    if ((station.traits & kEndsOddly) != 0) {
        ownTimeOver(index);
        return;
    }
    Delivery& delivery = m_deliveries[index];
    ServiceState& service = *station.home;
    delivery.handled += m_now - delivery.started;
    countActive(service, station, false);
    step(delivery, PathPart::handling, PlaceKind::handler, station.handler);
    const Index replica = delivery.replica;
    freeWorker(service, index);
    if (delivery.way != kNone) {
        const Index before = std::exchange(service.looking, replica);
        leaveChannel(delivery, Outcome::success);
        service.looking = before;
    }
    serve(service, replica);
    succeed(station, delivery, index);
}

/// A handler's own time is over; whether the attempt failed shows now.
void Engine::ownTimeOver(Index index) {
    Delivery& delivery = m_deliveries[index];
    const Station& station = m_stations[delivery.station];
    delivery.slot = kNoSlot;
    if ((station.traits & kBatches) != 0) {
        batchTimeOver(index);
        return;
    }
    if (fails(station, delivery)) {
        attemptEnds(index, Outcome::failure);
        return;
    }
    if ((station.traits & kCalls) != 0) {
        beginCalls(index);
        return;
    }
    attemptEnds(index, Outcome::success);
}

/// CONTRACT section 7: a fault makes 1 - (1 - f)(1 - p) of f; drawn one after the other, each from its own stream.
bool Engine::fails(const Station& station, const Delivery& delivery) {
    const Handler& handler = *station.spec;
    double failure = handler.failure;
    for (Index i = handler.per.first; i < handler.per.end(); ++i) {
        const PerRule& rule = m_network.perRules[i];
        if (rule.failure >= 0 && rule.subject == (rule.ofClass ? delivery.classOf : delivery.message)) {
            failure = rule.failure;
            break;
        }
    }
    if (failure > 0 && station.failure->uniform() < failure) {
        return true;
    }
    const auto byFault = [](const FaultState& fault) {
        return fault.pass < 1 && !(fault.stream->uniform() < fault.pass);
    };
    return station.extras != nullptr && (byFault(station.extras->fault) || byFault(m_services[station.service].fault));
}

void Engine::handlingTimedOut(Index index) {
    Delivery& delivery = m_deliveries[index];
    m_rare[delivery.rare].handlingTimer = kNoSlot;
    attemptEnds(index, Outcome::timeout);
}

/// What comes of an attempt is known. If what it sends finds full receivers, its worker is held until they take it.
void Engine::attemptEnds(Index index, Outcome outcome) {
    Delivery& delivery = m_deliveries[index];
    const Station& station = m_stations[delivery.station];
    const bool fires = outcome == Outcome::success && (station.traits & kMayBlock) != 0 &&
                       !station.spec->delay.present() && (delivery.marks & kUncountedMark) == 0;
    if (fires) {
        rareOf(delivery).doors = 1; // until all is sent nothing sets it free
        for (Index i = index; i != kNone; i = fellowOf(m_deliveries[i])) {
            if (verdictOf(i) == Outcome::success && (m_deliveries[i].marks & kSilentMark) == 0) {
                Cause cause = causeOf(m_deliveries[i]);
                cause.path = pathThroughHandling(m_deliveries[i]);
                cause.sender = index;
                fireSuccess(m_deliveries[i], cause);
                rareOf(m_deliveries[i]).sent = true;
            }
        }
        if (--m_rare[delivery.rare].doors > 0) {
            standBlocked(index);
            return;
        }
    }
    closeAttempt(index, outcome);
}

/// The worker is free again; what was handled succeeds, tries again or is given up.
void Engine::closeAttempt(Index index, Outcome outcome) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    ServiceState& service = m_services[station.service];
    const bool batch = (station.traits & kBatches) != 0;
    const Index replica = delivery.replica;
    cancel(delivery.slot);
    if (delivery.rare != kNone) {
        cancel(m_rare[delivery.rare].handlingTimer);
        m_rare[delivery.rare].work = -1; // what an interruption has left is cut off with it
    }
    if (service.special) {
        if ((delivery.marks & kInterruptedMark) != 0 && delivery.standing != Standing::nowhere) {
            withdraw(index);
            delivery.marks = static_cast<std::uint8_t>(delivery.marks & ~kInterruptedMark);
        } else {
            delivery.marks = static_cast<std::uint8_t>(delivery.marks & ~kInterruptedMark);
            freeWorker(service, index);
        }
    }
    const Index before = std::exchange(service.looking, replica);
    const std::size_t first = m_succeeded.size();
    for (Index i = index; i != kNone;) {
        const Index next = batch ? unchain(i) : kNone;
        const Outcome verdict = batch ? verdictOf(i) : Outcome::success;
        const Outcome own = verdict != Outcome::success ? verdict : outcome;
        if (m_deliveries[i].rare != kNone) {
            m_rare[m_deliveries[i].rare].verdict = Outcome::success;
            if (own != Outcome::success) {
                dropFrame(m_deliveries[i]);
            }
        }
        leaveHandling(service, i);
        if (settle(i, own)) {
            m_succeeded.push_back(i);
        }
        i = next;
    }
    service.looking = before;
    if (service.special) {
        serve(service, replica);
    } else {
        takeNext(station);
    }
    // By index: what fires may end other attempts.
    for (std::size_t i = first; i < m_succeeded.size(); ++i) {
        succeed(m_succeeded[i]);
    }
    m_succeeded.resize(first);
}

Index Engine::unchain(Index index) {
    const Delivery& delivery = m_deliveries[index];
    return delivery.rare == kNone ? kNone : std::exchange(m_rare[delivery.rare].fellow, kNone);
}

void Engine::leaveHandling(ServiceState& service, Index index) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    delivery.handled += m_now - delivery.started;
    // Without replicas the worker that has become free tells (see takeNext), of hedged copies the message they are of.
    if (service.special && (delivery.marks & kUncountedMark) == 0) {
        countActive(service, station, false);
    }
    step(delivery, PathPart::handling, PlaceKind::handler, station.handler);
    if (delivery.rare != kNone && m_rare[delivery.rare].origin != kNone) {
        --m_origins[m_rare[delivery.rare].origin].workedOn;
    }
}

/// What an attempt's outcome means for its message. True: it has succeeded, and only telling others is left.
bool Engine::settle(Index index, Outcome outcome) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    const Handler& handler = *station.spec;
    const bool isCounted = (delivery.marks & kUncountedMark) == 0;
    if (isCounted && outcome == Outcome::success && handler.eventSourced) {
        countEvent(station, delivery); // before the next of its key may begin
    }
    if (outcome == Outcome::success && delivery.rare != kNone && m_rare[delivery.rare].origin != kNone) {
        m_origins[m_rare[delivery.rare].origin].succeeded = true; // before a worker looks at a duplicate
    }
    dropClaim(index);
    if (!isCounted) {
        delivery.stage = Stage::none;
        copyEnds(index, outcome);
        return false;
    }
    if (handler.circuitBreaker.present) {
        tellBreaker(station, delivery, outcome == Outcome::success);
    }
    if (outcome == Outcome::success) {
        if (handler.delay.present()) {
            delivery.stage = Stage::delaying;
            delivery.slot = schedule(drawn(handler.delay), EventKind::delayOver, index);
            return false;
        }
        if (delivery.way != kNone) {
            leaveChannel(delivery, outcome);
        }
        return true;
    }
    ++station.flow.failures;
    if (delivery.attempt < handler.retry.attempts) {
        backOff(index);
        return false;
    }
    if (delivery.way != kNone) {
        if (delivery.handOvers < m_network.channels[m_ways[delivery.way].channel].maxAttempts) {
            returnToChannel(index);
            return false;
        }
        leaveChannel(delivery, outcome);
    }
    finish(index, outcome);
    return false;
}

void Engine::dropClaim(Index index) {
    if ((m_deliveries[index].marks & kClaimMark) != 0) {
        releaseKey(index);
    }
}

/// eventSourced: each success adds an event to the key's stream, each snapshot starts it anew.
void Engine::countEvent(Station& station, const Delivery& delivery) {
    std::uint32_t& events = keptOf(station).eventsOfKey.at(delivery.key);
    if (++events >= station.spec->snapshotEvery) {
        events = 0;
    }
    if ((delivery.key & kOwnKey) != 0) {
        m_instances[delivery.instance].remembered = m_instances[delivery.instance].eventful = true;
    }
}

void Engine::delayOver(Index index) {
    Delivery& delivery = m_deliveries[index];
    delivery.slot = kNoSlot;
    step(delivery, PathPart::delay, PlaceKind::handler, m_stations[delivery.station].handler);
    if (delivery.way != kNone) {
        leaveChannel(delivery, Outcome::success);
    }
    succeed(index);
}

} // namespace stormglass::sim::detail
