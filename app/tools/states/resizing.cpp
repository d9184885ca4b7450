// SPDX-License-Identifier: Apache-2.0
#include "app/tools/element_facts.hpp"
#include "app/tools/snapping.hpp"
#include "app/tools/states/states.hpp"
#include "model/changes/edits.hpp"

#include <cmath>

namespace stormglass::app::tools {

using namespace model;

namespace {

QSizeF leastSizeOf(ElementKind kind) {
    if (isFrame(kind)) {
        return {60, 40};
    }
    return kind == ElementKind::pivot ? QSizeF(10, 60) : QSizeF(40, 30);
}

/// An edge or corner is in the hand. Shift keeps the proportions, Ctrl pulls from the centre, Alt suspends the grid.
class Resizing final : public ToolState {
  public:
    Resizing(ToolContext& context, const PointerEvent& start, ElementId id, Grip grip)
        : ToolState(context)
        , m_start(start.at)
        , m_id(std::move(id))
        , m_grip(grip)
        , m_body(scene().bodyOf(m_id))
        , m_now(m_body) {}

    [[nodiscard]] ToolStateName name() const noexcept override { return ToolStateName::resizing; }

    [[nodiscard]] Cursor cursor() const override { return cursorOf(m_grip); }

    [[nodiscard]] bool scrollsAtEdge() const override { return true; }

    NextState move(const PointerEvent& event) override {
        const Element* element = board().find(m_id);
        if (element == nullptr) {
            return cancel();
        }
        const QPointF corner = gripPoint(m_body, m_grip);
        QPointF to = corner + (event.at - m_start);
        if (host().snapsToGrid() && !event.modifiers.isAlt && !event.modifiers.isShift) {
            to = snappedToGrid(to);
        }
        m_now = pulled(m_body, m_grip, to - corner, leastSizeOf(element->kind), event.modifiers.isShift,
                       event.modifiers.isControl);
        ToolPreview preview;
        preview.places.emplace(m_id, m_now);
        host().showPreview(preview);
        return nullptr;
    }

    NextState release(const PointerEvent& event) override {
        if (NextState next = move(event)) {
            return next;
        }
        clearPreview();
        if (m_now != m_body) {
            host().edit({"resize"}, resize(board(), m_id, {m_now.x(), m_now.y()}, {m_now.width(), m_now.height()}));
        }
        return idle(context());
    }

    NextState cancel() override {
        clearPreview();
        return idle(context());
    }

  private:
    QPointF m_start;
    ElementId m_id;
    Grip m_grip;
    QRectF m_body;
    QRectF m_now;
};

} // namespace

NextState resizing(ToolContext& context, const PointerEvent& start, ElementId id, Grip grip) {
    return std::make_unique<Resizing>(context, start, std::move(id), grip);
}

} // namespace stormglass::app::tools
