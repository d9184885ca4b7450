// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/detail/flat_map.hpp"

#include <cstdint>

namespace stormglass::sim {

/// A key goes to a partition by a fixed hash, the same for every seed (CONTRACT section 6).
[[nodiscard]] constexpr std::uint32_t partitionOfKey(std::uint64_t key, std::uint32_t partitions) noexcept {
    return static_cast<std::uint32_t>(detail::mixed(key + 0x9e3779b97f4a7c15ULL) % partitions);
}

} // namespace stormglass::sim
