// SPDX-License-Identifier: Apache-2.0
#include "tests/reference/interpreter.hpp"

#include <algorithm>
#include <cmath>

/// CONTRACT section 6, `autoscale`.
namespace stormglass::sim::reference {

void Interpreter::decide(Index service) {
    const Autoscale& rule = serviceSpec(service).autoscale;
    ServiceState& state = m_services[service];
    in(rule.every, [this, service] { decide(service); });
    const auto ceiling = [](double x) { return static_cast<std::uint32_t>(std::max(0.0, std::ceil(x - 1e-9))); };
    const auto n = static_cast<std::uint32_t>(state.byStart.size()); // running and starting
    std::uint32_t desired = n;
    state.busySince.add(m_now, 0);
    state.upSince.add(m_now, 0);
    if (rule.metric == AutoscaleMetric::busy && state.upSince.integral > 0) {
        desired = ceiling(n * state.busySince.integral / state.upSince.integral / rule.target);
    } else if (rule.metric == AutoscaleMetric::queue) {
        desired = ceiling(state.queued / rule.target);
    } else if (rule.metric == AutoscaleMetric::lag) {
        double lag = 0;
        for (const ChannelState& channel : m_channels) {
            const bool isReader =
                std::find(channel.readers.begin(), channel.readers.end(), service) != channel.readers.end();
            for (const auto& [group, unhandled] : channel.unhandled) {
                lag += isReader && (group == kNone || group == service) ? unhandled : 0;
            }
        }
        desired = ceiling(lag / rule.target);
    }
    state.busySince.integral = state.upSince.integral = 0;
    if (m_now < state.restsUntil) {
        return;
    }
    const std::uint32_t least = std::max(rule.min, std::min(n, 1U)); // the last one goes only when idle
    desired = std::clamp(desired, least, std::max(rule.max, least));
    if (desired == n) {
        return;
    }
    state.restsUntil = m_now + rule.cooldown;
    while (state.byStart.size() < desired) {
        startReplica(service);
    }
    while (state.byStart.size() > desired) {
        stopYoungest(service);
    }
}

/// Whether anything waits or is handled, be it a hedged copy that nobody waits for any more.
bool Interpreter::hasWork(Index service) const {
    const ServiceState& state = m_services[service];
    return state.queued > 0 || state.active > 0 || !state.line.empty() ||
           std::any_of(state.replicas.begin(), state.replicas.end(),
                       [](const Replica& replica) { return !replica.jobs.empty(); }) ||
           std::any_of(state.shares.begin(), state.shares.end(),
                       [](const auto& share) { return !share.second.jobs.empty(); });
}

/// min 0: with nothing waiting or handled for idleFor the replicas that are left stop.
void Interpreter::noteIdle(Index service) {
    const Autoscale& rule = serviceSpec(service).autoscale;
    ServiceState& state = m_services[service];
    if (rule.metric == AutoscaleMetric::none || rule.min > 0 || state.byStart.empty()) {
        return;
    }
    if (hasWork(service)) {
        cancel(state.idle);
    } else if (!state.idle) {
        state.idle = in(rule.idleFor, [this, service] {
            m_services[service].idle.reset();
            while (!hasWork(service) && !m_services[service].byStart.empty()) {
                stopYoungest(service);
            }
        });
    }
}

} // namespace stormglass::sim::reference
