// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <utility>

/// hedge: the delivery itself stands aside while copies of it are at work; the first success is its own, it fails when
/// all have. It waits until the first copy is begun and is handled until the decision; copies are in no account and no
/// time, and what they do after the decision is work for nothing.
namespace stormglass::sim::detail {

void Engine::launchHedge(Index owner) {
    Delivery& delivery = m_deliveries[owner];
    if (delivery.rare != kNone && recognised(m_stations[delivery.station], delivery)) {
        finishRecognised(owner);
        return;
    }
    const Index row = m_hedges.take();
    m_hedges[row] = HedgeState{};
    m_hedges[row].owner = owner;
    rareOf(delivery).hedge = row;
    delivery.stage = Stage::hedging;
    ServiceState& service = m_services[m_stations[delivery.station].service];
    crowdOut(service, delivery); // its copies take places in the queue
    launchCopy(row);
    if (delivery.rare != kNone && m_rare[delivery.rare].hedge == row && !m_hedges[row].begun) {
        countQueued(service, delivery);
    }
}

void Engine::launchCopy(Index row) {
    HedgeState& hedge = m_hedges[row];
    const Index owner = hedge.owner;
    const Hedge& rule = m_stations[m_deliveries[owner].station].spec->hedge;
    // With `after` 0 all go at once; a loop, for the first may already decide.
    do {
        ++hedge.launched;
        ++hedge.live;
        if (hedge.launched < rule.copies && rule.after > 0) {
            hedge.timer = schedule(rule.after, EventKind::hedge, row);
        }
        const Index copy = copyOf(owner);
        Delivery& twin = m_deliveries[copy];
        twin.marks = static_cast<std::uint8_t>(twin.marks | kUncountedMark);
        rareOf(twin).ofChannel = twin.way != kNone;
        twin.way = kNone;
        twin.cell = kNone;
        twin.call = kNone;
        twin.arrived = twin.since = m_now;
        rareOf(twin).hedge = row;
        m_rare[twin.rare].otherCopy = hedge.copies;
        hedge.copies = copy;
        const bool more = hedge.launched < rule.copies && rule.after == 0;
        passHandler(copy);
        if (!more) {
            return;
        }
    } while (m_hedges[row].owner == owner);
}

/// A worker has a copy in hand: with the first the handling of the message begins.
void Engine::copyBegins(Index copy) {
    HedgeState& hedge = m_hedges[m_rare[m_deliveries[copy].rare].hedge];
    if (hedge.owner == kNone || std::exchange(hedge.begun, true)) {
        return;
    }
    const Index owner = hedge.owner;
    Delivery& delivery = m_deliveries[owner];
    Station& station = m_stations[delivery.station];
    ServiceState& service = m_services[station.service];
    stopPatience(delivery);
    uncountQueued(service, delivery);
    if (m_rare[delivery.rare].origin != kNone) {
        ++m_origins[m_rare[delivery.rare].origin].workedOn;
    }
    delivery.started = m_now;
    delivery.waited += m_now - delivery.since;
    step(delivery, PathPart::waiting, PlaceKind::handler, station.handler);
    countActive(service, station, true);
    if (delivery.way != kNone) {
        takeFromChannel(owner);
    }
}

/// Its wait has been too long before any copy was begun: none of them will be.
void Engine::abandonHedge(Index owner) {
    Delivery& delivery = m_deliveries[owner];
    HedgeState& hedge = m_hedges[std::exchange(m_rare[delivery.rare].hedge, kNone)];
    hedge.owner = kNone;
    cancel(hedge.timer);
    for (Index copy = hedge.copies; copy != kNone;) {
        const Index next = m_rare[m_deliveries[copy].rare].otherCopy;
        if (m_deliveries[copy].standing != Standing::nowhere) {
            withdraw(copy);
            giveUp(copy, Outcome::expired);
        }
        copy = next;
    }
    delivery.stage = Stage::waiting;
    giveUp(owner, Outcome::expired);
}

/// The same message again, of the same instance, in no account yet.
Index Engine::copyOf(Index original) {
    const Index copy = m_deliveries.take();
    const Delivery& first = m_deliveries[original];
    Delivery& second = m_deliveries[copy];
    second = first;
    second.next = second.prev = second.sibling = kNone;
    second.slot = kNoSlot;
    second.rare = kNone;
    second.standing = Standing::nowhere;
    second.stage = Stage::waiting;
    second.marks = static_cast<std::uint8_t>(second.marks & (kReplayedMark | kSilentMark));
    second.waited = second.handled = 0;
    second.replica = kNone;
    second.order = 0;
    ++m_instances[second.instance].parts;
    if (m_deliveries.live() > m_network.bounds.messagesInFlight) {
        end(EndedBy::messages);
    }
    return copy;
}

void Engine::nextCopy(Index row) {
    m_hedges[row].timer = kNoSlot;
    if (m_hedges[row].owner != kNone) {
        launchCopy(row);
    }
}

/// A copy has come to its end.
void Engine::copyEnds(Index copy, Outcome outcome) {
    Delivery& twin = m_deliveries[copy];
    const Index row = m_rare[twin.rare].hedge;
    HedgeState& hedge = m_hedges[row];
    Index* link = &hedge.copies;
    while (*link != copy) {
        link = &m_rare[m_deliveries[*link].rare].otherCopy;
    }
    *link = m_rare[twin.rare].otherCopy;
    --hedge.live;
    hedge.failed += outcome == Outcome::success ? 0U : 1U;
    const Index owner = hedge.owner;
    if (owner != kNone) {
        Delivery& delivery = m_deliveries[owner];
        const Station& station = m_stations[delivery.station];
        const bool over = outcome == Outcome::success || hedge.failed >= station.spec->hedge.copies;
        if (over) {
            hedge.owner = kNone;
            cancel(hedge.timer);
            m_rare[delivery.rare].hedge = kNone;
            leaveHedge(delivery, hedge.begun);
            if (outcome == Outcome::success) { // what it would send is sent by the one that counts
                m_rare[delivery.rare].frame = std::exchange(m_rare[twin.rare].frame, kNone);
            }
        }
        release(copy);
        if (over) {
            hedgeEnds(owner, outcome);
        }
    } else {
        release(copy);
    }
    if (m_hedges[row].live == 0 && m_hedges[row].owner == kNone) {
        m_hedges.giveBack(row);
    }
}

/// It is decided: what was waited or handled since it came is the message's own.
void Engine::leaveHedge(Delivery& delivery, bool isBegun) {
    Station& station = m_stations[delivery.station];
    ServiceState& service = m_services[station.service];
    if (isBegun) {
        if (m_rare[delivery.rare].origin != kNone) {
            --m_origins[m_rare[delivery.rare].origin].workedOn;
        }
        delivery.handled += m_now - delivery.started;
        step(delivery, PathPart::handling, PlaceKind::handler, station.handler);
        countActive(service, station, false);
        return;
    }
    stopPatience(delivery);
    uncountQueued(service, delivery);
    delivery.waited += m_now - delivery.since;
    step(delivery, PathPart::waiting, PlaceKind::handler, station.handler);
}

/// What a hedged attempt came to.
void Engine::hedgeEnds(Index owner, Outcome outcome) {
    Delivery& delivery = m_deliveries[owner];
    if (outcome != Outcome::success && outcome != Outcome::failure && outcome != Outcome::timeout) {
        delivery.stage = Stage::none;
        if (delivery.way != kNone) {
            leaveChannel(delivery, outcome);
        }
        finish(owner, outcome);
        return;
    }
    if (settle(owner, outcome)) {
        succeed(owner);
    }
}

} // namespace stormglass::sim::detail
