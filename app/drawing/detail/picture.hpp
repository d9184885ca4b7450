// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/drawing/board_drawing.hpp"
#include "app/drawing/export.hpp"

namespace stormglass::app::drawing::detail {

/// What is exported: the chosen things of a board, bottom to top, and the ground they lie on.
struct Picture {
    BoardDrawing drawing;
    std::vector<const Thing*> things;
    QRectF area; ///< with the margin, in board units
};

[[nodiscard]] Picture pictureOf(const model::Board& board, const ExportOptions& options);

} // namespace stormglass::app::drawing::detail
