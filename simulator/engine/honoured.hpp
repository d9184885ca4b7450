// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

namespace stormglass::sim {

/// Parameters that the engine does not honour yet, by their place in the catalogue (`handling.patience`: of any
/// element; `service.`, `channel.`, `flow.`, `scenario.`, `arrivals.` likewise). Whoever compiles a network lists those
/// that a model uses as not simulated. Empty when the engine is done; then this file goes.
inline constexpr std::array kNotHonoured = {
    std::string_view{"arrivals.bursty"},
    std::string_view{"arrivals.users"},
    std::string_view{"arrivals.trace"},
    std::string_view{"profile"},
    std::string_view{"flow.mode"},
    std::string_view{"flow.timeout"},
    std::string_view{"handling.timeout"},
    std::string_view{"handling.exclusivePerKey"},
    std::string_view{"handling.eventSourced"},
    std::string_view{"handling.batch"},
    std::string_view{"handling.waitFor"},
    std::string_view{"handling.idempotent"},
    std::string_view{"handling.patience"},
    std::string_view{"handling.hedge"},
    std::string_view{"handling.circuitBreaker"},
    std::string_view{"handling.rateLimit"},
    std::string_view{"handling.priority"},
    std::string_view{"handling.per"},
    std::string_view{"service.discipline"},
    std::string_view{"service.overflow"},
    std::string_view{"service.balancing"},
    std::string_view{"service.startup"},
    std::string_view{"service.autoscale"},
    std::string_view{"service.breakdowns"},
    std::string_view{"service.failover"},
    std::string_view{"channel.overflow"},
    std::string_view{"channel.pollEvery"},
    std::string_view{"channel.visibility"},
    std::string_view{"channel.maxAttempts"},
    std::string_view{"channel.duplicates"},
    std::string_view{"channel.retention"},
    std::string_view{"channel.ttl"},
    std::string_view{"channel.rebalance"},
    std::string_view{"scenario.faults"},
    std::string_view{"scenario.replay"},
    std::string_view{"scenario.backlog"},
    std::string_view{"scenario.measures"},
};

} // namespace stormglass::sim
