// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network.hpp"

#include <vector>

namespace stormglass::sim::detail {

/// Per handler: whether a message that comes there may have a companion to overtake: one of the same key, or another
/// of its instance. Those are downstream of a source or arrow with keys, of a place where more than one message goes
/// on, or of dead letters. Elsewhere the order of handling needs no look.
[[nodiscard]] std::vector<bool> handlersOvertaken(const Network& network);

} // namespace stormglass::sim::detail
