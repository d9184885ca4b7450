// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/detail/engine.hpp"

/// Messages along the flows that fire.
namespace stormglass::sim::detail {

/// Sends a message along a flow that fires.
inline void Engine::emit(Index row, const Cause& cause) {
    const Index kind = m_messageOfFlow[row] & ~kWideFlow;
    MessageState& message = m_messages[kind];
    if ((message.traits & (kStartsJourney | kEndsJourney | kCountedByJoin)) != 0) {
        markEmission(message, kind, m_instances[cause.instance], cause.path);
    }
    if ((message.traits & kUnheard) != 0) {
        ++message.account.emitted;
        ++message.account.handled;
        return;
    }
    if ((message.traits & kSingle) != 0 && m_messageOfFlow[row] == kind && cause.call == kNone) [[likely]] {
        const Index index = newDelivery(kind, message.station, cause);
        arrive(m_stations[message.station], m_deliveries[index], index);
        return;
    }
    if ((message.traits & kSpread) != 0 && m_messageOfFlow[row] == kind && cause.call == kNone) {
        spread(message.station, kind, cause);
        return;
    }
    emitWidely(row, cause);
}

inline void Engine::fireFlows(Range flows, std::uint32_t traits, Outcome outcome, Index message, const Cause& cause) {
    if ((traits & kPlainFlows) != 0) [[likely]] {
        if (outcome == Outcome::success) {
            for (Index row = flows.first; row < flows.end(); ++row) {
                emit(row, cause);
            }
        }
        return;
    }
    fireSome(flows, outcome, message, cause);
}

} // namespace stormglass::sim::detail
