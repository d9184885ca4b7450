// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <algorithm>
#include <utility>

/// A message and a worker of a replica: how they come together and part.
namespace stormglass::sim::detail {

void Engine::startOn(ServiceState& service, Index row, Index index) {
    Delivery& delivery = m_deliveries[index];
    Station& station = m_stations[delivery.station];
    delivery.standing = Standing::nowhere;
    delivery.replica = delivery.way == kNone && (delivery.marks & kCrowdMark) != 0 ? delivery.replica : row;
    uncountQueued(service, delivery);
    delivery.replica = row;
    if (delivery.rare != kNone) {
        m_rare[delivery.rare].givenBack = false;
        stopPatience(delivery);
        if ((delivery.marks & kInterruptedMark) == 0 && recognised(station, delivery)) {
            const Index heir = unchain(index);
            finishRecognised(index);
            if (heir != kNone) { // its batch goes without it
                startOn(service, row, heir);
            }
            return;
        }
    }
    claimKey(index);
    service.stirred = true;
    if (service.spec->discipline != Discipline::processorSharing) {
        takeWorker(service, index);
    }
    if ((delivery.marks & kInterruptedMark) != 0) {
        resume(index);
        return;
    }
    if ((station.traits & kBatches) != 0) {
        takeFellows(service, index);
        beginCounted(service, index); // what is handed over together comes again in the order of the batch
        beginBatch(service, index);
    } else {
        beginCounted(service, index);
        workOnOrigin(delivery);
    }
    begin(station, delivery, index);
}

/// A message's handling begins, or a hedged copy's.
void Engine::beginCounted(ServiceState& service, Index index) {
    const Delivery& delivery = m_deliveries[index];
    if ((delivery.marks & kUncountedMark) != 0) {
        copyBegins(index);
        return;
    }
    countActive(service, m_stations[delivery.station], true);
    if (delivery.way != kNone) {
        takeFromChannel(index);
    }
}

/// The messages of a batch are in a worker's hands, but for what an idempotent handler recognises.
void Engine::beginBatch(ServiceState& service, Index first) {
    Station& station = m_stations[m_deliveries[first].station];
    workOnOrigin(m_deliveries[first]);
    std::uint32_t size = 1;
    for (Index last = first; fellowOf(m_deliveries[last]) != kNone;) {
        const Index next = fellowOf(m_deliveries[last]);
        if (m_deliveries[next].rare != kNone && recognised(station, m_deliveries[next])) {
            m_rare[m_deliveries[last].rare].fellow = unchain(next);
            uncountQueued(service, m_deliveries[next]);
            stopPatience(m_deliveries[next]);
            dropClaim(next);
            finishRecognised(next);
            continue;
        }
        beginFellow(service, next, m_deliveries[first].replica);
        last = next;
        ++size;
    }
    station.extras->batchSize.record(size);
}

/// One more in a batch: counted like the first, but without a clock of its own.
void Engine::beginFellow(ServiceState& service, Index index, Index replica) {
    Delivery& delivery = m_deliveries[index];
    uncountQueued(service, delivery);
    stopPatience(delivery);
    claimKey(index);
    if (delivery.rare != kNone) {
        m_rare[delivery.rare].work = -1; // the batch has one time
        m_rare[delivery.rare].givenBack = false;
    }
    workOnOrigin(delivery);
    delivery.standing = Standing::nowhere;
    delivery.replica = replica;
    delivery.stage = Stage::handling;
    delivery.started = m_now;
    delivery.waited += m_now - delivery.since;
    step(delivery, PathPart::waiting, PlaceKind::handler, m_stations[delivery.station].handler);
    beginCounted(service, index);
}

void Engine::takeWorker(ServiceState& service, Index index) {
    const Delivery& delivery = m_deliveries[index];
    Replica& replica = service.replicas[delivery.replica];
    if (!replica.sleepers.empty() && freeWorkers(service, replica) <= replica.sleepers.size()) {
        cancel(replica.sleepers.back());
        replica.sleepers.pop_back();
    }
    ++replica.busy;
    replica.jobs.pushBack(m_deliveries, index);
    service.busy.up(sinceWindow());
    service.busySince.up(m_now - service.decidedAt);
    m_stations[delivery.station].workers.up(sinceWindow());
}

/// The worker of a job is free, or will be when its replica is repaired. Whoever calls serves others then.
void Engine::freeWorker(ServiceState& service, Index index) {
    const Delivery& delivery = m_deliveries[index];
    if (service.spec->discipline == Discipline::processorSharing) {
        if (delivery.standing == Standing::share) {
            shareOut(service, index);
        }
        return;
    }
    Replica& replica = service.replicas[delivery.replica];
    --replica.busy;
    replica.jobs.remove(m_deliveries, index);
    if (replica.downs == 0) {
        service.busy.down(sinceWindow());
        service.busySince.down(m_now - service.decidedAt);
        m_stations[delivery.station].workers.down(sinceWindow());
    }
    if (replica.state == ReplicaState::stopping && replica.busy == 0) {
        replicaGone(service, delivery.replica);
    }
}

/// preemptivePriority: the least important job, of those the one begun last, makes room for a more important one.
Index Engine::victimOf(const ServiceState& service, Index only, const Delivery& newcomer) const {
    if (service.spec->discipline != Discipline::preemptivePriority || !isKeyFree(newcomer)) {
        return kNone;
    }
    const double priority = priorityOf(newcomer);
    Index victim = kNone;
    for (const Index row : service.byStart) {
        if ((only != kNone && row != only) || !service.replicas[row].works()) {
            continue;
        }
        for (Index i = service.replicas[row].jobs.head; i != kNone; i = m_deliveries[i].next) {
            const Delivery& job = m_deliveries[i];
            if (job.stage != Stage::handling || job.slot == kNoSlot || !(priorityOf(job) < priority)) {
                continue;
            }
            const bool rather =
                victim == kNone || priorityOf(job) < priorityOf(m_deliveries[victim]) ||
                (priorityOf(job) == priorityOf(m_deliveries[victim]) && job.started > m_deliveries[victim].started);
            victim = rather ? i : victim;
        }
    }
    return victim;
}

bool Engine::preempts(ServiceState& service, Index only, Index index) {
    const Index victim = victimOf(service, only, m_deliveries[index]);
    if (victim == kNone) {
        return false;
    }
    Delivery& job = m_deliveries[victim];
    const Index replica = job.replica;
    interrupt(victim);
    freeWorker(service, victim);
    // It waits where it came from: before its replica what was given to one, or comes of one's partition.
    const bool own = job.way == kNone ? service.spec->balancing != Balancing::shared
                                      : m_network.channels[m_ways[job.way].channel].topic;
    job.standing = own ? Standing::replicaLine : Standing::serviceLine;
    (own ? service.replicas[replica].line : service.line).push(m_deliveries, victim, rankOf(service, job));
    startOn(service, replica, index);
    return true;
}

/// Stands still from now on; what is left to do is kept.
void Engine::interrupt(Index index) {
    Delivery& delivery = m_deliveries[index];
    RareState& rare = rareOf(delivery);
    if (delivery.standing == Standing::share) {
        rare.work = shareLeft(m_services[m_stations[delivery.station].service], index);
    } else if (delivery.slot != kNoSlot) {
        rare.work = std::max(0.0, m_pending.timeOf(delivery.slot) - m_now);
        cancel(delivery.slot);
    }
    delivery.marks |= kInterruptedMark;
}

/// Goes on with what was left, or begins anew.
void Engine::resume(Index index) {
    Delivery& delivery = m_deliveries[index];
    delivery.marks = static_cast<std::uint8_t>(delivery.marks & ~kInterruptedMark);
    const double left = std::exchange(m_rare[delivery.rare].work, -1);
    const double work = left >= 0 ? left : handlingTime(index);
    ServiceState& service = m_services[m_stations[delivery.station].service];
    if (!service.sharings.empty()) {
        shareIn(service, index, work);
        return;
    }
    delivery.slot = schedule(work, EventKind::completion, index);
}

} // namespace stormglass::sim::detail
