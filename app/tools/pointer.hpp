// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointF>

#include <cstdint>

namespace stormglass::app::tools {

/// A place in the view, in device independent pixels from its top left corner. Never mixes with places on the board
/// (QPointF, board units).
struct ViewPoint {
    double x = 0;
    double y = 0;
    friend bool operator==(const ViewPoint&, const ViewPoint&) = default;
};

enum class PointerButton : std::uint8_t { none, left, middle, right };

struct Modifiers {
    bool isShift = false;
    bool isControl = false;
    bool isAlt = false;
    friend bool operator==(const Modifiers&, const Modifiers&) = default;
};

/// What a mouse, pen or finger does, told in both spaces.
struct PointerEvent {
    QPointF at;       ///< on the board
    ViewPoint view{}; ///< in the view
    double zoom = 1;  ///< view pixels per board unit, above 0
    PointerButton button = PointerButton::none;
    Modifiers modifiers{};

    /// So many view pixels in board units.
    [[nodiscard]] double onBoard(double viewPixels) const { return viewPixels / zoom; }
};

/// How the pointer looks.
enum class Cursor : std::uint8_t { arrow, hand, grab, grabbing, cross, move, sizeH, sizeV, sizeFall, sizeRise, text };

} // namespace stormglass::app::tools
