// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

/// Services whose replicas differ: those that read channels, are balanced, break down, grow and shrink, or serve in
/// another order than that of arrival. A worker takes the best of two lines, the service's and its replica's.
namespace stormglass::sim::detail {

bool Engine::hasFreeWorker(const ServiceState& service, const Replica& replica) noexcept {
    return replica.state == ReplicaState::up && replica.busy < service.spec->concurrency;
}

/// The longest running one; kNone: all are busy.
Index Engine::replicaWithFreeWorker(const ServiceState& service) const {
    for (std::size_t i = 0; i < service.replicas.size(); ++i) {
        if (hasFreeWorker(service, service.replicas[i])) {
            return static_cast<Index>(i);
        }
    }
    return kNone;
}

double Engine::rankOf(const ServiceState& service, const Delivery& delivery) const {
    switch (service.spec->discipline) {
    case Discipline::lifo:
        return -static_cast<double>(delivery.order);
    case Discipline::fifo:
    case Discipline::random:
    case Discipline::shortest:
    case Discipline::priority:
    case Discipline::preemptivePriority:
    case Discipline::processorSharing:
        return 0;
    }
    return 0;
}

void Engine::countQueued(ServiceState& service, Delivery& delivery) {
    if ((delivery.marks & kQueuedMark) == 0) {
        delivery.marks |= kQueuedMark;
        m_stations[delivery.station].queue.up(sinceWindow());
        if (service.manyStations) {
            service.queue.up(sinceWindow());
        }
    }
}

void Engine::uncountQueued(ServiceState& service, Delivery& delivery) {
    if ((delivery.marks & kQueuedMark) != 0) {
        delivery.marks = static_cast<std::uint8_t>(delivery.marks & ~kQueuedMark);
        m_stations[delivery.station].queue.down(sinceWindow());
        if (service.manyStations) {
            service.queue.down(sinceWindow());
        }
    }
}

void Engine::waitIn(ServiceState& service, Line& line, Standing standing, Index index) {
    Delivery& delivery = m_deliveries[index];
    delivery.stage = Stage::waiting;
    delivery.standing = standing;
    countQueued(service, delivery);
    line.push(m_deliveries, index, rankOf(service, delivery));
}

void Engine::enqueueSpecially(ServiceState& service, Index index) {
    Delivery& delivery = m_deliveries[index];
    if (delivery.way == kNone || delivery.attempt > 1) {
        delivery.order = ++m_order;
    }
    if (delivery.cell != kNone && m_groups[m_cells[delivery.cell].group].topic) {
        const Index own = m_cells[delivery.cell].replica;
        Replica& replica = service.replicas[own];
        if (hasFreeWorker(service, replica) && replica.line.empty() && service.line.empty()) {
            startOn(service, own, index);
        } else {
            waitIn(service, replica.line, Standing::replicaLine, index);
        }
        return;
    }
    const Index free = service.line.empty() ? replicaWithFreeWorker(service) : kNone;
    if (free != kNone && service.replicas[free].line.empty()) {
        startOn(service, free, index);
        return;
    }
    if (delivery.way == kNone) {
        if (service.waiting >= service.queueLimit) {
            overflow(index);
            return;
        }
        ++service.waiting;
    }
    waitIn(service, service.line, Standing::serviceLine, index);
}

void Engine::startOn(ServiceState& service, Index replica, Index index) {
    Delivery& delivery = m_deliveries[index];
    ++service.replicas[replica].busy;
    service.busy.up(sinceWindow());
    if (service.manyStations) {
        service.active.up(sinceWindow());
    }
    delivery.replica = replica;
    delivery.standing = Standing::nowhere;
    uncountQueued(service, delivery);
    if (delivery.way != kNone) {
        takeFromChannel(delivery);
    }
    start(index);
}

void Engine::freeWorker(ServiceState& service, Delivery& delivery) {
    --service.replicas[delivery.replica].busy;
    service.busy.down(sinceWindow());
    if (service.manyStations) {
        service.active.down(sinceWindow());
    }
}

/// Gives the free workers of a replica what waits, the best first.
void Engine::serve(ServiceState& service, Index index) {
    Replica& replica = service.replicas[index];
    while (hasFreeWorker(service, replica)) {
        Line* line = &service.line;
        if (line->empty() || !replica.line.empty()) {
            if (replica.line.empty()) {
                return;
            }
            if (line->empty()) {
                line = &replica.line;
            } else {
                const Index shared = line->first(nullptr);
                const Index own = replica.line.first(nullptr);
                const double sharedRank = rankOf(service, m_deliveries[shared]);
                const double ownRank = rankOf(service, m_deliveries[own]);
                if (ownRank < sharedRank ||
                    (ownRank == sharedRank && m_deliveries[own].order < m_deliveries[shared].order)) {
                    line = &replica.line;
                }
            }
        }
        const Index next = line->first(service.chance);
        line->remove(m_deliveries, next);
        if (line == &service.line && m_deliveries[next].way == kNone) {
            --service.waiting;
        }
        startOn(service, index, next);
    }
}

} // namespace stormglass::sim::detail
