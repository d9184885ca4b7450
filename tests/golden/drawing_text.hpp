// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/drawing/board_drawing.hpp"

#include <string>

namespace stormglass::tests {

/// The drawing list as text, one item a line, numbers to a tenth of a unit: for reviews and comparisons.
std::string textOf(const app::drawing::BoardDrawing& drawing, const model::Board& board);

} // namespace stormglass::tests
