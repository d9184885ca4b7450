// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

/// Services whose replicas differ: those that read channels, are balanced, break down, grow and shrink, guard their
/// handlers or serve in another order than that of arrival. A worker takes the best of two lines, the service's and its
/// replica's, and of the queues it shares with other services.
namespace stormglass::sim::detail {

/// Workers that a direct message may take, those asleep until their next poll among them.
std::uint32_t Engine::freeWorkers(const ServiceState& service, const Replica& replica) noexcept {
    if (replica.state != ReplicaState::up || replica.downs > 0) {
        return 0;
    }
    return service.spec->concurrency - replica.busy;
}

bool Engine::mayStartAtOnce(const ServiceState& service, const Replica& replica, const Delivery& delivery) const {
    if (service.pollEvery > 0 && delivery.way != kNone) {
        return false; // a worker finds it when it looks
    }
    const bool looks = service.looking != kNone && &replica == &service.replicas[service.looking];
    if (looks || (service.guardsKeys && !isKeyFree(delivery))) {
        return false;
    }
    return freeWorkers(service, replica) > 0 && nobodyGoesFirst(service, replica);
}

/// Whether a free worker of the replica has nothing better to take. One that polls is asleep when it is free: what
/// waits then is what it has not looked for yet.
bool Engine::nobodyGoesFirst(const ServiceState& service, const Replica& replica) {
    return service.pollEvery > 0 || (replica.line.empty() && service.line.empty());
}

/// The longest running one; kNone: all are busy. A worker that has just become free and has messages of its replica
/// before it is about to take one of those.
Index Engine::replicaWithFreeWorker(const ServiceState& service) const {
    for (const Index row : service.byStart) {
        const Replica& replica = service.replicas[row];
        if (freeWorkers(service, replica) > 0 && (replica.line.empty() || service.pollEvery > 0) &&
            row != service.looking) {
            return row;
        }
    }
    return kNone;
}

/// The smaller the rank, the sooner it is handled; within a rank by order of becoming deliverable.
double Engine::rankOf(const ServiceState& service, const Delivery& delivery) const {
    switch (service.spec->discipline) {
    case Discipline::lifo:
        return -static_cast<double>(delivery.order);
    case Discipline::shortest:
        return delivery.rare == kNone ? 0 : m_rare[delivery.rare].work;
    case Discipline::priority:
    case Discipline::preemptivePriority:
        return -priorityOf(delivery);
    case Discipline::fifo:
    case Discipline::random:
    case Discipline::processorSharing:
        return 0;
    }
    return 0;
}

bool Engine::goesFirst(const ServiceState& service, Index one, Index other) const {
    const double rank = rankOf(service, m_deliveries[one]);
    const double otherRank = rankOf(service, m_deliveries[other]);
    return rank < otherRank || (rank == otherRank && m_deliveries[one].order < m_deliveries[other].order);
}

double Engine::priorityOf(const Delivery& delivery) const {
    const Station& station = m_stations[delivery.station];
    for (Index i = station.spec->per.first; i < station.spec->per.end(); ++i) {
        const PerRule& rule = m_network.perRules[i];
        if (rule.subject == (rule.ofClass ? delivery.classOf : delivery.message) && !std::isnan(rule.priority)) {
            return rule.priority;
        }
    }
    return station.spec->priority;
}

void Engine::waitIn(ServiceState& service, Line& line, Standing standing, Index index) {
    if (!mayWait(index)) {
        return;
    }
    if (service.guardsKeys && !isKeyFree(m_deliveries[index])) {
        park(service, index);
    } else {
        m_deliveries[index].standing = standing;
        line.push(m_deliveries, index, rankOf(service, m_deliveries[index]));
    }
    if (service.byStart.empty()) {
        startReplica(service);
    }
}

/// A message before the workers of its service: one takes it at once, or it waits in a line.
void Engine::enqueueSpecially(ServiceState& service, Index index) {
    Delivery& delivery = m_deliveries[index];
    if (delivery.order == 0) {
        delivery.order = ++m_order;
    }
    if (service.spec->discipline == Discipline::shortest &&
        (delivery.rare == kNone || m_rare[delivery.rare].work < 0)) {
        const double work = drawOwnTime(index);
        rareOf(delivery).work = work;
    }
    if (service.guardsKeys) {
        parkAllHeads(service);
    }
    if (delivery.cell != kNone) {
        if (m_groups[m_cells[delivery.cell].group].topic) {
            enqueueInGroup(service, index);
            return;
        }
        if (m_groups[m_cells[delivery.cell].group].service == kNone &&
            (delivery.rare == kNone || !m_rare[delivery.rare].assigned)) {
            enqueueInSharedQueue(index);
            return;
        }
    } else if (service.spec->balancing != Balancing::shared) {
        enqueueBalanced(service, index);
        return;
    }
    const Index free = service.line.empty() || service.pollEvery > 0 ? replicaWithFreeWorker(service) : kNone;
    if (free != kNone && mayStartAtOnce(service, service.replicas[free], delivery)) {
        startOn(service, free, index);
        return;
    }
    if (!preempts(service, kNone, index)) {
        waitIn(service, service.line, Standing::serviceLine, index);
    }
}

/// Only the replica that has its partition may take it.
void Engine::enqueueInGroup(ServiceState& service, Index index) {
    Delivery& delivery = m_deliveries[index];
    const Cell& cell = m_cells[delivery.cell];
    GroupState& group = m_groups[cell.group];
    if (group.paused || cell.replica == kNone) {
        if (mayWait(index)) {
            delivery.standing = Standing::pausing;
            group.barred.insertByOrder(m_deliveries, index);
        }
        if (service.byStart.empty()) {
            startReplica(service);
        }
        return;
    }
    delivery.replica = cell.replica;
    Replica& replica = service.replicas[cell.replica];
    if (mayStartAtOnce(service, replica, delivery)) {
        startOn(service, cell.replica, index);
        return;
    }
    if (!preempts(service, cell.replica, index)) {
        waitIn(service, replica.line, Standing::replicaLine, index);
    }
}

void Engine::enqueueBalanced(ServiceState& service, Index index) {
    Delivery& delivery = m_deliveries[index];
    // One that has waited before a replica, for its key, as part of a batch or at its door, stays there if that is
    // still one.
    const bool isGiven = delivery.replica != kNone && std::find(service.byStart.begin(), service.byStart.end(),
                                                                delivery.replica) != service.byStart.end();
    if ((delivery.marks & kInterruptedMark) == 0 && !isGiven) {
        giveToReplica(service, index, chooseReplica(service));
    }
    if (delivery.replica == kNone) {
        waitIn(service, service.line, Standing::serviceLine, index);
        return;
    }
    Replica& replica = service.replicas[delivery.replica];
    if (mayStartAtOnce(service, replica, delivery)) {
        startOn(service, delivery.replica, index);
        return;
    }
    if (!preempts(service, delivery.replica, index)) {
        waitIn(service, replica.line, Standing::replicaLine, index);
    }
}

/// What was counted before it was given to a replica is counted there; the first of a batch when it finds room.
void Engine::giveToReplica(ServiceState& service, Index index, Index replica) {
    for (Index i = index; i != kNone; i = fellowOf(m_deliveries[i])) {
        Delivery& delivery = m_deliveries[i];
        const bool isCounted = (delivery.marks & kCrowdMark) != 0;
        crowdOut(service, delivery);
        delivery.replica = replica;
        if (isCounted && i != index) {
            crowdIn(service, delivery);
        }
    }
}

/// A queue that several services read: whoever is free takes it, ties at random among their handlers.
void Engine::enqueueInSharedQueue(Index index) {
    Delivery& delivery = m_deliveries[index];
    const Way& way = m_ways[delivery.way];
    m_choices.clear();
    for (Index i = way.subscribers.first; i < way.subscribers.end(); ++i) {
        const Index row = stationFor(m_network.receivers[i].handler, delivery.message);
        const ServiceState& service = m_services[m_stations[row].service];
        if (allows(delivery, i - way.subscribers.first) && service.pollEvery == 0 && service.line.empty() &&
            replicaWithFreeWorker(service) != kNone) {
            m_choices.push_back(row);
        }
    }
    if (m_choices.empty()) {
        if (mayWait(index)) {
            delivery.standing = Standing::channelLine;
            m_channels[m_ways[delivery.way].channel].line.insertByOrder(m_deliveries, index, takersOf(delivery));
            startPatienceInChannel(index);
        }
        return;
    }
    Index row = m_choices.front();
    if (m_choices.size() > 1) {
        RandomStream* const chance = m_services[m_stations[row].service].chance;
        row = m_choices[static_cast<std::size_t>(chance->uniform() * static_cast<double>(m_choices.size()))];
    }
    assign(index, row);
}

/// One of a queue's readers has a free worker for it; what guards the handler comes first.
void Engine::assign(Index index, Index row) {
    moveTo(index, row);
    rareOf(m_deliveries[index]).assigned = true;
    offerAgain(index);
}

/// Whether the filters of the flows from a queue let a subscriber have it.
bool Engine::allows(const Delivery& delivery, Index subscriber) const {
    return delivery.rare == kNone || subscriber >= 32 || (m_rare[delivery.rare].allowed >> subscriber & 1U) != 0;
}

/// Another handler of its queue takes it: its wait was there.
void Engine::moveTo(Index index, Index row) {
    Delivery& delivery = m_deliveries[index];
    if (delivery.station == row) {
        return;
    }
    Station& from = m_stations[delivery.station];
    Station& to = m_stations[row];
    const double waited = m_now - delivery.since;
    uncountQueued(m_services[from.service], delivery);
    from.queue.moved += waited;
    to.queue.moved -= waited;
    for (const auto& [station, moved] : {std::pair{&from, waited}, std::pair{&to, -waited}}) {
        if ((station->traits & kTwoPlaces) != 0) {
            keptOf(*station).bothQueue.moved += moved;
        }
    }
    --from.flow.arrivals;
    ++to.flow.arrivals;
    delivery.station = row;
}

/// Which of a service's handlers takes a message of a queue that several of them follow: any, equally likely.
void Engine::chooseHandler(ServiceState& service, Index index) {
    Delivery& delivery = m_deliveries[index];
    const Way& way = m_ways[delivery.way];
    if (way.subscribers.count < 2) {
        return;
    }
    m_choices.clear();
    for (Index i = way.subscribers.first; i < way.subscribers.end(); ++i) {
        const Index row = stationFor(m_network.receivers[i].handler, delivery.message);
        if (&m_services[m_stations[row].service] == &service && allows(delivery, i - way.subscribers.first)) {
            m_choices.push_back(row);
        }
    }
    if (m_choices.size() > 1) {
        const auto any = static_cast<std::size_t>(service.chance->uniform() * static_cast<double>(m_choices.size()));
        moveTo(index, m_choices[any]);
    }
}

Index Engine::chooseReplica(ServiceState& service) {
    // Those that work; if none does, those that will.
    m_choices.clear();
    for (const Index row : service.byStart) {
        if (service.replicas[row].state == ReplicaState::up && service.replicas[row].downs == 0) {
            m_choices.push_back(row);
        }
    }
    if (m_choices.empty()) {
        m_choices = service.byStart;
    }
    if (m_choices.size() < 2) {
        return m_choices.empty() ? kNone : m_choices.front();
    }
    const auto any = [&](std::size_t count) {
        return static_cast<std::size_t>(service.balance->uniform() * static_cast<double>(count));
    };
    switch (service.spec->balancing) {
    case Balancing::shared:
    case Balancing::random:
        return m_choices[any(m_choices.size())];
    case Balancing::roundRobin:
        return m_choices[service.roundRobin++ % m_choices.size()];
    case Balancing::leastBusy: {
        std::size_t best = 0; // those with the fewest come to the front
        std::uint32_t fewest = kUnlimited;
        for (std::size_t i = 0; i < m_choices.size(); ++i) {
            const std::uint32_t there = messagesAt(service, m_choices[i]);
            if (there < fewest) {
                fewest = there;
                best = 0;
            }
            if (there == fewest) {
                std::swap(m_choices[best++], m_choices[i]);
            }
        }
        return best == 1 ? m_choices.front() : m_choices[any(best)];
    }
    case Balancing::powerOfTwo:
        break;
    }
    const std::size_t draws = std::min<std::size_t>(std::max(service.spec->choices, 1U), m_choices.size());
    Index best = kNone;
    for (std::size_t i = 0; i < draws; ++i) {
        std::swap(m_choices[i], m_choices[i + any(m_choices.size() - i)]);
        if (best == kNone || messagesAt(service, m_choices[i]) < messagesAt(service, best)) {
            best = m_choices[i];
        }
    }
    return best;
}

/// Waiting before a replica or handled by it.
std::uint32_t Engine::messagesAt(const ServiceState& service, Index row) const {
    const Replica& replica = service.replicas[row];
    return replica.crowd + (service.sharings.size() > row ? service.sharings[row].count : replica.busy);
}

/// Gives the free workers of a replica what waits, the best first.
void Engine::serve(ServiceState& service, Index row) {
    Replica& replica = service.replicas[row];
    while (freeWorkers(service, replica) > replica.sleepers.size()) {
        if (service.guardsKeys) {
            parkHeads(service, service.line);
            parkHeads(service, replica.line);
        }
        Line* const line = betterLine(service, replica);
        const Index shared = headOfSharedQueues(service, line);
        if (shared != kNone) {
            withdraw(shared);
            assign(shared, stationOfService(service, shared));
        } else if (line != nullptr) {
            const Index next = line->first(service.chance);
            line->remove(m_deliveries, next);
            if (service.guardsKeys && !isKeyFree(m_deliveries[next])) {
                park(service, next);
            } else {
                startOn(service, row, next);
            }
        } else if (service.pollEvery > 0 && (service.spec->concurrency != kUnlimited || replica.sleepers.empty())) {
            // Of any number of workers one looks for all.
            replica.sleepers.push_back(
                m_pending.push(m_now + service.pollEvery, payloadOf(EventKind::poll, rowOf(service), row)));
        } else {
            break;
        }
    }
    if (!service.doors.empty()) {
        openDoors(service);
    }
    noteIdle(service);
}

/// One of those asleep looks whether something has come: the one whose sleep was to end first.
void Engine::poll(Index row, Index replicaRow) {
    ServiceState& service = m_services[row];
    Replica& replica = service.replicas[replicaRow];
    replica.sleepers.erase(replica.sleepers.begin());
    serve(service, replicaRow);
}

Line* Engine::betterLine(ServiceState& service, Replica& replica) {
    if (service.line.empty()) {
        return replica.line.empty() ? nullptr : &replica.line;
    }
    if (replica.line.empty()) {
        return &service.line;
    }
    if (service.spec->discipline == Discipline::random) {
        const auto shared = static_cast<double>(service.line.size());
        const auto own = static_cast<double>(replica.line.size());
        return service.chance->uniform() * (shared + own) < own ? &replica.line : &service.line;
    }
    const bool ownFirst = goesFirst(service, replica.line.first(nullptr), service.line.first(nullptr));
    return ownFirst ? &replica.line : &service.line;
}

/// The first of the queues it shares with others, if that goes before what the lines offer.
Index Engine::headOfSharedQueues(ServiceState& service, Line* line) {
    Index best = kNone;
    for (const Index channel : service.sharedQueues) {
        for (const SharedLine::Part& part : m_channels[channel].line.parts()) {
            const Index i = part.list.head;
            if (i != kNone && (best == kNone || m_deliveries[i].order < m_deliveries[best].order) &&
                stationOfService(service, i) != kNone) {
                best = i;
            }
        }
    }
    if (best == kNone || line == nullptr || service.spec->discipline == Discipline::random) {
        return line == nullptr ? best : kNone;
    }
    return goesFirst(service, best, line->first(nullptr)) ? best : kNone;
}

/// A number for the set of handlers that may take a message of a queue: those of its way that its filters let it go to
/// (queries go to stations of their own).
std::uint64_t Engine::takersOf(const Delivery& delivery) const {
    constexpr unsigned kQueryBit = 32;
    constexpr unsigned kWayBits = 33;
    const std::uint64_t allowed = delivery.rare == kNone ? ~std::uint32_t{0} : m_rare[delivery.rare].allowed;
    const std::uint64_t query = m_network.messages[delivery.message].query ? 1 : 0;
    return (std::uint64_t{delivery.way} << kWayBits) | (query << kQueryBit) | allowed;
}

/// A station of this service that may take the message of a shared queue.
Index Engine::stationOfService(const ServiceState& service, Index index) const {
    const Delivery& delivery = m_deliveries[index];
    const Way& way = m_ways[delivery.way];
    for (Index i = way.subscribers.first; i < way.subscribers.end(); ++i) {
        const Index row = stationFor(m_network.receivers[i].handler, delivery.message);
        if (&m_services[m_stations[row].service] == &service && allows(delivery, i - way.subscribers.first)) {
            return row;
        }
    }
    return kNone;
}

} // namespace stormglass::sim::detail
