// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <utility>

/// The end of a delivery, told to account, statistics, its caller, and those who follow.
namespace stormglass::sim::detail {

void Engine::succeed(Index index) {
    Delivery& delivery = m_deliveries[index];
    succeed(m_stations[delivery.station], delivery, index);
}

/// A final outcome other than success. Flows fire by an event of this instant: a chain of refusals can't run deeper
/// than the stack, and is bounded like everything at one instant.
void Engine::finish(Index index, Outcome outcome) {
    Delivery& delivery = m_deliveries[index];
    if ((delivery.marks & kUncountedMark) != 0) {
        copyEnds(index, outcome);
        return;
    }
    Station& station = m_stations[delivery.station];
    delivery.stage = Stage::done;
    delivery.slot = kNoSlot;
    countEnd(station, delivery, outcome);
    tookIn(index);
    if (station.extras != nullptr) {
        forgetProbe(station, delivery);
        forgetUnseen(delivery);
    }
    if (delivery.call != kNone) {
        calleeEnds(delivery.call, outcome);
        delivery.call = kNone;
    }
    if (outcome == Outcome::failure || outcome == Outcome::timeout) {
        deadLetter(index);
    }
    if ((station.outcomes & maskOf(outcome)) != 0 && (delivery.marks & kSilentMark) == 0) {
        delivery.attempt = static_cast<std::uint32_t>(outcome);
        schedule(0, EventKind::outcome, index);
        return;
    }
    release(index);
}

void Engine::countEnd(Station& station, const Delivery& delivery, Outcome outcome) {
    const bool ended = outcome == Outcome::failure || outcome == Outcome::timeout;
    if ((station.traits & kAsked) != 0 && (ended || outcome == Outcome::expired)) {
        askedTimes(delivery, ended);
    }
    FlowTallies& flow = station.flow;
    MessageAccount& account = m_messages[delivery.message].account;
    switch (outcome) {
    case Outcome::success:
    case Outcome::failure:
    case Outcome::timeout:
        ++flow.deadLettered;
        ++account.deadLettered;
        recordTimes(station, delivery);
        break;
    case Outcome::rejected:
        ++flow.rejected;
        ++account.rejected;
        flow.lost += delivery.waited + delivery.handled;
        break;
    case Outcome::expired:
        flow.lost += delivery.handled; // its handling is in no sample
        ++flow.expired;
        ++account.expired;
        flow.waited += delivery.waited > 0 ? 1U : 0U;
        recordTime(station, flow.waiting, kWaitingHistogram, delivery.waited);
        break;
    case Outcome::dropped:
        ++flow.dropped;
        ++account.dropped;
        flow.lost += delivery.waited + delivery.handled;
        break;
    }
}

/// A join that timed out: each of those held has expired; the flows on timeout fire once.
void Engine::tellTimeoutOfJoin(Index index, bool fires) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    delivery.stage = Stage::done;
    station.flow.lost += delivery.waited + delivery.handled;
    ++station.flow.expired;
    ++m_messages[delivery.message].account.expired;
    if (delivery.call != kNone) {
        calleeEnds(delivery.call, Outcome::timeout);
        delivery.call = kNone;
    }
    forgetUnseen(delivery);
    if (fires && (station.outcomes & maskOf(Outcome::timeout)) != 0 && (delivery.marks & kSilentMark) == 0) {
        delivery.attempt = static_cast<std::uint32_t>(Outcome::timeout);
        schedule(0, EventKind::outcome, index);
        return;
    }
    release(index);
}

void Engine::tellOutcome(Index index) {
    const Delivery& delivery = m_deliveries[index];
    const Station& station = m_stations[delivery.station];
    const auto outcome = static_cast<Outcome>(delivery.attempt);
    fireFlows(station.spec->flows, station.traits, outcome, delivery.message, causeOf(delivery));
    release(index);
}

/// What a successful handling sends; of an attempt with sync calls, what was selected before them.
void Engine::fireSuccess(Delivery& delivery, const Cause& cause) {
    const Station& station = m_stations[delivery.station];
    if (delivery.rare != kNone && m_rare[delivery.rare].frame != kNone) {
        fireFrame(std::exchange(m_rare[delivery.rare].frame, kNone), cause);
        return;
    }
    fireFlows(station.spec->flows, station.traits, Outcome::success, delivery.message, cause);
}

/// Success of a delivery with something rare about it: a frame of calls, a caller, duplicates, observations.
void Engine::succeedOddly(Index index) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    if ((station.traits & (kObserved | kTracksOrder)) != 0) {
        observe(station, index);
        if ((station.traits & kAsked) != 0) {
            askedTimes(delivery, true);
        }
    }
    if (delivery.call != kNone) {
        calleeEnds(std::exchange(delivery.call, kNone), Outcome::success);
    }
    if (delivery.rare != kNone && m_rare[delivery.rare].origin != kNone) {
        m_origins[m_rare[delivery.rare].origin].succeeded = true;
    }
    delivery.stage = Stage::done;
    delivery.slot = kNoSlot;
    const Cause cause = causeOf(delivery);
    if ((station.traits & kEndsJourneys) != 0 && (delivery.marks & kReplayedMark) == 0) {
        endJourneys(station.spec->journeysTo, m_instances[cause.instance], cause.path);
    }
    const bool hasSent = delivery.rare != kNone && m_rare[delivery.rare].sent;
    if ((delivery.marks & kSilentMark) == 0 && !hasSent) {
        fireSuccess(delivery, cause);
    }
    release(index);
}

/// Whether an idempotent handler has handled this before, or does so now.
bool Engine::recognised(const Station& station, const Delivery& delivery) const {
    if (!station.spec->idempotent || delivery.attempt > 1 || m_rare[delivery.rare].origin == kNone) {
        return false;
    }
    const Origin& origin = m_origins[m_rare[delivery.rare].origin];
    return origin.succeeded || origin.workedOn > 0;
}

/// A recognised duplicate is handled, at no cost, and fires nothing.
void Engine::finishRecognised(Index index) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    delivery.waited += m_now - delivery.since;
    ++station.flow.throughput;
    recordTimes(station, delivery);
    if (delivery.way != kNone) {
        takeFromChannel(index);
    }
    finishQuietly(index);
}

/// Gives the record back; the instance ends with its last part.
void Engine::release(Index index) {
    Delivery& delivery = m_deliveries[index];
    const Index instance = delivery.instance;
    if (delivery.rare != kNone) {
        releaseRare(index);
    }
    delivery.stage = Stage::none;
    m_deliveries.giveBack(index);
    leaveInstance(instance);
}

void Engine::releaseRare(Index index) {
    Delivery& delivery = m_deliveries[index];
    RareState& rare = m_rare[delivery.rare];
    cancel(rare.handlingTimer);
    cancel(rare.patienceTimer);
    cancel(rare.lifeTimer);
    cancel(rare.visibilityTimer);
    dropFrame(delivery);
    forgetUnseen(delivery);
    if (rare.origin != kNone && --m_origins[rare.origin].copies == 0) {
        m_origins.giveBack(rare.origin);
    }
    m_rare.giveBack(delivery.rare);
    delivery.rare = kNone;
}

} // namespace stormglass::sim::detail
