// SPDX-License-Identifier: Apache-2.0
#include "simulator/engine/detail/hot_path.hpp"

#include <algorithm>
#include <utility>

/// A topic's partitions among the running replicas of each group (CONTRACT section 6): partition p belongs to the
/// (p mod r)-th of r in order of start; a change pauses the group.
namespace stormglass::sim::detail {

void Engine::regroup(ServiceState& service, bool pauses) {
    if (service.groups.empty()) {
        return;
    }
    std::vector<Index> running = std::exchange(m_spareRows, {});
    for (const Index row : service.byStart) {
        if (service.replicas[row].state == ReplicaState::up && !service.replicas[row].failedOver) {
            running.push_back(row);
        }
    }
    for (const Index row : service.groups) {
        GroupState& group = m_groups[row];
        bool changed = false;
        for (std::uint32_t i = 0; i < group.cells; ++i) {
            Cell& cell = m_cells[group.firstCell + i];
            const Index owner = running.empty() ? kNone : running[i % running.size()];
            changed = changed || owner != cell.replica;
            cell.replica = owner;
        }
        if (!pauses) {
            continue;
        }
        if (changed || group.replicas != running.size()) {
            pauseGroup(row);
        }
        group.replicas = running.size();
    }
    running.clear();
    m_spareRows = std::move(running);
}

/// The group takes nothing for a while; work under way ends.
void Engine::pauseGroup(Index row) {
    GroupState& group = m_groups[row];
    group.paused = true;
    ServiceState& service = m_services[group.service];
    for (Replica& replica : service.replicas) {
        m_barring.clear();
        replica.line.forEach(m_deliveries, [&](Index i) {
            const Index cell = m_deliveries[i].cell;
            const bool isBegun = (m_deliveries[i].marks & kInterruptedMark) != 0; // work under way ends first
            if (cell != kNone && m_cells[cell].group == row && !isBegun) {
                m_barring.push_back(i);
            }
        });
        for (const Index i : m_barring) {
            replica.line.remove(m_deliveries, i);
            m_deliveries[i].standing = Standing::pausing;
            group.barred.insertByOrder(m_deliveries, i);
        }
    }
    cancel(group.timer);
    const Variate& pause = m_network.channels[group.channel].rebalance;
    group.timer = schedule(pause.present() ? drawn(pause) : 0, EventKind::rebalanced, row);
}

void Engine::rebalanced(Index row) {
    GroupState& group = m_groups[row];
    group.timer = kNoSlot;
    group.paused = isClosed(m_channels[group.channel].fault);
    resumeGroup(group);
}

/// What was kept back goes on, then every partition looks whether it may hand over.
void Engine::resumeGroup(GroupState& group) {
    if (group.paused) {
        return;
    }
    ServiceState& service = m_services[group.service];
    List waiting = std::exchange(group.barred, List{});
    while (!waiting.empty()) {
        const Index next = waiting.popFront(m_deliveries);
        m_deliveries[next].standing = Standing::nowhere;
        enqueueSpecially(service, next);
    }
    for (std::uint32_t i = 0; i < group.cells; ++i) {
        advance(m_cells[group.firstCell + i]);
    }
}

} // namespace stormglass::sim::detail
