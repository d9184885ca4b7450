// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/drawing/board_drawing.hpp"

class QPainter;

namespace stormglass::app::drawing {

/// Below this scale no text is painted; shape and colour still tell the kind.
inline constexpr double kSmallestTextScale = 0.3;

struct PaintRequest {
    QRectF area;                                  ///< what is visible, in board units
    double scale = 1;                             ///< device pixels per board unit: decides how much detail
    std::optional<model::ElementId> editing = {}; ///< its label is left out: an editor lies over it
};

/// Paints what touches the area. The painter's transform maps board units to the device; background and grid are the
/// caller's.
void paint(QPainter& painter, const BoardDrawing& drawing, const PaintRequest& request);

/// One thing with all its details, e.g. under a cursor that drags a new note.
void paint(QPainter& painter, const Thing& thing);

/// How text goes out: shaped glyphs are quickest on a screen, words can be searched and copied in a PDF.
enum class TextOutput : std::uint8_t { glyphs, words };

void paint(QPainter& painter, const Item& item, TextOutput output);

/// The picture of a kind as it would lie on the board, its centre at the origin, for the toolbox and ghosts.
[[nodiscard]] Thing sampleOf(model::ElementKind kind, const QString& label, const Style& style);

} // namespace stormglass::app::drawing
