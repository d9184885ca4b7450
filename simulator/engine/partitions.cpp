// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <algorithm>
#include <utility>

/// From being visible in a channel to the final outcome: places, hand-over, return.
namespace stormglass::sim::detail {

/// One more is published and not yet handled by a group. The lag is the slowest group's, so it grows only with that.
void Engine::lagGrows(Cell& cell) {
    GroupState& group = m_groups[cell.group];
    ChannelState& channel = m_channels[group.channel];
    Level& ofPartition = m_partitions[cell.partition].lag;
    if (++cell.unhandled > ofPartition.value) {
        ofPartition.up(sinceWindow());
    }
    if (++group.unhandled > channel.lag.value) {
        channel.lag.up(sinceWindow());
    }
}

/// One less; if it was the slowest group's, the others are looked at.
void Engine::lagShrinks(Cell& cell) {
    GroupState& group = m_groups[cell.group];
    ChannelState& channel = m_channels[group.channel];
    Level& ofPartition = m_partitions[cell.partition].lag;
    if (cell.unhandled-- == ofPartition.value) {
        const std::uint32_t offset = cell.partition - channel.firstPartition;
        std::uint32_t most = 0;
        for (Index row = channel.firstGroup; row < channel.firstGroup + channel.groups; ++row) {
            most = std::max(most, m_cells[m_groups[row].firstCell + offset].unhandled);
        }
        if (most != ofPartition.value) {
            ofPartition.down(sinceWindow());
        }
    }
    if (group.unhandled-- == channel.lag.value) {
        std::uint32_t most = 0;
        for (Index row = channel.firstGroup; row < channel.firstGroup + channel.groups; ++row) {
            most = std::max(most, m_groups[row].unhandled);
        }
        if (most != channel.lag.value) {
            channel.lag.down(sinceWindow());
        }
    }
}

void Engine::enterQueue(Index index) {
    Delivery& delivery = m_deliveries[index];
    ChannelState& channel = m_channels[m_ways[delivery.way].channel];
    Station& station = m_stations[delivery.station];
    ++station.flow.arrivals;
    delivery.arrived = delivery.since = m_now;
    delivery.order = ++m_order;
    delivery.stage = Stage::waiting;
    step(delivery, PathPart::travel, PlaceKind::channel, m_ways[delivery.way].channel);
    if (limitsLife(channel, index)) {
        return;
    }
    offerFromQueue(index);
}

/// A queue that hands over nothing now keeps it; else it goes to its handler's gates or straight to the workers.
void Engine::offerFromQueue(Index index) {
    Delivery& delivery = m_deliveries[index];
    ChannelState& channel = m_channels[m_ways[delivery.way].channel];
    if (isClosed(channel.fault)) {
        if (mayWait(index)) {
            delivery.standing = Standing::channelLine;
            channel.line.insertByOrder(m_deliveries, index, takersOf(delivery));
            startPatienceInChannel(index);
        }
        return;
    }
    const Index only = m_groups[m_cells[delivery.cell].group].service;
    if (only == kNone) {
        if (delivery.rare != kNone) {
            m_rare[delivery.rare].assigned = false;
        }
        enqueueInSharedQueue(index);
        return;
    }
    chooseHandler(m_services[only], index);
    offerAgain(index);
}

/// Who waits in a channel waits for its handler: patience runs before its gates are reached.
void Engine::startPatienceInChannel(Index index) {
    const Station& station = m_stations[m_deliveries[index].station];
    if (station.extras != nullptr && station.extras->patience.present()) {
        startPatience(index);
    }
}

void Engine::enterCell(Index head) {
    Cell& cell = m_cells[m_deliveries[head].cell];
    ServiceState& service = m_services[m_groups[cell.group].service];
    ChannelState& channel = m_channels[m_groups[cell.group].channel];
    for (Index i = head; i != kNone; i = m_deliveries[i].sibling) {
        Delivery& delivery = m_deliveries[i];
        ++m_stations[delivery.station].flow.arrivals;
        delivery.arrived = delivery.since = m_now;
        delivery.order = ++m_order;
        delivery.stage = Stage::waiting;
        step(delivery, PathPart::travel, PlaceKind::channel, m_groups[cell.group].channel);
    }
    const bool next = cell.outstanding == 0 && cell.entries.empty();
    cell.entries.pushBack(m_deliveries, head);
    ++cell.count;
    if (next && channel.lifetime == kNever) {
        advance(cell);
        if (cell.entries.head != head) {
            return;
        }
    }
    for (Index i = head; i != kNone; i = m_deliveries[i].sibling) {
        m_deliveries[i].standing = Standing::cell;
        countQueued(service, m_deliveries[i]);
        startPatienceInChannel(i);
    }
    if (channel.lifetime != kNever) {
        for (Index i = head; i != kNone;) {
            const Index after = m_deliveries[i].sibling;
            if (m_deliveries[i].standing == Standing::cell) { // not handed over since another has expired
                limitsLife(channel, i);
            }
            i = after;
        }
        advance(cell);
    } else if (cell.entries.head != head && m_stations[m_deliveries[head].station].spec->batch.present) {
        advance(cell); // it may have filled the batch
    }
}

/// Each of a partition's messages has a way of its own to the line.
static bool goOneByOne(const Handler& handler) {
    return handler.join.kind != JoinKind::none || handler.hedge.copies > 1;
}

/// Hands over what is at the partition's position, if its consumer is there and what was before is done with. Who is
/// refused lets the next one through from within; of a long partition that all are refused of, not endlessly so.
void Engine::advance(Cell& cell) {
    constexpr std::uint32_t kMostWithin = 100;
    if (cell.advancing == kMostWithin) {
        return;
    }
    ++cell.advancing;
    while (cell.outstanding == 0 && !cell.entries.empty() && !m_groups[cell.group].paused && handOverNext(cell)) {
    }
    --cell.advancing;
}

/// False: what comes next has to wait for others of its batch.
bool Engine::handOverNext(Cell& cell) {
    const Index first = cell.entries.head;
    const Handler& handler = *m_stations[m_deliveries[first].station].spec;
    const BatchRule& batch = handler.batch;
    const bool gathers = batch.present && batch.linger > 0 && !goOneByOne(handler);
    if (gathers && m_deliveries[first].sibling == kNone) {
        return handOverBatch(cell, batch);
    }
    cell.entries.popFront(m_deliveries);
    --cell.count;
    for (Index j = first; j != kNone; j = m_deliveries[j].sibling) {
        ++cell.outstanding;
    }
    for (Index i = first; i != kNone;) {
        const Index next = std::exchange(m_deliveries[i].sibling, kNone);
        m_deliveries[i].standing = Standing::nowhere;
        offerAgain(i);
        i = next;
    }
    return true;
}

/// A partition's batch opens with its first message and leaves at its linger or full.
bool Engine::handOverBatch(Cell& cell, const BatchRule& rule) {
    const double due = m_deliveries[cell.entries.head].since + rule.linger;
    const auto isFull = [&] { // behind others' messages none can come in
        Index i = cell.entries.head;
        const Index station = m_deliveries[i].station;
        std::uint32_t members = 0;
        for (; members < rule.max && i != kNone; ++members, i = m_deliveries[i].next) {
            if (m_deliveries[i].station != station || m_deliveries[i].sibling != kNone) {
                return false;
            }
        }
        return members == rule.max;
    };
    if (m_now < due && (cell.count < rule.max || !isFull())) {
        if (cell.timer == kNoSlot) {
            cell.timer = m_pending.push(due, payloadOf(EventKind::cellLinger, rowOf(cell)));
        }
        return false;
    }
    cancel(cell.timer);
    const Index first = cell.entries.popFront(m_deliveries);
    --cell.count;
    ++cell.outstanding;
    m_deliveries[first].standing = Standing::nowhere;
    chainFromCell(cell, first, rule.max - 1);
    offerAgain(first);
    return true;
}

/// Up to `most` more of the partition go along with `first`: while they linger any, else while their keys are free.
void Engine::chainFromCell(Cell& cell, Index first, std::uint32_t most) {
    Index last = first;
    while (fellowOf(m_deliveries[last]) != kNone) {
        last = fellowOf(m_deliveries[last]);
    }
    while (most > 0 && !cell.entries.empty() && m_deliveries[cell.entries.head].sibling == kNone) {
        const Delivery& head = m_deliveries[cell.entries.head];
        if (head.station != m_deliveries[first].station || !mayGoAlong(head)) {
            return;
        }
        const Index next = cell.entries.popFront(m_deliveries);
        --cell.count;
        ++cell.outstanding;
        --most;
        if (isLostAtHandler(next)) {
            m_deliveries[next].standing = Standing::nowhere;
            giveUp(next, Outcome::dropped);
            continue;
        }
        goAlong(last, next);
        last = next;
        if (m_stations[m_deliveries[next].station].spec->batch.linger == 0) {
            claimKey(next); // their handling begins
        }
    }
}

bool Engine::mayGoAlong(const Delivery& delivery) const {
    const Handler& handler = *m_stations[delivery.station].spec;
    return !goOneByOne(handler) && (handler.batch.linger > 0 || isKeyFree(delivery));
}

/// To the handler's gates if it has any, else to the workers.
void Engine::offerAgain(Index index) {
    Station& station = m_stations[m_deliveries[index].station];
    if ((station.traits & kGuarded) != 0) {
        offerInside(index);
    } else if (m_services[station.service].special) {
        enqueueSpecially(m_services[station.service], index);
    } else {
        enqueue(index);
    }
}

/// It is handed over: out of the channel, though not yet done with.
void Engine::takeFromChannel(Index index) {
    Delivery& delivery = m_deliveries[index];
    const bool returned = delivery.rare != kNone && m_rare[delivery.rare].returned;
    if (delivery.attempt > 1 && !returned) {
        return;
    }
    ++delivery.handOvers;
    GroupState& group = m_groups[m_cells[delivery.cell].group];
    ChannelState& channel = m_channels[group.channel];
    outOfDepth(channel, group, delivery);
    if (delivery.rare != kNone) {
        m_rare[delivery.rare].returned = false;
        cancel(m_rare[delivery.rare].lifeTimer);
    }
    if (channel.spec->visibility != kNever) {
        RareState& rare = rareOf(delivery);
        cancel(rare.visibilityTimer);
        rare.visibilityTimer = schedule(channel.spec->visibility, EventKind::visibilityOver, index);
    }
    if (!channel.doors.empty()) {
        openChannelDoors(channel);
    }
}

/// Back in the channel, as if it had not been handed over yet.
void Engine::returnHandOver(Index index) {
    Delivery& delivery = m_deliveries[index];
    GroupState& group = m_groups[m_cells[delivery.cell].group];
    ++group.depth;
    m_channels[group.channel].depth.up(sinceWindow());
    rareOf(delivery).returned = true;
    m_rare[delivery.rare].returnedAt = m_now;
    cancel(m_rare[delivery.rare].visibilityTimer);
}

/// All attempts of a hand-over have failed and it may be handed over again: at once, or when it is visible again.
void Engine::returnToChannel(Index index) {
    Delivery& delivery = m_deliveries[index];
    RareState& rare = rareOf(delivery);
    ++m_stations[delivery.station].flow.retries;
    delivery.attempt = 1;
    delivery.stage = Stage::published;
    rare.returned = true;
    rare.returnedAt = m_now;
    GroupState& group = m_groups[m_cells[delivery.cell].group];
    ++group.depth;
    m_channels[group.channel].depth.up(sinceWindow());
    if (rare.visibilityTimer == kNoSlot) {
        schedule(0, EventKind::returned, index);
    }
}

void Engine::visibleAgain(Index index) {
    Delivery& delivery = m_deliveries[index];
    step(delivery, PathPart::backoff, PlaceKind::handler, m_stations[delivery.station].handler);
    delivery.since = m_now;
    delivery.stage = Stage::waiting;
    delivery.replica = kNone;
    if (m_groups[m_cells[delivery.cell].group].topic) {
        offerAgain(index);
    } else {
        offerFromQueue(index);
    }
}

/// Its worker has not finished in time: the channel gives it out once more, unless that was the last hand-over or
/// another copy has been acknowledged meanwhile.
void Engine::visibilityOver(Index index) {
    Delivery& delivery = m_deliveries[index];
    RareState& rare = m_rare[delivery.rare];
    rare.visibilityTimer = kNoSlot;
    if (rare.returned) {
        visibleAgain(index);
        return;
    }
    const bool isAcknowledged = rare.origin != kNone && m_origins[rare.origin].succeeded;
    if (isAcknowledged || delivery.handOvers >= m_channels[m_ways[delivery.way].channel].spec->maxAttempts) {
        return;
    }
    const Index copy = duplicateOf(index);
    m_deliveries[copy].handOvers = delivery.handOvers;
    RareState& ofCopy = rareOf(m_deliveries[copy]);
    ofCopy.returned = true;
    ofCopy.returnedAt = m_now;
    countDuplicate(copy);
    showCopy(copy);
}

/// One more delivery of the same message, which an idempotent handler recognises.
Index Engine::duplicateOf(Index original) {
    const Index copy = copyOf(original);
    Delivery& first = m_deliveries[original];
    RareState& rare = rareOf(first);
    if (rare.origin == kNone) {
        rare.origin = m_origins.take();
        m_origins[rare.origin] = Origin{};
        m_origins[rare.origin].copies = 1;
        const bool isHedged = first.stage == Stage::hedging && m_hedges[rare.hedge].begun;
        const bool isWorkedOn = isHedged || first.stage == Stage::handling || first.stage == Stage::calling ||
                                first.stage == Stage::blocked;
        m_origins[rare.origin].workedOn = isWorkedOn ? 1 : 0;
        m_origins[rare.origin].joined = rare.joined;
    }
    ++m_origins[rare.origin].copies;
    Delivery& twin = m_deliveries[copy];
    twin.marks |= kDuplicateMark;
    twin.attempt = 1;
    twin.call = kNone;
    twin.handOvers = 0;
    rareOf(twin).origin = rare.origin;
    rareOf(twin).published = publishedAt(first);
    ++m_messages[twin.message].account.emitted;
    return copy;
}

void Engine::countDuplicate(Index copy) {
    Delivery& twin = m_deliveries[copy];
    Cell& cell = m_cells[twin.cell];
    GroupState& group = m_groups[cell.group];
    ChannelState& channel = m_channels[group.channel];
    ++m_stations[twin.station].flow.duplicates;
    ++channel.flow.duplicates;
    ++channel.flow.arrivals;
    ++m_partitions[cell.partition].tallies.arrivals;
    lagGrows(cell);
    ++group.depth;
    channel.depth.up(sinceWindow());
}

void Engine::showCopy(Index copy) {
    if (m_groups[m_cells[m_deliveries[copy].cell].group].topic) {
        enterCell(copy);
    } else {
        enterQueue(copy);
    }
}

/// ttl and retention count from the publication; whoever is late already expires at once.
bool Engine::limitsLife(const ChannelState& channel, Index index) {
    if (channel.lifetime == kNever) {
        return false;
    }
    Delivery& delivery = m_deliveries[index];
    const double left = publishedAt(delivery) + channel.lifetime - m_now;
    if (left <= 0 && channel.lifetime > 0) {
        if (delivery.standing == Standing::nowhere) {
            giveUp(index, Outcome::expired);
        } else {
            expire(index);
        }
        return true;
    }
    rareOf(delivery).lifeTimer = schedule(std::max(0.0, left), EventKind::lifeOver, index);
    return false;
}

/// Takes a delivery that expires out of its partition: it counts as handed over, so that its outcome moves things on.
void Engine::withdrawFromCell(Index index) {
    Delivery& delivery = m_deliveries[index];
    Cell& cell = m_cells[delivery.cell];
    const Index heir = std::exchange(delivery.sibling, kNone);
    bool wasHead = false;
    Index before = kNone;
    for (Index entry = cell.entries.head; entry != kNone && !wasHead && before == kNone;
         entry = m_deliveries[entry].next) {
        wasHead = entry == index;
        for (Index i = entry; i != kNone && !wasHead; i = m_deliveries[i].sibling) {
            before = m_deliveries[i].sibling == index ? i : before;
        }
    }
    if (!wasHead) {
        m_deliveries[before].sibling = heir;
    } else if (heir == kNone) {
        cell.entries.remove(m_deliveries, index);
        --cell.count;
    } else {
        cell.entries.replace(m_deliveries, index, heir);
    }
    ++cell.outstanding;
}

/// A join keeps it: out of the channel, and its partition goes on.
void Engine::holdInChannel(Index index) {
    Delivery& delivery = m_deliveries[index];
    if (delivery.way == kNone) {
        return;
    }
    takeFromChannel(index);
    cancel(rareOf(delivery).visibilityTimer);
    Cell& cell = m_cells[delivery.cell];
    if (m_groups[cell.group].topic) {
        m_rare[delivery.rare].detached = true;
        --cell.outstanding;
        advance(cell);
    }
}

} // namespace stormglass::sim::detail
