// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <algorithm>
#include <utility>

/// Blocked workers that wait for each other in a circle never come free: the run has ended.
namespace stormglass::sim::detail {

/// Whether a worker of the service will come free without help: one is free, works, or will be repaired.
bool Engine::movesByItself(const ServiceState& service) const {
    if (!service.special || service.replicas.empty()) {
        return true;
    }
    for (const Replica& replica : service.replicas) {
        if (replica.state == ReplicaState::gone) {
            continue;
        }
        if (!replica.works() || freeWorkers(service, replica) > 0) {
            return true;
        }
        for (Index i = replica.jobs.head; i != kNone; i = m_deliveries[i].next) {
            const Stage stage = m_deliveries[i].stage;
            const bool timed = m_deliveries[i].rare != kNone && m_rare[m_deliveries[i].rare].handlingTimer != kNoSlot;
            if (timed || (stage != Stage::blocked && stage != Stage::calling)) {
                return true;
            }
        }
    }
    return false;
}

/// Who waits for which service, by job: blocked workers for the receivers whose doors they stand before, callers for
/// those who handle their calls.
void Engine::gatherWaits() {
    if (!gatherWaitsAtDoors()) {
        gatherAllWaits();
    }
    std::ranges::sort(m_waits, [](const WaitsFor& a, const WaitsFor& b) {
        return std::pair(a.job, a.delivery) < std::pair(b.job, b.delivery);
    });
}

/// The usual case, however many messages wait elsewhere: every blocked worker stands before doors with all that it has
/// sent. False: something is called, or still on its way.
bool Engine::gatherWaitsAtDoors() {
    m_waits.clear();
    if (m_calls.live() > 0) {
        return false;
    }
    std::uint64_t blocked = 0;
    for (Index row = 0; row < m_services.size(); ++row) {
        for (Index i = m_services[row].doors.head; i != kNone; i = m_deliveries[i].next) {
            const Index job = m_deliveries[i].rare == kNone ? kNone : m_rare[m_deliveries[i].rare].sender;
            if (job != kNone) {
                m_waits.push_back(
                    {.delivery = i, .job = job, .by = m_stations[m_deliveries[job].station].service, .on = row});
            }
        }
    }
    for (const Station& station : m_stations) {
        blocked += station.blocked.count();
    }
    // Each blocked worker counts once, and each of its messages: what is missing is on its way.
    std::ranges::sort(m_waits, {}, &WaitsFor::job);
    for (std::size_t i = 0; i < m_waits.size();) {
        const Index job = m_waits[i].job;
        const std::size_t first = i;
        while (i < m_waits.size() && m_waits[i].job == job) {
            ++i;
        }
        if (m_rare[m_deliveries[job].rare].doors != i - first) {
            return false;
        }
        --blocked;
    }
    return blocked == 0;
}

void Engine::gatherAllWaits() {
    m_waits.clear();
    for (Index i = 0; i < m_deliveries.made(); ++i) {
        const Delivery& delivery = m_deliveries[i];
        if (delivery.stage == Stage::none || delivery.stage == Stage::done) {
            continue;
        }
        const auto add = [&](Index job, Index service) {
            m_waits.push_back(
                {.delivery = i, .job = job, .by = m_stations[m_deliveries[job].station].service, .on = service});
        };
        const Index service = m_stations[delivery.station].service;
        if (delivery.rare != kNone && m_rare[delivery.rare].sender != kNone) {
            add(m_rare[delivery.rare].sender, service);
        }
        if (delivery.call != kNone && m_calls[delivery.call].frame != kNone) {
            const bool moves = delivery.stage == Stage::sent || delivery.stage == Stage::backingOff ||
                               delivery.stage == Stage::delaying || m_calls[delivery.call].timer != kNoSlot;
            add(m_frames[m_calls[delivery.call].frame].caller, moves ? kNone : service);
        }
    }
}

/// Which services come free sooner or later: those that move by themselves, and those of a job whose waits all do.
void Engine::findMoving() {
    m_moving.resize(m_services.size());
    for (Index row = 0; row < m_services.size(); ++row) {
        m_moving[row] = movesByItself(m_services[row]);
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t i = 0; i < m_waits.size();) {
            const WaitsFor& one = m_waits[i];
            bool comesFree = true;
            for (; i < m_waits.size() && m_waits[i].job == one.job; ++i) {
                comesFree = comesFree && (m_waits[i].on == kNone || m_moving[m_waits[i].on]);
            }
            if (comesFree && !m_moving[one.by]) {
                m_moving[one.by] = true;
                changed = true;
            }
        }
    }
}

void Engine::lookForDeadlock(Index start) {
    if (movesByItself(m_services[start])) {
        return;
    }
    gatherWaits();
    findMoving();
    if (m_moving[start]) {
        return;
    }
    // Along the waits until a service comes up again: the circle.
    std::ranges::sort(m_waits, {}, &WaitsFor::delivery);
    std::vector<Index> walk{start};
    for (;;) {
        const auto next = std::ranges::find_if(m_waits, [&](const WaitsFor& one) {
            return one.by == walk.back() && one.on != kNone && !m_moving[one.on];
        });
        if (next == m_waits.end()) {
            break;
        }
        const auto known = std::find(walk.begin(), walk.end(), next->on);
        if (known != walk.end()) {
            walk.erase(walk.begin(), known);
            break;
        }
        walk.push_back(next->on);
    }
    end(EndedBy::deadlock);
    m_ended->services = walk;
}

} // namespace stormglass::sim::detail
