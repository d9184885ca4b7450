// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

namespace stormglass::sim {

/// Parameters that the engine does not honour yet, by their place in the catalogue (`handling.patience`: of any
/// element; `service.`, `channel.`, `flow.`, `scenario.`, `arrivals.` likewise). Whoever compiles a network lists those
/// that a model uses as not simulated. There are none.
inline constexpr std::array<std::string_view, 0> kNotHonoured{};

} // namespace stormglass::sim
