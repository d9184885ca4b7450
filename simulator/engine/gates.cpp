// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <algorithm>
#include <utility>

/// What may stand between a message and the line of its service, in this order: a fault that loses it, a full receiver
/// that blocks, a breaker, a join, a hedge, a handler
/// that is down, a rate limit, a batch, the message's key.
namespace stormglass::sim::detail {

/// A direct message, or another attempt.
void Engine::offer(Index index) {
    const Delivery& delivery = m_deliveries[index];
    if (isLostAtHandler(index)) {
        giveUp(index, Outcome::dropped);
        return;
    }
    if (delivery.way == kNone && standsAtDoor(index)) {
        return;
    }
    offerInside(index);
}

/// Whether a fault of the handler or its service loses it as it comes: once, not again with another attempt.
bool Engine::isLostAtHandler(Index index) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    const FaultState& ofHandler = station.extras->fault;
    const FaultState& ofService = m_services[station.service].fault;
    if ((ofHandler.arrives >= 1 && ofService.arrives >= 1) || delivery.attempt > 1 || delivery.handOvers > 0) {
        return false;
    }
    if (std::exchange(rareOf(delivery).spared, true)) {
        return false;
    }
    return loses(ofHandler) || loses(ofService);
}

void Engine::offerInside(Index index) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    StationExtras& extras = *station.extras;
    const Handler& handler = *station.spec;
    if (delivery.way != kNone && isLostAtHandler(index)) {
        giveUp(index, Outcome::dropped);
        return;
    }
    if (extras.patience.present()) {
        startPatience(index);
    }
    if (delivery.call != kNone && isDown(station)) {
        giveUp(index, Outcome::rejected);
        return;
    }
    if (handler.circuitBreaker.present && !breakerAdmits(station, delivery)) {
        giveUp(index, Outcome::rejected);
        return;
    }
    if (handler.join.kind != JoinKind::none && (delivery.rare == kNone || !m_rare[delivery.rare].joined)) {
        join(index);
        return;
    }
    if (handler.hedge.copies > 1 && (delivery.marks & kUncountedMark) == 0) {
        launchHedge(index);
        return;
    }
    passHandler(index);
}

/// What a handler keeps once, however many services handle its messages, besides what guards it: histories of keys.
StationExtras& Engine::keptOf(const Station& station) {
    return *m_stations[m_stationOf[station.handler]].extras;
}

/// Whether nothing of the handler or its service can take a call now.
bool Engine::isDown(const Station& station) const {
    if (station.extras != nullptr && station.extras->fault.down > 0) {
        return true;
    }
    return m_services[station.service].fault.down > 0;
}

/// Whether the handler takes nothing now.
bool Engine::isBarred(const Station& station) const {
    return isClosed(station.extras->fault) || m_services[station.service].fault.closed > 0;
}

void Engine::passHandler(Index index) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    StationExtras& extras = *station.extras;
    if (delivery.order == 0) {
        delivery.order = ++m_order; // it is deliverable, whatever it still waits for
    }
    if (isBarred(station)) {
        if (mayWait(index)) {
            delivery.standing = Standing::barred;
            extras.barred.pushBack(m_deliveries, index);
        }
        return;
    }
    if (station.spec->rateLimit.rate > 0 && !takeToken(station, index)) {
        return;
    }
    passLimiter(index);
}

void Engine::passLimiter(Index index) {
    const Delivery& delivery = m_deliveries[index];
    const Station& station = m_stations[delivery.station];
    const bool ofTopic = delivery.cell != kNone && m_groups[m_cells[delivery.cell].group].topic;
    if (station.spec->batch.present && station.spec->batch.linger > 0 && !ofTopic) {
        gatherBatch(index);
        return;
    }
    enqueueSpecially(m_services[station.service], index);
}

namespace {

constexpr double kWholeToken = 1 - 1e-9; // rounding must not make a token late

double tokensNow(const Limiter& limiter, const RateLimit& rule, double now) {
    return std::min(rule.burst, limiter.tokens + (now - limiter.filledAt) * rule.rate);
}

} // namespace

/// Whether who comes now gets a token at once.
bool Engine::hasToken(const Station& station) {
    const Limiter& limiter = station.extras->guards->limiter;
    return limiter.gate.empty() && tokensNow(limiter, station.spec->rateLimit, m_now) >= kWholeToken;
}

/// The bucket refills continuously; who finds it empty waits behind who waits already, or is refused.
bool Engine::takeToken(Station& station, Index index) {
    const RateLimit& rule = station.spec->rateLimit;
    Limiter& limiter = station.extras->guards->limiter;
    limiter.tokens = tokensNow(limiter, rule, m_now);
    limiter.filledAt = m_now;
    if (limiter.gate.empty() && limiter.tokens >= kWholeToken) {
        limiter.tokens = std::max(0.0, limiter.tokens - 1);
        return true;
    }
    if (rule.rejects) {
        giveUp(index, Outcome::rejected);
        return false;
    }
    if (mayWait(index)) {
        m_deliveries[index].standing = Standing::gate;
        limiter.gate.pushBack(m_deliveries, index);
        awaitToken(station);
    }
    return false;
}

void Engine::awaitToken(Station& station) {
    Limiter& limiter = station.extras->guards->limiter;
    if (limiter.timer == kNoSlot) {
        const double tokens = tokensNow(limiter, station.spec->rateLimit, m_now);
        const double missing = std::max(0.0, 1 - tokens) / station.spec->rateLimit.rate;
        limiter.timer = schedule(missing, EventKind::token, rowOf(station));
    }
}

void Engine::tokenCame(Index row) {
    Station& station = m_stations[row];
    Limiter& limiter = station.extras->guards->limiter;
    limiter.timer = kNoSlot;
    limiter.tokens = 0;
    limiter.filledAt = m_now;
    if (limiter.gate.empty()) { // who waited has given up: the token stays
        limiter.tokens = 1;
        openDoors(*station.home);
        return;
    }
    const Index next = limiter.gate.popFront(m_deliveries);
    m_deliveries[next].standing = Standing::nowhere;
    if (!limiter.gate.empty()) {
        awaitToken(station);
    }
    passLimiter(next);
    openDoors(*station.home);
}

/// A handler that was down works again: who waited passes in order.
void Engine::unbar(Station& station) {
    if (isBarred(station)) {
        return;
    }
    List waiting = std::exchange(station.extras->barred, List{});
    while (!waiting.empty()) {
        const Index next = waiting.popFront(m_deliveries);
        m_deliveries[next].standing = Standing::nowhere;
        if ((m_deliveries[next].marks & kInterruptedMark) != 0) {
            enqueueSpecially(m_services[station.service], next);
        } else {
            passHandler(next);
        }
    }
    openDoors(*station.home);
}

} // namespace stormglass::sim::detail
