// SPDX-License-Identifier: Apache-2.0
#include "app/canvas/drawing_scene.hpp"

namespace stormglass::app::canvas {

std::vector<QRectF> DrawingScene::setPreview(const std::unordered_map<model::ElementId, QRectF>& places) {
    std::erase_if(m_held, [&places](const auto& held) { return !places.contains(held.first); });
    for (const auto& [id, place] : places) {
        if (!m_held.contains(id)) {
            m_held.emplace(id, m_drawing.bodyOf(id));
        }
    }
    return m_drawing.setPreview({places});
}

QRectF DrawingScene::bodyOf(const model::ElementId& id) const {
    const auto held = m_held.find(id);
    return held == m_held.end() ? m_drawing.bodyOf(id) : held->second;
}

} // namespace stormglass::app::canvas
