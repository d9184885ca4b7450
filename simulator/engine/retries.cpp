// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim::detail {

/// CONTRACT section 5: backoff x multiplier^(attempt - 1), at most maxBackoff, times uniform(1 - jitter, 1).
void Engine::backOff(Index index) {
    Delivery& delivery = m_deliveries[index];
    const Retry& rule = m_stations[delivery.station].spec->retry;
    double wait = rule.backoff.present() ? drawn(rule.backoff) : 0;
    if (rule.multiplier != 1) {
        wait *= std::pow(rule.multiplier, static_cast<double>(delivery.attempt - 1));
    }
    wait = std::min(wait, rule.maxBackoff);
    if (rule.jitter > 0) {
        wait *= 1 - rule.jitter * (1 - m_streams[rule.jitterStream].uniform());
    }
    delivery.stage = Stage::backingOff;
    delivery.slot = schedule(wait, EventKind::retry, index);
}

void Engine::retry(Index index) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    delivery.slot = kNoSlot;
    ++delivery.attempt;
    ++station.flow.retries;
    step(delivery, PathPart::backoff, PlaceKind::handler, station.handler);
    delivery.since = m_now;
    delivery.order = 0; // joins the tail
    delivery.replica = kNone;
    if ((station.traits & kGuarded) != 0) {
        offer(index);
    } else {
        enqueue(index);
    }
}

/// What was given up goes on to a channel, where it is one more delivery for each that reads it there.
void Engine::deadLetter(Index index) {
    const Delivery& delivery = m_deliveries[index];
    Index channel = m_stations[delivery.station].spec->deadLetter;
    if (channel == kNone && delivery.way != kNone) {
        channel = m_network.channels[m_ways[delivery.way].channel].deadLetter;
    }
    if (channel == kNone) {
        return;
    }
    const auto way = static_cast<Index>(m_network.publications.size() + channel);
    const Index first = addressTo(way, delivery.message, causeOf(delivery));
    if (first == kNone) {
        keepUnread(channel);
        return;
    }
    publish(first);
}

} // namespace stormglass::sim::detail
