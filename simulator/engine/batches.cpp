// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <algorithm>
#include <utility>

/// Several messages of one handler in one handling. With `linger` 0 each stands in the line for itself, and the worker
/// that takes one takes along the best of the others. Otherwise they gather and leave for the line as one, in the place
/// of the first. A topic's partition gathers its own (see Engine::advance). Who goes together is chained by
/// RareState::fellow, and the other way by Delivery::prev.
namespace stormglass::sim::detail {

void Engine::gatherBatch(Index index) {
    if (!mayWait(index)) {
        return;
    }
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    StationExtras& extras = *station.extras;
    const BatchRule& rule = station.spec->batch;
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
    List members = std::exchange(extras.gathering, List{});
    extras.gathered = 0;
    const Index first = members.popFront(m_deliveries);
    m_deliveries[first].standing = Standing::nowhere;
    for (Index last = first; !members.empty();) {
        const Index next = members.popFront(m_deliveries);
        goAlong(last, next);
        last = next;
    }
    enqueueSpecially(m_services[station.service], first);
}

/// The next of a batch waits with the one before it; its own patience and ttl go on.
void Engine::goAlong(Index last, Index next) {
    rareOf(m_deliveries[last]).fellow = next;
    Delivery& fellow = m_deliveries[next];
    fellow.standing = Standing::fellow;
    fellow.prev = last;
}

/// A worker has begun with the first of a batch (linger 0): the best of what else waits for the handler goes along, or
/// what comes next in its partition.
void Engine::takeFellows(ServiceState& service, Index first) {
    const Delivery& delivery = m_deliveries[first];
    const BatchRule& rule = m_stations[delivery.station].spec->batch;
    if (rule.linger > 0 || rule.max < 2) {
        return;
    }
    if (delivery.cell != kNone && m_groups[m_cells[delivery.cell].group].topic) {
        chainFromCell(m_cells[delivery.cell], first, rule.max - 1);
        return;
    }
    Line& own = service.replicas[delivery.replica].line;
    m_choices.clear();
    findFellows(own, first, rule.max - 1);
    findFellows(service.line, first, rule.max - 1);
    orderFellows(service);
    Index last = first;
    std::uint32_t left = rule.max - 1;
    for (std::size_t i = 0; i < m_choices.size() && left > 0; ++i) {
        const Index next = m_choices[i];
        if (isKeyFree(m_deliveries[next])) { // else one that goes along has it
            (m_deliveries[next].standing == Standing::replicaLine ? own : service.line).remove(m_deliveries, next);
            claimKey(next);
            goAlong(last, next);
            last = next;
            --left;
        }
    }
}

/// Those in a line that may go along. Of a list the first `most` will do, unless some might have a key in common.
void Engine::findFellows(Line& line, Index first, std::size_t most) {
    const Index station = m_deliveries[first].station;
    const auto fits = [&](Index i) {
        const Delivery& other = m_deliveries[i];
        const bool ofTopic = other.cell != kNone && m_groups[m_cells[other.cell].group].topic;
        return other.station == station && !ofTopic && (other.marks & kInterruptedMark) == 0 && isKeyFree(other);
    };
    if (line.kind() != LineKind::list || m_stations[station].spec->exclusivePerKey) {
        line.forEach(m_deliveries, [&](Index i) {
            if (fits(i)) {
                m_choices.push_back(i);
            }
        });
        return;
    }
    most += m_choices.size();
    for (Index i = line.list().head; i != kNone && m_choices.size() < most; i = m_deliveries[i].next) {
        if (fits(i)) {
            m_choices.push_back(i);
        }
    }
}

/// As the discipline would take them.
void Engine::orderFellows(ServiceState& service) {
    if (service.spec->discipline != Discipline::random) {
        std::ranges::sort(m_choices, [&](Index a, Index b) { return goesFirst(service, a, b); });
        return;
    }
    for (std::size_t i = 0; i + 1 < m_choices.size(); ++i) {
        const auto left = static_cast<double>(m_choices.size() - i);
        std::swap(m_choices[i], m_choices[i + static_cast<std::size_t>(service.chance->uniform() * left)]);
    }
}

/// The first of a batch in the line gives up: the next one takes its place.
void Engine::leaveBatch(Index index) {
    Delivery& delivery = m_deliveries[index];
    const Index heir = (delivery.marks & kInterruptedMark) == 0 ? unchain(index) : kNone;
    if (heir == kNone) {
        return;
    }
    Delivery& next = m_deliveries[heir];
    next.standing = Standing::nowhere;
    next.replica = delivery.replica;
    rareOf(next).work = std::exchange(m_rare[delivery.rare].work, -1);
    enqueueSpecially(m_services[m_stations[next.station].service], heir);
}

/// One that waits along with others gives up.
void Engine::leaveFellows(Index index) {
    const Index before = m_deliveries[index].prev;
    const Index after = unchain(index);
    m_rare[m_deliveries[before].rare].fellow = after;
    if (after != kNone) {
        m_deliveries[after].prev = before;
    }
    Index first = before;
    while (m_deliveries[first].standing == Standing::fellow) {
        first = m_deliveries[first].prev;
    }
    leaveLine(m_deliveries[index]);
    if (m_deliveries[first].standing == Standing::parked) { // for the key of this one, perhaps
        m_stations[m_deliveries[first].station]
            .extras->keys.at(keyOfParked(m_deliveries[first]))
            .parked.remove(m_deliveries, first);
        m_deliveries[first].standing = Standing::nowhere;
        enqueueSpecially(m_services[m_stations[m_deliveries[first].station].service], first);
    }
}

/// The time of a batch is over: of each message it shows whether its attempt failed, then those that did not call.
void Engine::batchTimeOver(Index first) {
    const Station& station = m_stations[m_deliveries[first].station];
    for (Index i = first; i != kNone; i = fellowOf(m_deliveries[i])) {
        if (fails(station, m_deliveries[i])) {
            rareOf(m_deliveries[i]).verdict = Outcome::failure;
        }
    }
    if ((station.traits & kCalls) == 0) {
        attemptEnds(first, Outcome::success);
        return;
    }
    for (Index i = first; i != kNone; i = fellowOf(m_deliveries[i])) {
        rareOf(m_deliveries[i]).leader = first;
    }
    m_deliveries[first].stage = Stage::calling;
    callForBatch(first, first);
}

/// The calls of a batch's messages from this one on, message by message.
void Engine::callForBatch(Index first, Index from) {
    for (Index i = from; i != kNone; i = fellowOf(m_deliveries[i])) {
        if (verdictOf(i) != Outcome::success) {
            continue;
        }
        const Index frame = selectCalls(i);
        if (m_frames[frame].sync != kNone) {
            callNext(frame);
            return;
        }
    }
    attemptEnds(first, Outcome::success);
}

Outcome Engine::verdictOf(Index index) const {
    const Index rare = m_deliveries[index].rare;
    return rare == kNone ? Outcome::success : m_rare[rare].verdict;
}

Index Engine::fellowOf(const Delivery& delivery) const {
    return delivery.rare == kNone ? kNone : m_rare[delivery.rare].fellow;
}

} // namespace stormglass::sim::detail
