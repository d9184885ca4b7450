// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

/// Several messages of one handler in one handling. With `linger` 0 the first of those gathered stands in the line for
/// all and takes along what is there when a worker comes; otherwise a batch leaves for the line as a whole. A topic's
/// partition gathers its own (see Engine::advance). Who goes together is chained by RareState::fellow.
namespace stormglass::sim::detail {

void Engine::gatherBatch(Index index) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    StationExtras& extras = *station.extras;
    const BatchRule& rule = station.spec->batch;
    if (rule.linger == 0) {
        if (extras.representative == kNone) {
            extras.representative = index;
            passBatch(index);
            return;
        }
        if (!mayWait(index)) {
            return;
        }
        delivery.standing = Standing::gathering;
        extras.gathering.pushBack(m_deliveries, index);
        ++extras.gathered;
        return;
    }
    if (!mayWait(index)) {
        return;
    }
    delivery.standing = Standing::gathering;
    extras.gathering.pushBack(m_deliveries, index);
    if (++extras.gathered >= rule.max) {
        closeBatch(station);
    } else if (extras.gathered == 1) {
        extras.lingerTimer = schedule(rule.linger, EventKind::linger, rowOf(station));
    }
}

/// What has gathered goes to the line as one.
void Engine::closeBatch(Station& station) {
    StationExtras& extras = *station.extras;
    cancel(extras.lingerTimer);
    if (extras.gathering.empty()) {
        return;
    }
    const Index first = extras.gathering.popFront(m_deliveries);
    m_deliveries[first].standing = Standing::nowhere;
    chainFellows(station, first, kUnlimited);
    extras.gathered = 0;
    passBatch(first);
}

/// Chains up to `most` of those gathered behind `first`.
void Engine::chainFellows(Station& station, Index first, std::uint32_t most) {
    StationExtras& extras = *station.extras;
    Index last = first;
    while (most > 0 && !extras.gathering.empty()) {
        const Index next = extras.gathering.popFront(m_deliveries);
        m_deliveries[next].standing = Standing::nowhere;
        stopPatience(m_deliveries[next]); // what goes together waits together
        rareOf(m_deliveries[last]).fellow = next;
        last = next;
        --extras.gathered;
        --most;
    }
}

/// A worker takes the first of those gathered (linger 0): up to `max` go along, the next one stands for the rest.
void Engine::takeFellows(Index first) {
    Station& station = m_stations[m_deliveries[first].station];
    StationExtras& extras = *station.extras;
    const Index cell = m_deliveries[first].cell;
    if (station.spec->batch.linger == 0 && cell != kNone && m_groups[m_cells[cell].group].topic) {
        chainFromCell(m_cells[cell], first, station.spec->batch.max - 1);
        return;
    }
    if (extras.representative != first) {
        return;
    }
    chainFellows(station, first, station.spec->batch.max - 1);
    standForRest(station);
}

void Engine::standForRest(Station& station) {
    StationExtras& extras = *station.extras;
    extras.representative = kNone;
    if (extras.gathering.empty()) {
        return;
    }
    const Index next = extras.gathering.popFront(m_deliveries);
    m_deliveries[next].standing = Standing::nowhere;
    --extras.gathered;
    extras.representative = next;
    passBatch(next);
}

/// One in the line gives up: it may have stood for others.
void Engine::leaveBatch(Station& station, Index index) {
    const bool begun = (m_deliveries[index].marks & kInterruptedMark) != 0;
    if (station.extras == nullptr || !station.spec->batch.present || begun) {
        return;
    }
    if (station.extras->representative == index) {
        standForRest(station);
        return;
    }
    Delivery& delivery = m_deliveries[index];
    const Index heir = fellowOf(delivery);
    if (heir != kNone) {
        m_rare[delivery.rare].fellow = kNone;
        passBatch(heir);
    }
}

Index Engine::fellowOf(const Delivery& delivery) const {
    return delivery.rare == kNone ? kNone : m_rare[delivery.rare].fellow;
}

} // namespace stormglass::sim::detail
