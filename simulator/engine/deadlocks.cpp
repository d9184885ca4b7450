// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <algorithm>

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

/// Who waits for which service: blocked workers for the receivers whose doors they stand before, callers for those
/// who handle their calls.
std::vector<Engine::WaitsFor> Engine::waits() const {
    std::vector<WaitsFor> waits;
    const auto add = [&](Index job, Index service) {
        waits.push_back({.job = job, .by = m_stations[m_deliveries[job].station].service, .on = service});
    };
    for (Index i = 0; i < m_deliveries.made(); ++i) {
        const Delivery& delivery = m_deliveries[i];
        if (delivery.stage == Stage::none || delivery.stage == Stage::done) {
            continue;
        }
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
    return waits;
}

void Engine::lookForDeadlock(Index start) {
    if (movesByItself(m_services[start])) {
        return;
    }
    std::vector<bool> moves(m_services.size());
    for (Index row = 0; row < m_services.size(); ++row) {
        moves[row] = movesByItself(m_services[row]);
    }
    const std::vector<WaitsFor> all = waits();
    for (bool changed = true; changed;) {
        changed = false;
        for (const WaitsFor& one : all) {
            // A job comes free when all it waits for come through.
            const bool comesFree = std::all_of(all.begin(), all.end(), [&](const WaitsFor& other) {
                return other.job != one.job || other.on == kNone || moves[other.on];
            });
            if (comesFree && !moves[one.by]) {
                moves[one.by] = true;
                changed = true;
            }
        }
    }
    if (moves[start]) {
        return;
    }
    // Along the waits until a service comes up again: the circle.
    std::vector<Index> walk{start};
    for (;;) {
        const auto next = std::find_if(all.begin(), all.end(), [&](const WaitsFor& one) {
            return one.by == walk.back() && one.on != kNone && !moves[one.on];
        });
        if (next == all.end()) {
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
