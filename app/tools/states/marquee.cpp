// SPDX-License-Identifier: Apache-2.0
#include "app/tools/element_facts.hpp"
#include "app/tools/states/states.hpp"

#include <algorithm>

namespace stormglass::app::tools {

using namespace model;

namespace {

/// A frame is pulled over the empty board: what it touches is selected, or with Alt only what lies whole within. Shift
/// adds to what was selected.
class Marquee final : public ToolState {
  public:
    Marquee(ToolContext& context, const PointerEvent& start)
        : ToolState(context)
        , m_start(start.at)
        , m_before(start.modifiers.isShift ? host().selected() : SelectedThings{})
        , m_old(host().selected()) {}

    [[nodiscard]] ToolStateName name() const noexcept override { return ToolStateName::marquee; }

    [[nodiscard]] bool scrollsAtEdge() const override { return true; }

    NextState move(const PointerEvent& event) override {
        const QRectF area = QRectF(m_start, event.at).normalized();
        ToolPreview preview;
        preview.marquee = area;
        host().showPreview(preview);
        host().select(selectedBy(area, event.modifiers.isAlt));
        return nullptr;
    }

    NextState release(const PointerEvent& event) override {
        move(event);
        clearPreview();
        return idle(context());
    }

    NextState cancel() override {
        clearPreview();
        host().select(m_old);
        return idle(context());
    }

  private:
    SelectedThings selectedBy(const QRectF& area, bool onlyWhole) const {
        SelectedThings selected = m_before;
        for (const ElementId& id : withGroups(board(), scene().elementsIn(area, onlyWhole))) {
            if (std::ranges::find(m_before.elements, id) == m_before.elements.end()) {
                selected.elements.push_back(id);
            }
        }
        return selected;
    }

    QPointF m_start;
    SelectedThings m_before;
    SelectedThings m_old;
};

/// The board is pulled along.
class Panning final : public ToolState {
  public:
    Panning(ToolContext& context, const PointerEvent& start) : ToolState(context), m_last(start.view) {}

    [[nodiscard]] ToolStateName name() const noexcept override { return ToolStateName::panning; }

    [[nodiscard]] Cursor cursor() const override { return Cursor::grabbing; }

    NextState move(const PointerEvent& event) override {
        host().panBy({event.view.x - m_last.x, event.view.y - m_last.y});
        m_last = event.view;
        return nullptr;
    }

    NextState release(const PointerEvent&) override { return idle(context()); }

    NextState cancel() override { return idle(context()); }

  private:
    ViewPoint m_last;
};

} // namespace

NextState marquee(ToolContext& context, const PointerEvent& start) {
    return std::make_unique<Marquee>(context, start);
}

NextState panning(ToolContext& context, const PointerEvent& start) {
    return std::make_unique<Panning>(context, start);
}

} // namespace stormglass::app::tools
