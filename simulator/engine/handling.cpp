// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

namespace stormglass::sim::detail {

RareState& Engine::rareOf(Delivery& delivery) {
    if (delivery.rare == kNone) {
        delivery.rare = m_rare.take();
        m_rare[delivery.rare] = RareState{};
    }
    return m_rare[delivery.rare];
}

/// A message before a handler that lets not everything in at once.
void Engine::offer(Index index) {
    enqueue(index);
}

void Engine::overflow(Index index) {
    const ServiceState& service = m_services[m_stations[m_deliveries[index].station].service];
    finish(index, service.spec->overflow == Overflow::reject ? Outcome::rejected : Outcome::dropped);
}

void Engine::startOddly(Index index) {
    Delivery& delivery = m_deliveries[index];
    delivery.slot = schedule(drawn(m_stations[delivery.station].time), EventKind::completion, index);
}

/// A handler's own time is over; whether the attempt failed shows now.
void Engine::ownTimeOver(Index index) {
    const Station& station = m_stations[m_deliveries[index].station];
    const bool failed = station.failure != nullptr && station.failure->uniform() < station.spec->failure;
    attemptEnds(index, failed ? Outcome::failure : Outcome::success);
}

/// The worker is free again; what was handled succeeds, tries again or is given up.
void Engine::attemptEnds(Index index, Outcome outcome) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    const Handler& handler = *station.spec;
    delivery.handled += m_now - delivery.started;
    station.active.down(sinceWindow());
    step(delivery, PathPart::handling, PlaceKind::handler, station.handler);
    ServiceState& service = m_services[station.service];
    const Index replica = delivery.replica;
    if (service.special) {
        freeWorker(service, delivery);
    }
    const auto serveOthers = [&] {
        if (service.special) {
            serve(service, replica);
        } else {
            takeNext(service);
        }
    };
    if (outcome == Outcome::success) {
        if (handler.delay.present()) {
            delivery.stage = Stage::delaying;
            delivery.slot = schedule(drawn(handler.delay), EventKind::delayOver, index);
            serveOthers();
            return;
        }
        if (delivery.way != kNone) {
            leaveChannel(delivery, outcome);
        }
        serveOthers();
        succeed(index);
        return;
    }
    ++station.flow.failures;
    if (delivery.attempt < handler.retry.attempts) {
        backOff(index);
        serveOthers();
        return;
    }
    delivery.stage = Stage::none;
    if (delivery.way != kNone) {
        leaveChannel(delivery, outcome);
    }
    serveOthers();
    finish(index, outcome);
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

/// A final outcome other than success, told to account and statistics at once and to those who follow by an event of
/// this instant: a chain of refusals can't run deeper than the stack, and is bounded like everything at one instant.
void Engine::finish(Index index, Outcome outcome) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    FlowTallies& flow = station.flow;
    MessageAccount& account = m_messages[delivery.message].account;
    switch (outcome) {
    case Outcome::success:
    case Outcome::failure:
    case Outcome::timeout:
        ++flow.deadLettered;
        ++account.deadLettered;
        recordTimes(station, delivery);
        deadLetter(delivery);
        break;
    case Outcome::rejected:
        ++flow.rejected;
        ++account.rejected;
        break;
    case Outcome::expired:
        ++flow.expired;
        ++account.expired;
        flow.waited += delivery.waited > 0 ? 1U : 0U;
        recordTime(station, flow.waiting, kWaitingHistogram, delivery.waited);
        break;
    case Outcome::dropped:
        ++flow.dropped;
        ++account.dropped;
        break;
    }
    delivery.stage = Stage::done;
    delivery.slot = kNoSlot;
    if ((station.outcomes & maskOf(outcome)) != 0 && (delivery.marks & kSilentMark) == 0) {
        delivery.attempt = static_cast<std::uint32_t>(outcome);
        delivery.slot = schedule(0, EventKind::outcome, index);
        return;
    }
    release(index);
}

void Engine::tellOutcome(Index index) {
    const Delivery& delivery = m_deliveries[index];
    const Station& station = m_stations[delivery.station];
    const auto outcome = static_cast<Outcome>(delivery.attempt);
    const Cause cause = causeOf(delivery);
    fireFlows(station.spec->flows, station.traits, outcome, delivery.message, cause);
    release(index);
}

/// Gives the record back; the instance ends with its last part.
void Engine::release(Index index) {
    Delivery& delivery = m_deliveries[index];
    const Index instance = delivery.instance;
    if (delivery.rare != kNone) {
        m_rare.giveBack(delivery.rare);
    }
    delivery.stage = Stage::none;
    m_deliveries.giveBack(index);
    leaveInstance(instance);
}

} // namespace stormglass::sim::detail
