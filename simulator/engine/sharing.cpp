// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <algorithm>

namespace stormglass::sim::detail {

namespace {

double rateOf(const Sharing& sharing) noexcept {
    if (sharing.count == 0) {
        return 1;
    }
    return std::min(1.0, static_cast<double>(sharing.workers) / static_cast<double>(sharing.count));
}

} // namespace

Sharing& Engine::sharingOf(ServiceState& service, Index replica) {
    return service.sharings[service.sharings.size() == 1 ? 0 : replica];
}

/// Virtual time up to now.
void Engine::advanceShare(Sharing& sharing) const {
    sharing.virtualNow += (m_now - sharing.asOf) * rateOf(sharing);
    sharing.asOf = m_now;
}

/// The jobs of a delivery's station.
Level& Engine::partOf(const ServiceState& service, Sharing& sharing, const Delivery& delivery) {
    sharing.parts.resize(service.stations.size());
    const auto row = std::find(service.stations.begin(), service.stations.end(), delivery.station);
    return sharing.parts[static_cast<std::size_t>(row - service.stations.begin())];
}

void Engine::shareIn(ServiceState& service, Index index, double work) {
    Delivery& delivery = m_deliveries[index];
    Sharing& sharing = sharingOf(service, delivery.replica);
    advanceShare(sharing);
    ++sharing.count;
    partOf(service, sharing, delivery).up(sharing.virtualNow - sharing.virtualAtWindow);
    delivery.standing = Standing::share;
    sharing.jobs.push(m_deliveries, index, sharing.virtualNow + work);
    reschedule(service, delivery.replica);
}

void Engine::shareOut(ServiceState& service, Index index) {
    Sharing& sharing = sharingOf(service, m_deliveries[index].replica);
    advanceShare(sharing);
    --sharing.count;
    partOf(service, sharing, m_deliveries[index]).down(sharing.virtualNow - sharing.virtualAtWindow);
    m_deliveries[index].standing = Standing::nowhere;
    sharing.jobs.remove(m_deliveries, index);
    const Index row = m_deliveries[index].replica;
    reschedule(service, row);
    if (sharing.count == 0 && service.sharings.size() > 1 && service.replicas[row].state == ReplicaState::stopping) {
        replicaGone(service, row);
    }
}

/// The jobs of a share, if no worker of it is up any more.
void Engine::addStrandedJobs(ServiceState& service, Index replica, std::vector<Index>& jobs) {
    if (service.sharings.empty() || sharingOf(service, replica).workers > 0) {
        return;
    }
    const std::size_t first = jobs.size();
    sharingOf(service, replica).jobs.forEach(m_deliveries, [&](Index i) { jobs.push_back(i); });
    sortByOrder(jobs, first);
}

/// The jobs of a station in all shares.
void Engine::addSharedJobs(const ServiceState& service, Index station, std::vector<Index>& jobs) const {
    const std::size_t first = jobs.size();
    for (const Sharing& sharing : service.sharings) {
        sharing.jobs.forEach(m_deliveries, [&](Index i) {
            if (m_deliveries[i].station == station) {
                jobs.push_back(i);
            }
        });
    }
    sortByOrder(jobs, first);
}

/// Those from `first` on, in the order in which they came to their line.
void Engine::sortByOrder(std::vector<Index>& jobs, std::size_t first) const {
    std::sort(jobs.begin() + static_cast<std::ptrdiff_t>(first), jobs.end(),
              [&](Index a, Index b) { return m_deliveries[a].order < m_deliveries[b].order; });
}

/// Work that is left of a job in a share.
double Engine::shareLeft(ServiceState& service, Index index) {
    Sharing& sharing = sharingOf(service, m_deliveries[index].replica);
    advanceShare(sharing);
    return std::max(0.0, sharing.jobs.rankOf(m_deliveries, index) - sharing.virtualNow);
}

void Engine::reschedule(ServiceState& service, Index replica) {
    Sharing& sharing = sharingOf(service, replica);
    cancel(sharing.timer);
    countShared(service);
    const double rate = rateOf(sharing);
    if (sharing.jobs.empty() || rate <= 0) {
        return;
    }
    const double left = std::max(0.0, sharing.jobs.rankOfFirst() - sharing.virtualNow) / rate;
    sharing.timer = m_pending.push(m_now + left, payloadOf(EventKind::share, rowOf(service), replica));
}

/// How many workers a station's jobs have kept busy: each its part of them, whose integral is that of the jobs over
/// virtual time.
TimeAverage Engine::sharedWorkersOf(const ServiceState& service, const Station& station) const {
    const auto row = std::find(service.stations.begin(), service.stations.end(), rowOf(station));
    const auto part = static_cast<std::size_t>(row - service.stations.begin());
    TimeAverage workers{.duration = sinceWindow(), .max = service.busy.max};
    for (const Sharing& sharing : service.sharings) {
        if (part < sharing.parts.size()) {
            const double now = sharing.virtualNow + (m_now - sharing.asOf) * rateOf(sharing);
            workers.integral += sharing.parts[part].average(now - sharing.virtualAtWindow).integral;
        }
    }
    return workers;
}

/// n jobs keep min(n, c) workers busy.
void Engine::countShared(ServiceState& service) {
    std::uint32_t busy = 0;
    for (const Sharing& sharing : service.sharings) {
        busy += std::min(sharing.count, sharing.workers);
    }
    if (busy != service.busy.value) {
        service.busy.set(sinceWindow(), busy);
        service.busySince.set(m_now - service.decidedAt, busy);
    }
}

void Engine::shareEnds(Index row, Index replica) {
    ServiceState& service = m_services[row];
    Sharing& sharing = sharingOf(service, replica);
    sharing.timer = kNoSlot;
    advanceShare(sharing);
    const Index index = sharing.jobs.first(nullptr);
    sharing.virtualNow = std::max(sharing.virtualNow, sharing.jobs.rankOfFirst());
    shareOut(service, index);
    complete(index);
}

/// Workers came up or went down.
void Engine::resizeShare(ServiceState& service, Index replica) {
    if (service.sharings.empty()) {
        return;
    }
    Sharing& sharing = sharingOf(service, replica);
    advanceShare(sharing);
    std::uint32_t workers = 0;
    for (std::size_t i = 0; i < service.replicas.size(); ++i) {
        if (service.replicas[i].works() && (service.sharings.size() == 1 || i == replica)) {
            workers = service.spec->concurrency == kUnlimited ? kUnlimited : workers + service.spec->concurrency;
        }
    }
    sharing.workers = workers;
    reschedule(service, replica);
}

} // namespace stormglass::sim::detail
