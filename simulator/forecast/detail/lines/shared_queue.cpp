// SPDX-License-Identifier: Apache-2.0
#include "simulator/forecast/detail/lines/shared_queue.hpp"

#include "simulator/forecast/stations.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace stormglass::sim::forecasting {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::size_t kMostStates = 400;
constexpr int kMostSweeps = 400;

/// Numbers of busy workers as long as one is free, in mixed radix; the last state stands for all of them busy, with any
/// number waiting.
class BusyWorkers {
  public:
    BusyWorkers(double rate, const std::vector<PoolMember>& members) : m_rate(rate), m_members(members) {
        m_stride.push_back(1);
        for (const PoolMember& member : members) {
            m_stride.push_back(m_stride.back() * (static_cast<std::size_t>(member.workers) + 1));
        }
        m_chance.assign(m_stride.back(), 1 / static_cast<double>(m_stride.back()));
    }

    /// By Gauss and Seidel's sweeps over the balance of each state; `load` of all workers, below 1.
    void solve(double load) {
        const std::size_t full = m_chance.size() - 1;
        double moved = 1;
        for (int sweep = 0; sweep < kMostSweeps && moved > 1e-12; ++sweep) {
            moved = 0;
            for (std::size_t state = 0; state <= full; ++state) {
                const double before = m_chance[state];
                m_chance[state] = inflow(state, full, load) / outflow(state, full, load);
                moved = std::max(moved, std::abs(m_chance[state] - before));
            }
            const double total = std::accumulate(m_chance.begin(), m_chance.end(), 0.0);
            std::ranges::for_each(m_chance, [total](double& chance) { chance /= total; });
        }
    }

    [[nodiscard]] double allBusy() const { return m_chance.back(); }

    /// Chance that a message finds this member free and is given to it.
    [[nodiscard]] double takenAtOnce(std::size_t member) const {
        double sum = 0;
        for (std::size_t state = 0; state + 1 < m_chance.size(); ++state) {
            sum += isFree(state, member) ? m_chance[state] / free(state) : 0;
        }
        return sum;
    }

  private:
    [[nodiscard]] double busyAt(std::size_t state, std::size_t member) const {
        return static_cast<double>(state / m_stride[member] % (m_stride[member + 1] / m_stride[member]));
    }

    [[nodiscard]] bool isFree(std::size_t state, std::size_t member) const {
        return busyAt(state, member) < m_members[member].workers;
    }

    [[nodiscard]] double free(std::size_t state) const {
        double members = 0;
        for (std::size_t i = 0; i < m_members.size(); ++i) {
            members += isFree(state, i) ? 1 : 0;
        }
        return members;
    }

    /// From the full state a worker becomes free only when nobody waits.
    [[nodiscard]] double endings(std::size_t state, std::size_t member, std::size_t full, double load) const {
        return busyAt(state, member) / m_members[member].service * (state == full ? 1 - load : 1);
    }

    [[nodiscard]] double outflow(std::size_t state, std::size_t full, double load) const {
        double sum = state == full ? 0 : m_rate;
        for (std::size_t i = 0; i < m_members.size(); ++i) {
            sum += endings(state, i, full, load);
        }
        return sum;
    }

    [[nodiscard]] double inflow(std::size_t state, std::size_t full, double load) const {
        double sum = 0;
        for (std::size_t i = 0; i < m_members.size(); ++i) {
            if (busyAt(state, i) > 0) {
                const std::size_t from = state - m_stride[i];
                sum += m_chance[from] * m_rate / free(from);
            }
            if (isFree(state, i)) {
                const std::size_t from = state + m_stride[i];
                sum += m_chance[from] * endings(from, i, full, load);
            }
        }
        return sum;
    }

    double m_rate;
    const std::vector<PoolMember>& m_members;
    std::vector<std::size_t> m_stride;
    std::vector<double> m_chance;
};

bool isSmall(const std::vector<PoolMember>& members) {
    double states = 1;
    for (const PoolMember& member : members) {
        states *= member.workers + 1;
    }
    return states <= static_cast<double>(kMostStates);
}

} // namespace

PoolAnswer shareQueue(double rate, double variability, std::vector<PoolMember>& members) {
    double capacity = 0;
    double workers = 0;
    for (const PoolMember& member : members) {
        const bool isEndless = std::isinf(member.workers) || member.service <= 0;
        capacity += isEndless ? kInfinity : member.workers / member.service;
        workers += member.workers;
    }
    // Whoever has workers without number takes as much as any other; whose workers are held for ever, nothing.
    if (std::isinf(capacity) || capacity <= 0) {
        const bool isHeld = capacity <= 0;
        for (PoolMember& member : members) {
            member.share = 1 / static_cast<double>(members.size());
            member.wait = isHeld ? kInfinity : 0;
        }
        return {isHeld ? kInfinity : 0, false};
    }
    const double load = rate / capacity;
    const auto capacityOf = [&](const PoolMember& member) { return member.workers / member.service / capacity; };
    if (load >= 1 || rate <= 0 || !isSmall(members)) {
        const double mean = workers / capacity;
        const double wait = load >= 1 ? kInfinity : rate <= 0 ? 0 : meanWaitMMc(rate, mean, static_cast<int>(workers));
        for (PoolMember& member : members) {
            member.share = capacityOf(member);
            member.wait = wait * variability;
        }
        return {load, false};
    }
    BusyWorkers chain(rate, members);
    chain.solve(load);
    const double wait = variability / (capacity - rate); // of those who wait
    for (std::size_t i = 0; i < members.size(); ++i) {
        const double waited = chain.allBusy() * capacityOf(members[i]);
        members[i].share = chain.takenAtOnce(i) + waited;
        members[i].wait = members[i].share > 0 ? waited * wait / members[i].share : 0;
    }
    return {load, true};
}

} // namespace stormglass::sim::forecasting
