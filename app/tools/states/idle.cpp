// SPDX-License-Identifier: Apache-2.0
#include "app/tools/element_facts.hpp"
#include "app/tools/snapping.hpp"
#include "app/tools/states/states.hpp"

#include <algorithm>

namespace stormglass::app::tools {

using namespace model;

namespace {

/// Nothing is pressed: tells what lies under the pointer and where a press leads.
class Idle final : public ToolState {
  public:
    using ToolState::ToolState;

    [[nodiscard]] ToolStateName name() const noexcept override { return ToolStateName::idle; }

    [[nodiscard]] Cursor cursor() const override {
        if (context().isPanHeld) {
            return Cursor::grab;
        }
        return context().armed.isArrow ? Cursor::cross : m_cursor;
    }

    NextState press(const PointerEvent& event) override {
        switch (event.button) {
        case PointerButton::middle:
            return panning(context(), event);
        case PointerButton::right:
            openMenu(event);
            return nullptr;
        case PointerButton::left:
            return context().isPanHeld ? panning(context(), event) : pressLeft(event);
        case PointerButton::none:
            return nullptr;
        }
        return nullptr;
    }

    NextState pressAgain(const PointerEvent& event) override {
        if (event.button != PointerButton::left || context().isPanHeld) {
            return press(event);
        }
        const auto hit = scene().hit(event.at, event.onBoard(kHitTolerance));
        if (!hit) {
            writeHere(event);
        } else if (hit->part == drawing::Part::badge) {
            host().editTime(std::get<ElementId>(hit->owner));
        } else {
            host().editText(hit->owner);
        }
        return nullptr;
    }

    NextState move(const PointerEvent& event) override {
        const Hover hover = hoverAt(event);
        m_cursor = cursorAt(event, hover);
        if (!(hover == context().hover)) {
            context().hover = hover;
            host().showHover(hover);
        }
        return nullptr;
    }

  private:
    NextState pressLeft(const PointerEvent& event) {
        const auto hit = scene().hit(event.at, event.onBoard(kHitTolerance));
        if (context().armed.isArrow) {
            const auto from = elementUnder(scene(), event);
            return from && canBeEnd(board().find(*from)->kind) ? linking(context(), event, *from) : nullptr;
        }
        if (const auto grip = gripUnder(event)) {
            return resizing(context(), event, host().selected().elements.front(), *grip);
        }
        if (const auto start = handleUnder(event)) {
            return linking(context(), event, start->first);
        }
        if (auto next = pressSelectedFlow(event)) {
            return next;
        }
        return pressing(context(), event, hit);
    }

    std::optional<Grip> gripUnder(const PointerEvent& event) const {
        const SelectedThings selected = host().selected();
        if (selected.elements.size() != 1 || !selected.flows.empty()) {
            return std::nullopt;
        }
        const Element* element = board().find(selected.elements.front());
        const QRectF body = element == nullptr ? QRectF{} : scene().bodyOf(element->id);
        if (body.isEmpty() || isLocked(*element) || !isResizable(element->kind)) {
            return std::nullopt;
        }
        return gripAt(body, event.at, event.zoom, !canBeEnd(element->kind));
    }

    /// The note and side whose arrow handle is under the pointer: of the hovered note, or of the one selected.
    std::optional<std::pair<ElementId, Side>> handleUnder(const PointerEvent& event) const {
        std::vector<ElementId> candidates;
        if (context().hover.element) {
            candidates.push_back(*context().hover.element);
        }
        if (const SelectedThings selected = host().selected(); selected.elements.size() == 1) {
            candidates.push_back(selected.elements.front());
        }
        for (const ElementId& id : candidates) {
            const Element* element = board().find(id);
            if (element != nullptr && canBeEnd(element->kind)) {
                if (const auto side = connectHandleAt(scene().bodyOf(id), event.at, event.zoom)) {
                    return std::pair(id, *side);
                }
            }
        }
        return std::nullopt;
    }

    NextState pressSelectedFlow(const PointerEvent& event) const {
        const SelectedThings selected = host().selected();
        if (selected.flows.size() != 1 || !selected.elements.empty()) {
            return nullptr;
        }
        const FlowId id = selected.flows.front();
        const std::vector<QPointF> route = scene().routeOf(id);
        if (route.size() < 2) {
            return nullptr;
        }
        const double reach = event.onBoard(kHandleReach);
        if (QLineF(route.front(), event.at).length() <= reach) {
            return rerouting(context(), id, true);
        }
        if (QLineF(route.back(), event.at).length() <= reach) {
            return rerouting(context(), id, false);
        }
        const auto nearest = nearestSegment(route, event.at);
        return nearest && nearest->distance <= reach ? bending(context(), event, id) : nullptr;
    }

    Hover hoverAt(const PointerEvent& event) const {
        Hover hover;
        if (const auto start = handleUnder(event)) {
            hover.element = start->first;
            hover.handle = start->second;
            return hover;
        }
        if (const auto hit = scene().hit(event.at, event.onBoard(kHitTolerance))) {
            if (const auto* element = std::get_if<ElementId>(&hit->owner)) {
                hover.element = *element;
            } else {
                hover.flow = std::get<FlowId>(hit->owner);
            }
        } else if (context().hover.element) { // stays while the pointer is on its way to a handle
            const QRectF body = scene().bodyOf(*context().hover.element);
            const double margin = event.onBoard(kConnectDistance + kHandleReach);
            const Element* element = board().find(*context().hover.element);
            if (element != nullptr && canBeEnd(element->kind) &&
                body.adjusted(-margin, -margin, margin, margin).contains(event.at)) {
                hover.element = context().hover.element;
            }
        }
        return hover;
    }

    Cursor cursorAt(const PointerEvent& event, const Hover& hover) const {
        if (const auto grip = gripUnder(event)) {
            return cursorOf(*grip);
        }
        if (hover.handle) {
            return Cursor::cross;
        }
        return hover.flow ? Cursor::hand : Cursor::arrow;
    }

    void openMenu(const PointerEvent& event) const {
        host().keepText();
        SelectedThings selected = host().selected();
        const auto hit = scene().hit(event.at, event.onBoard(kHitTolerance));
        if (!hit) {
            host().select({});
        } else if (const auto* element = std::get_if<ElementId>(&hit->owner)) {
            if (std::ranges::find(selected.elements, *element) == selected.elements.end()) {
                host().select({withGroups(board(), {*element}), {}});
            }
        } else if (const FlowId flow = std::get<FlowId>(hit->owner);
                   std::ranges::find(selected.flows, flow) == selected.flows.end()) {
            host().select({{}, {flow}});
        }
        host().offerMenu(event.view);
    }

    /// A double click on the empty board: a note of the last kind, its middle under the pointer.
    void writeHere(const PointerEvent& event) const {
        host().writeNew({.kind = host().lastKind(), .body = bodyFor(event)});
    }

    QRectF bodyFor(const PointerEvent& event) const {
        const BoardSize size = naturalSize(host().lastKind());
        QPointF corner = event.at - QPointF(size.width / 2, size.height / 2);
        if (host().snapsToGrid()) {
            corner = snappedToGrid(corner);
        }
        return {corner.x(), corner.y(), size.width, size.height};
    }

    Cursor m_cursor = Cursor::arrow;
};

/// A text is open: a press beside it keeps what is written and then does what it always does.
class Editing final : public ToolState {
  public:
    using ToolState::ToolState;

    [[nodiscard]] ToolStateName name() const noexcept override { return ToolStateName::editing; }

    NextState press(const PointerEvent& event) override {
        host().keepText();
        NextState next = idle(context());
        NextState after = next->press(event);
        return after ? std::move(after) : std::move(next);
    }

    NextState cancel() override {
        host().keepText();
        return idle(context());
    }
};

} // namespace

NextState idle(ToolContext& context) {
    if (context.armed.kind) {
        return placing(context);
    }
    return std::make_unique<Idle>(context);
}

NextState editing(ToolContext& context) {
    return std::make_unique<Editing>(context);
}

std::optional<ElementId> elementUnder(const Scene& scene, const PointerEvent& event) {
    const auto hit = scene.hit(event.at, event.onBoard(kHitTolerance));
    const auto* element = hit ? std::get_if<ElementId>(&hit->owner) : nullptr;
    return element == nullptr ? std::nullopt : std::optional(*element);
}

} // namespace stormglass::app::tools
