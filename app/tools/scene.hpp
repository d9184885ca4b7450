// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/drawing/board_drawing.hpp"

#include <optional>
#include <vector>

namespace stormglass::app::tools {

/// Where things lie, as tools ask for it. The drawing answers in the program; tests put rectangles in its place.
/// Everything is in board units.
class Scene {
  public:
    virtual ~Scene() = default;

    /// The topmost thing within `tolerance` of the point; frames by title and border only.
    [[nodiscard]] virtual std::optional<drawing::Hit> hit(const QPointF& at, double tolerance) const = 0;
    /// Elements whose body meets the rectangle, or lies whole within it. Frames only when whole.
    [[nodiscard]] virtual std::vector<model::ElementId> elementsIn(const QRectF& area, bool onlyWhole) const = 0;
    /// Where the element lies in the document; empty if it has no body.
    [[nodiscard]] virtual QRectF bodyOf(const model::ElementId& id) const = 0;
    /// An arrow's way from border to border; empty if it is not drawn.
    [[nodiscard]] virtual std::vector<QPointF> routeOf(const model::FlowId& id) const = 0;
};

} // namespace stormglass::app::tools
