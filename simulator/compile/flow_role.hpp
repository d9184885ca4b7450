// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/board/element_kind.hpp"

#include <cstdint>

namespace stormglass::sim {

/// What an arrow does when the board runs.
enum class FlowRole : std::uint8_t {
    emission,     ///< source or handler → message: fires on an emission or an outcome
    subscription, ///< message → handler: a delivery, directly or `via` a channel
    publication,  ///< message → channel
    reception,    ///< channel → handler: subscribes to all that is published there, or redrives dead letters
    idle,         ///< grammatical, but nothing happens: succession of events, looking at a read model or a screen
    odd,          ///< not in the grammar: not simulated, and listed so
};

/// The role of an arrow between two kinds (DESIGN section 3). Command and query may stand on a channel as an event
/// does.
[[nodiscard]] FlowRole flowRoleOf(model::ElementKind from, model::ElementKind to) noexcept;

} // namespace stormglass::sim
