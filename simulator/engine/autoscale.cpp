// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::sim::detail {

namespace {

/// Upwards, but for the rounding of what is whole.
std::uint32_t ceiling(double x) {
    return static_cast<std::uint32_t>(std::clamp(std::ceil(x - 1e-9), 0.0, 1e6));
}

} // namespace

/// CONTRACT section 6: desired = ceil(n busy / target) of the workers up since the last decision, or ceil(total /
/// target) of what waits or lags.
void Engine::decide(Index row) {
    ServiceState& service = m_services[row];
    const Autoscale& rule = service.spec->autoscale;
    schedule(rule.every, EventKind::decide, row);
    const auto n = static_cast<std::uint32_t>(service.byStart.size());
    const double t = m_now - service.decidedAt;
    const auto wanted = [&] {
        switch (rule.metric) {
        case AutoscaleMetric::none:
            break;
        case AutoscaleMetric::busy: {
            const double up = service.upSince.average(t).integral;
            return up > 0 ? ceiling(n * service.busySince.average(t).integral / up / rule.target) : n;
        }
        case AutoscaleMetric::queue:
            return ceiling(waitingFor(service) / rule.target);
        case AutoscaleMetric::lag:
            return ceiling(lagOf(service) / rule.target);
        }
        return n;
    };
    std::uint32_t desired = wanted();
    service.busySince.restart();
    service.upSince.restart();
    service.decidedAt = m_now;
    if (m_now < service.restsUntil) {
        return;
    }
    const std::uint32_t least = std::max(rule.min, std::min(n, 1U)); // the last one goes only when idle
    desired = std::clamp(desired, least, std::max(rule.max, least));
    if (desired == n) {
        return;
    }
    service.restsUntil = m_now + rule.cooldown;
    while (service.byStart.size() < desired) {
        startReplica(service);
    }
    while (service.byStart.size() > desired) {
        stopYoungest(service);
    }
}

double Engine::waitingFor(const ServiceState& service) const {
    double waiting = 0;
    for (const Index station : service.stations) {
        waiting += m_stations[station].queue.value;
    }
    return waiting;
}

double Engine::lagOf(const ServiceState& service) const {
    double lag = 0;
    for (const Index group : service.reads) {
        lag += m_groups[group].unhandled;
    }
    return lag;
}

/// Whether anything waits or is handled, be it a hedged copy that nobody waits for any more.
bool Engine::hasWork(const ServiceState& service) const {
    return service.busy.value > 0 || std::any_of(service.stations.begin(), service.stations.end(), [&](Index row) {
               return m_stations[row].queue.value > 0 || m_stations[row].active.value > 0;
           });
}

/// min 0: with nothing waiting or handled for idleFor, the replicas that are left stop.
void Engine::noteIdle(ServiceState& service) {
    const Autoscale& rule = service.spec->autoscale;
    if (rule.metric == AutoscaleMetric::none || rule.min > 0 || service.byStart.empty()) {
        return;
    }
    if (hasWork(service)) {
        cancel(service.idleTimer);
        return;
    }
    if (service.stirred) {
        cancel(service.idleTimer); // it was idle before, and its time begins anew
        service.stirred = false;
    }
    if (service.idleTimer == kNoSlot) {
        service.idleTimer = schedule(rule.idleFor, EventKind::idle, rowOf(service));
    }
}

void Engine::idleLongEnough(Index row) {
    ServiceState& service = m_services[row];
    service.idleTimer = kNoSlot;
    if (hasWork(service)) {
        return;
    }
    if (service.stirred) {
        noteIdle(service);
        return;
    }
    while (!service.byStart.empty()) {
        stopYoungest(service);
    }
}

} // namespace stormglass::sim::detail
