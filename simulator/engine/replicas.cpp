// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <algorithm>
#include <utility>

/// Replicas start, break down, are repaired and stop.
namespace stormglass::sim::detail {

Index Engine::startReplica(ServiceState& service) {
    Index row = 0;
    while (row < service.replicas.size() && service.replicas[row].state != ReplicaState::gone) {
        ++row;
    }
    if (row == service.replicas.size()) {
        addReplica(service);
    }
    Replica& replica = service.replicas[row];
    replica.state = ReplicaState::starting;
    replica.startOrder = ++service.starts;
    replica.downs = service.fault.down > 0 ? 1 : 0;
    replica.failedOver = false;
    service.byStart.push_back(row);
    service.replicasPaid.up(sinceWindow());
    const double startup = service.spec->startup.present() ? drawn(service.spec->startup) : 0;
    if (startup > 0) {
        replica.clock = m_pending.push(m_now + startup, payloadOf(EventKind::replicaReady, rowOf(service), row));
    } else {
        replicaReady(service, row);
    }
    return row;
}

void Engine::addReplica(ServiceState& service) {
    Replica replica;
    replica.line.setKind(service.line.kind());
    service.replicas.push_back(std::move(replica));
    if (!service.sharings.empty() && service.spec->balancing != Balancing::shared) {
        service.sharings.emplace_back();
        service.sharings.back().jobs.setKind(LineKind::heap);
    }
}

void Engine::replicaReady(ServiceState& service, Index row) {
    Replica& replica = service.replicas[row];
    replica.clock = kNoSlot;
    replica.state = ReplicaState::up;
    if (replica.downs == 0) {
        countUp(service, true);
    }
    if (service.spec->breakdowns.every.present()) {
        replica.breakdown = m_pending.push(m_now + drawn(service.spec->breakdowns.every),
                                           payloadOf(EventKind::breakdown, rowOf(service), row));
    }
    resizeShare(service, row);
    regroup(service, true);
    // What came while there was nobody to give it to.
    while (!service.line.empty() && service.spec->balancing != Balancing::shared && hasUnassigned(service)) {
        const Index next = service.line.first(nullptr);
        service.line.remove(m_deliveries, next);
        m_deliveries[next].standing = Standing::nowhere;
        enqueueBalanced(service, next);
    }
    serve(service, row);
}

/// Balanced messages in the shared line: they came when no replica was there.
bool Engine::hasUnassigned(const ServiceState& service) const {
    bool some = false;
    service.line.forEach(m_deliveries, [&](Index i) { some = some || m_deliveries[i].way == kNone; });
    return some && !service.byStart.empty();
}

void Engine::countUp(ServiceState& service, bool up) {
    const std::uint32_t workers = service.spec->concurrency == kUnlimited ? 0 : service.spec->concurrency;
    if (up) {
        service.replicasUp.up(sinceWindow());
        service.workersUp.set(sinceWindow(), service.workersUp.value + workers);
        service.upSince.set(m_now - service.decidedAt, service.upSince.value + workers);
    } else {
        service.replicasUp.down(sinceWindow());
        service.workersUp.set(sinceWindow(), service.workersUp.value - workers);
        service.upSince.set(m_now - service.decidedAt, service.upSince.value - workers);
    }
}

/// The youngest stops: it takes nothing new and finishes what it has. Until then it runs, and may break down.
void Engine::stopYoungest(ServiceState& service) {
    const Index row = service.byStart.back();
    service.byStart.pop_back();
    Replica& replica = service.replicas[row];
    for (Slot& sleeper : replica.sleepers) {
        cancel(sleeper);
    }
    replica.sleepers.clear();
    if (replica.state == ReplicaState::starting) {
        replicaGone(service, row);
        return;
    }
    replica.state = ReplicaState::stopping;
    resizeShare(service, row);
    regroup(service, true);
    handOnLine(service, row);
    const bool shares = !service.sharings.empty() && service.sharings.size() > 1 && service.sharings[row].count > 0;
    if (replica.busy == 0 && !shares) {
        replicaGone(service, row);
    }
}

/// What waits before a replica that stops goes to others, also what waits for its key.
void Engine::handOnLine(ServiceState& service, Index row) {
    const std::size_t first = m_unparked.size();
    Line& line = service.replicas[row].line;
    while (!line.empty()) {
        m_unparked.push_back(line.first(nullptr));
        line.remove(m_deliveries, m_unparked.back());
    }
    for (const Index station : service.stations) {
        if (m_stations[station].spec->exclusivePerKey && service.spec->balancing != Balancing::shared) {
            m_stations[station].extras->keys.forEach([&](KeyState& key) { takeParked(key, row); });
        }
    }
    if (service.spec->discipline != Discipline::random) {
        std::sort(m_unparked.begin() + static_cast<std::ptrdiff_t>(first), m_unparked.end(),
                  [&](Index one, Index other) { return goesFirst(service, one, other); });
    }
    for (std::size_t i = first, end = m_unparked.size(); i < end; ++i) {
        Delivery& delivery = m_deliveries[m_unparked[i]];
        delivery.standing = Standing::nowhere;
        crowdOut(service, delivery);
        delivery.replica = kNone;
        rareOf(delivery).givenBack = true; // it has been taken, whatever the room elsewhere
        enqueueSpecially(service, m_unparked[i]);
    }
    m_unparked.resize(first);
}

/// Those of a key that were given to a replica.
void Engine::takeParked(KeyState& key, Index replica) {
    for (Index i = key.parked.head; i != kNone;) {
        const Index next = m_deliveries[i].next;
        if (m_deliveries[i].cell == kNone && m_deliveries[i].replica == replica) {
            key.parked.remove(m_deliveries, i);
            m_unparked.push_back(i);
        }
        i = next;
    }
}

void Engine::replicaGone(ServiceState& service, Index row) {
    Replica& replica = service.replicas[row];
    if (replica.state == ReplicaState::gone) {
        return;
    }
    if (replica.works()) {
        countUp(service, false);
    }
    cancel(replica.breakdown);
    cancel(replica.clock);
    replica.state = ReplicaState::gone;
    replica.downs = 0;
    service.replicasPaid.down(sinceWindow());
    resizeShare(service, row);
}

void Engine::breaksDown(ServiceState& service, Index row) {
    Replica& replica = service.replicas[row];
    replica.breakdown = m_pending.push(m_now + drawn(service.spec->breakdowns.repair),
                                       payloadOf(EventKind::repair, rowOf(service), row));
    goDown(service, row);
}

void Engine::repaired(ServiceState& service, Index row) {
    Replica& replica = service.replicas[row];
    replica.breakdown = m_pending.push(m_now + drawn(service.spec->breakdowns.every),
                                       payloadOf(EventKind::breakdown, rowOf(service), row));
    comeUp(service, row);
}

/// What waits there stays; what was being handled is interrupted as the service says.
void Engine::goDown(ServiceState& service, Index row) {
    Replica& replica = service.replicas[row];
    if (replica.downs++ > 0 || replica.state == ReplicaState::starting || replica.state == ReplicaState::gone) {
        return;
    }
    for (Slot& sleeper : replica.sleepers) {
        cancel(sleeper);
    }
    replica.sleepers.clear();
    service.busy.set(sinceWindow(), service.busy.value - replica.busy);
    service.busySince.set(m_now - service.decidedAt, service.busySince.value - replica.busy);
    countUp(service, false);
    resizeShare(service, row);
    if (service.spec->failover != kNever) {
        replica.clock =
            m_pending.push(m_now + service.spec->failover, payloadOf(EventKind::failover, rowOf(service), row));
    }
    std::vector<Index> jobs = std::exchange(m_spareRows, {});
    for (Index i = replica.jobs.head; i != kNone; i = m_deliveries[i].next) {
        jobs.push_back(i);
        m_stations[m_deliveries[i].station].workers.down(sinceWindow());
    }
    addStrandedJobs(service, row, jobs);
    for (const Index job : jobs) {
        breakJob(service, job);
    }
    jobs.clear();
    m_spareRows = std::move(jobs);
}

void Engine::breakJob(ServiceState& service, Index index) {
    Delivery& delivery = m_deliveries[index];
    Interrupted how = service.spec->breakdowns.interrupted;
    const bool byChannel = delivery.way != kNone && (delivery.marks & kUncountedMark) == 0;
    if (how == Interrupted::byDefault && byChannel) {
        how = Interrupted::redeliver;
    }
    if (delivery.stage == Stage::blocked) {
        return; // its work is done and sent; only its worker is gone
    }
    switch (how) {
    case Interrupted::byDefault:
        attemptEnds(index, Outcome::failure);
        return;
    case Interrupted::resume:
        if (delivery.standing != Standing::share) { // else it stands still there
            interrupt(index);
        }
        return;
    case Interrupted::restart:
        if (delivery.standing == Standing::share) {
            shareOut(service, index);
            shareIn(service, index, handlingTime(index));
        } else {
            startOver(index);
        }
        return;
    case Interrupted::redeliver:
        giveBackWork(index);
        return;
    }
}

/// All of it will be done anew, what it was about to send and its calls too; those who were called go on.
void Engine::startOver(Index first) {
    interrupt(first);
    rareOf(m_deliveries[first]).work = -1;
    for (Index i = first; i != kNone; i = fellowOf(m_deliveries[i])) {
        Delivery& delivery = m_deliveries[i];
        dropFrame(delivery);
        delivery.stage = Stage::handling;
        if (delivery.rare != kNone) {
            m_rare[delivery.rare].verdict = Outcome::success;
        }
    }
}

/// Given back to its old place: to its channel, one more attempt towards maxAttempts, or to its line.
void Engine::giveBackWork(Index first) {
    Station& station = m_stations[m_deliveries[first].station];
    ServiceState& service = m_services[station.service];
    cancel(m_deliveries[first].slot);
    if (m_deliveries[first].rare != kNone) {
        cancel(m_rare[m_deliveries[first].rare].handlingTimer);
    }
    freeWorker(service, first);
    for (Index i = first; i != kNone;) {
        Delivery& delivery = m_deliveries[i];
        const Index next = unchain(i);
        dropFrame(delivery);
        leaveHandling(service, i);
        dropClaim(i);
        delivery.since = m_now;
        delivery.replica = kNone;
        delivery.marks = static_cast<std::uint8_t>(delivery.marks & ~kInterruptedMark);
        rareOf(delivery).work = -1;
        m_rare[delivery.rare].givenBack = true;
        m_rare[delivery.rare].verdict = Outcome::success;
        if (delivery.way != kNone) {
            const std::uint32_t most = m_network.channels[m_ways[delivery.way].channel].maxAttempts;
            if (most > 1 && delivery.handOvers >= most) {
                leaveChannel(delivery, Outcome::failure);
                finish(i, Outcome::failure);
                i = next;
                continue;
            }
            returnHandOver(i);
        }
        delivery.stage = Stage::waiting;
        if ((delivery.marks & kUncountedMark) != 0) {
            passHandler(i); // patience and breaker are its message's
        } else {
            offerAgain(i);
        }
        i = next;
    }
}

void Engine::comeUp(ServiceState& service, Index row) {
    Replica& replica = service.replicas[row];
    if (replica.state == ReplicaState::gone || replica.downs == 0 || --replica.downs > 0 ||
        replica.state == ReplicaState::starting) {
        return;
    }
    cancel(replica.clock);
    service.busy.set(sinceWindow(), service.busy.value + replica.busy);
    service.busySince.set(m_now - service.decidedAt, service.busySince.value + replica.busy);
    countUp(service, true);
    resizeShare(service, row);
    for (Index i = replica.jobs.head; i != kNone; i = m_deliveries[i].next) {
        Delivery& delivery = m_deliveries[i];
        m_stations[delivery.station].workers.up(sinceWindow());
        if ((delivery.marks & kInterruptedMark) != 0) {
            const bool waitsForCalls =
                m_rare[delivery.rare].work < 0 && service.spec->breakdowns.interrupted != Interrupted::restart;
            if (waitsForCalls) {
                delivery.marks = static_cast<std::uint8_t>(delivery.marks & ~kInterruptedMark);
            } else {
                resume(i);
            }
        }
    }
    if (std::exchange(replica.failedOver, false)) {
        regroup(service, true);
    }
    serve(service, row);
}

void Engine::failsOver(ServiceState& service, Index row) {
    service.replicas[row].clock = kNoSlot;
    service.replicas[row].failedOver = true;
    regroup(service, true);
}

} // namespace stormglass::sim::detail
