// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/tools/scene.hpp"
#include "model/changes/edits.hpp"

#include <cstdint>

namespace stormglass::app::tools {

enum class Alignment : std::uint8_t { left, centre, right, top, middle, bottom };

/// Which way things are spread.
enum class Axis : std::uint8_t { horizontal, vertical };

/// Places that bring the bodies into line with the outermost of them. What can't be moved stays, and counts.
[[nodiscard]] std::vector<model::Placement> aligned(const model::Board& board, const Scene& scene,
                                                    const std::vector<model::ElementId>& ids, Alignment alignment);

/// Places with equal gaps between the bodies; the two outermost stay. Fewer than three stay as they are.
[[nodiscard]] std::vector<model::Placement> spread(const model::Board& board, const Scene& scene,
                                                   const std::vector<model::ElementId>& ids, Axis axis);

} // namespace stormglass::app::tools
