// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/value.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace stormglass::sim {

/// A stretch of a traced journey at one place.
struct TraceStep {
    std::string element; ///< handler, channel or message
    std::string part;    ///< waiting handling joining delay backoff travel
    std::string service; ///< of a handler; else the element itself
    double seconds = 0;
};

/// One instance on its way through a journey: steps follow one another without gaps from `begin` on.
struct TracedJourney {
    std::string journey;
    std::uint64_t instance = 0; ///< hash of (replication, instance)
    double begin = 0;           ///< simulated seconds since the start of its replication
    double latency = 0;         ///< seconds
    std::vector<TraceStep> steps;
};

/// Traces as OTLP JSON (opentelemetry-proto, trace/v1, JSON mapping): one trace per instance, a root span for the
/// journey, a span for each visit of a place and under it one for each part. Simulated time 0 is Monday, 1 January
/// 2024, 0:00 UTC.
[[nodiscard]] model::Value tracesJson(const std::vector<TracedJourney>& traces);

} // namespace stormglass::sim
