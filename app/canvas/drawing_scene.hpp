// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/tools/scene.hpp"

#include <unordered_map>

namespace stormglass::app::canvas {

/// The drawing as tools ask for it. While a preview moves things on the drawing, `bodyOf` goes on telling where they
/// lie in the document. The drawing must outlive it.
class DrawingScene final : public tools::Scene {
  public:
    explicit DrawingScene(drawing::BoardDrawing& drawing) : m_drawing(drawing) {}

    /// Shows things elsewhere; returns what must be painted again.
    [[nodiscard]] std::vector<QRectF> setPreview(const std::unordered_map<model::ElementId, QRectF>& places);

    /// The drawing was rebuilt or has followed a change: what was remembered is void.
    void forget() { m_held.clear(); }

    [[nodiscard]] std::optional<drawing::Hit> hit(const QPointF& at, double tolerance) const override {
        return m_drawing.hit(at, tolerance);
    }

    [[nodiscard]] std::vector<model::ElementId> elementsIn(const QRectF& area, bool onlyWhole) const override {
        return m_drawing.elementsIn(area, onlyWhole);
    }

    [[nodiscard]] QRectF bodyOf(const model::ElementId& id) const override;

    [[nodiscard]] std::vector<QPointF> routeOf(const model::FlowId& id) const override { return m_drawing.routeOf(id); }

  private:
    drawing::BoardDrawing& m_drawing;
    std::unordered_map<model::ElementId, QRectF> m_held; ///< where previewed things lie in the document
};

} // namespace stormglass::app::canvas
