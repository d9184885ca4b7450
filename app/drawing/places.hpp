// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/drawing/board_drawing.hpp"

#include <unordered_map>

namespace stormglass::app::drawing {

/// Where each body lies: by the hand that drags it, by the document, or where the layout put what has no place yet.
class Places {
  public:
    explicit Places(const model::Board& board) : m_board(&board) { update(); }

    /// Gives places to what has none and finds who is inside a collapsed frame. What was given a place keeps it.
    void update();

    void setPreview(Preview preview) { m_preview = std::move(preview); }

    [[nodiscard]] const Preview& preview() const noexcept { return m_preview; }

    /// The body as drawn; empty for services, stages and members of a collapsed frame.
    [[nodiscard]] QRectF bodyOf(const model::Element& element) const;
    /// What an arrow to the element ends at: its body, or the collapsed frame it is in. Empty if there is neither.
    [[nodiscard]] QRectF anchorOf(const model::ElementId& id) const;
    /// The element whose body the anchor is.
    [[nodiscard]] const model::Element* anchorElement(const model::ElementId& id) const;

    [[nodiscard]] bool isCollapsed(const model::Element& element) const;

    /// True if two boards differ in who is hidden, so that everything must be drawn anew.
    [[nodiscard]] bool isHidden(const model::ElementId& id) const { return m_hiddenIn.contains(id); }

  private:
    [[nodiscard]] QRectF placed(const model::Element& element) const;

    const model::Board* m_board;
    Preview m_preview;
    std::unordered_map<model::ElementId, QRectF> m_given;
    std::unordered_map<model::ElementId, model::ElementId> m_hiddenIn;
};

/// A frame's extent while it is collapsed.
inline constexpr QSizeF kCollapsedSize{190, 70};

} // namespace stormglass::app::drawing
