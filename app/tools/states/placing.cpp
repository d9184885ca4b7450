// SPDX-License-Identifier: Apache-2.0
#include "app/tools/element_facts.hpp"
#include "app/tools/move_plan.hpp"
#include "app/tools/services.hpp"
#include "app/tools/snapping.hpp"
#include "app/tools/states/states.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::app::tools {

using namespace model;

namespace {

/// The armed kind follows the pointer and is put where the button goes up. Frames are pulled open; a service goes into
/// the handlers under the pointer.
class Placing final : public ToolState {
  public:
    using ToolState::ToolState;

    [[nodiscard]] ToolStateName name() const noexcept override { return ToolStateName::placing; }

    [[nodiscard]] Cursor cursor() const override { return context().isPanHeld ? Cursor::grab : Cursor::cross; }

    [[nodiscard]] bool scrollsAtEdge() const override { return m_pressedAt.has_value(); }

    NextState press(const PointerEvent& event) override {
        if (event.button == PointerButton::middle || context().isPanHeld) {
            clearPreview();
            return panning(context(), event);
        }
        if (event.button == PointerButton::right) {
            return cancel();
        }
        host().keepText();
        m_pressedAt = event.at;
        return move(event);
    }

    NextState move(const PointerEvent& event) override {
        ToolPreview preview;
        if (kind() == ElementKind::service) {
            preview.serviceTakes = handlersTaken(host(), event);
        } else {
            const QRectF body = bodyFor(event);
            preview.frame = isFrame(kind()) ? std::nullopt : frameAt(board(), scene(), body, ElementKind::context);
        }
        preview.ghosts.push_back({kind(), bodyFor(event), std::nullopt});
        host().showPreview(preview);
        return nullptr;
    }

    /// A drag out of the toolbox is released here without having been pressed here.
    NextState release(const PointerEvent& event) override {
        const QRectF body = bodyFor(event);
        clearPreview();
        const ElementKind placed = kind();
        m_pressedAt.reset();
        if (!context().armed.isSticky) {
            context().armed = {};
            host().disarmed();
        }
        if (placed == ElementKind::service) {
            placeService(event);
        } else {
            host().writeNew({.kind = placed, .body = body, .arrow = std::nullopt});
        }
        return idle(context());
    }

    NextState pressAgain(const PointerEvent& event) override { return press(event); }

    NextState cancel() override {
        clearPreview();
        context().armed = {};
        host().disarmed();
        return idle(context());
    }

  private:
    [[nodiscard]] ElementKind kind() const { return *context().armed.kind; }

    [[nodiscard]] QRectF bodyFor(const PointerEvent& event) const {
        const BoardSize size = naturalSize(kind());
        const bool isSnapped = host().snapsToGrid() && !event.modifiers.isAlt;
        const auto snapped = [isSnapped](const QPointF& p) { return isSnapped ? snappedToGrid(p) : p; };
        if (m_pressedAt && isFrame(kind())) {
            const QRectF open(snapped(*m_pressedAt), snapped(event.at));
            if (const QRectF frame = open.normalized(); frame.width() >= 60 && frame.height() >= 40) {
                return frame;
            }
        }
        return {snapped(event.at - QPointF(size.width / 2, size.height / 2)), QSizeF(size.width, size.height)};
    }

    void placeService(const PointerEvent& event) const {
        const std::vector<ElementId> taken = handlersTaken(host(), event);
        if (taken.empty()) {
            return;
        }
        const NewService made = newService(board(), taken);
        if (host().edit({"assignService"}, made.changes)) {
            host().select({{made.id}, {}});
        }
    }

    std::optional<QPointF> m_pressedAt;
};

/// A service's pill is carried to other handlers.
class Assigning final : public ToolState {
  public:
    Assigning(ToolContext& context, ElementId service) : ToolState(context), m_service(std::move(service)) {}

    [[nodiscard]] ToolStateName name() const noexcept override { return ToolStateName::assigning; }

    [[nodiscard]] Cursor cursor() const override { return Cursor::grabbing; }

    [[nodiscard]] bool scrollsAtEdge() const override { return true; }

    NextState move(const PointerEvent& event) override {
        ToolPreview preview;
        const BoardSize size = naturalSize(ElementKind::service);
        preview.ghosts.push_back(
            {ElementKind::service,
             QRectF(event.at - QPointF(size.width / 2, size.height / 2), QSizeF(size.width, size.height)), m_service});
        preview.serviceTakes = handlersTaken(host(), event);
        host().showPreview(preview);
        return nullptr;
    }

    NextState release(const PointerEvent& event) override {
        clearPreview();
        const std::vector<ElementId> taken = handlersTaken(host(), event);
        if (std::vector<Change> changes = assignService(board(), taken, m_service); !changes.empty()) {
            host().edit({"assignService"}, std::move(changes));
        }
        return idle(context());
    }

    NextState cancel() override {
        clearPreview();
        return idle(context());
    }

  private:
    ElementId m_service;
};

} // namespace

NextState placing(ToolContext& context) {
    return std::make_unique<Placing>(context);
}

NextState assigning(ToolContext& context, ElementId service) {
    return std::make_unique<Assigning>(context, std::move(service));
}

std::vector<ElementId> handlersTaken(ToolHost& host, const PointerEvent& event) {
    const auto under = elementUnder(host.scene(), event);
    const Element* target = under ? host.board().find(*under) : nullptr;
    if (target == nullptr || !isHandler(target->kind)) {
        return {};
    }
    const std::vector<ElementId> selected = host.selected().elements;
    if (std::ranges::find(selected, target->id) == selected.end()) {
        return {target->id};
    }
    std::vector<ElementId> taken;
    std::ranges::copy_if(selected, std::back_inserter(taken), [&host](const ElementId& id) {
        const Element* element = host.board().find(id);
        return element != nullptr && isHandler(element->kind);
    });
    return taken;
}

} // namespace stormglass::app::tools
