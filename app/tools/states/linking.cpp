// SPDX-License-Identifier: Apache-2.0
#include "app/tools/linking.hpp"
#include "app/tools/element_facts.hpp"
#include "app/tools/states/states.hpp"

#include <cmath>

namespace stormglass::app::tools {

using namespace model;

namespace {

constexpr double kSight = 900; // view pixels: legal ends further away don't glow

/// The notes near the pointer that the notation would have at the other end.
std::vector<ElementId> legalEnds(const Board& board, const Scene& scene, const Element& fixed, bool isReversed,
                                 const PointerEvent& event) {
    const double reach = event.onBoard(kSight);
    std::vector<ElementId> ends;
    const QRectF area(event.at - QPointF(reach, reach), QSizeF(2 * reach, 2 * reach));
    for (const ElementId& id : scene.elementsIn(area, false)) {
        const Element* other = board.find(id);
        if (other != nullptr && id != fixed.id &&
            (isReversed ? isLegalFlow(other->kind, fixed.kind) : isLegalFlow(fixed.kind, other->kind))) {
            ends.push_back(id);
        }
    }
    return ends;
}

/// One end of an arrow stays, the other is in the hand.
LinkPreview linkPreview(const Board& board, const Scene& scene, const Element& fixed, bool isReversed,
                        const PointerEvent& event) {
    LinkPreview link{.from = scene.bodyOf(fixed.id),
                     .to = event.at,
                     .target = std::nullopt,
                     .rule = std::nullopt,
                     .glowing = legalEnds(board, scene, fixed, isReversed, event),
                     .isReversed = isReversed,
                     .isRefused = false};
    const auto under = elementUnder(scene, event);
    const Element* target = under ? board.find(*under) : nullptr;
    if (target != nullptr && target->id != fixed.id && !isFrame(target->kind)) {
        link.target = scene.bodyOf(target->id);
        link.rule = isReversed ? ruleFor(target->kind, fixed.kind) : ruleFor(fixed.kind, target->kind);
        link.isRefused = !mayEnd(*target);
    }
    return link;
}

/// An arrow is pulled out of a note. Let go over a note it connects, over the empty board it offers what may come next.
/// A click without a drag keeps the arrow in the hand until the next click.
class Linking final : public ToolState {
  public:
    Linking(ToolContext& context, const PointerEvent& start, ElementId from)
        : ToolState(context), m_start(start), m_from(std::move(from)) {}

    [[nodiscard]] ToolStateName name() const noexcept override { return ToolStateName::linking; }

    [[nodiscard]] Cursor cursor() const override { return Cursor::cross; }

    [[nodiscard]] bool scrollsAtEdge() const override { return true; }

    NextState move(const PointerEvent& event) override {
        m_hasMoved =
            m_hasMoved || std::hypot(event.view.x - m_start.view.x, event.view.y - m_start.view.y) > kDragStart;
        if (const Element* from = board().find(m_from)) {
            ToolPreview preview;
            preview.link = linkPreview(board(), scene(), *from, false, event);
            host().showPreview(preview);
        }
        return nullptr;
    }

    NextState press(const PointerEvent& event) override { return finish(event); }

    NextState release(const PointerEvent& event) override { return m_hasMoved ? finish(event) : nullptr; }

    NextState cancel() override { return done(); }

  private:
    NextState finish(const PointerEvent& event) {
        const auto under = elementUnder(scene(), event);
        const Element* from = board().find(m_from);
        const Element* target = under ? board().find(*under) : nullptr;
        if (from != nullptr && target != nullptr && !isFrame(target->kind)) {
            connect(*from, *target);
        } else if (from != nullptr) {
            clearPreview();
            host().offerNext(m_from, event.at);
        }
        return done();
    }

    void connect(const Element& from, const Element& target) const {
        if (target.id == from.id || !mayEnd(target)) {
            return;
        }
        const RecordChange<Flow> made = addFlow(board(), from.id, target.id);
        const FlowId id = made.after->id;
        if (host().edit({"addFlow"}, {made})) {
            host().select({{}, {id}});
        }
    }

    NextState done() {
        clearPreview();
        if (context().armed.isArrow && !context().armed.isSticky) {
            context().armed = {};
            host().disarmed();
        }
        return idle(context());
    }

    PointerEvent m_start;
    ElementId m_from;
    bool m_hasMoved = false;
};

class Rerouting final : public ToolState {
  public:
    Rerouting(ToolContext& context, FlowId flow, bool isStart) : ToolState(context), m_flow(flow), m_isStart(isStart) {}

    [[nodiscard]] ToolStateName name() const noexcept override { return ToolStateName::rerouting; }

    [[nodiscard]] Cursor cursor() const override { return Cursor::cross; }

    [[nodiscard]] bool scrollsAtEdge() const override { return true; }

    NextState move(const PointerEvent& event) override {
        if (const Element* fixed = fixedEnd()) {
            ToolPreview preview;
            preview.link = linkPreview(board(), scene(), *fixed, m_isStart, event);
            host().showPreview(preview);
        }
        return nullptr;
    }

    NextState release(const PointerEvent& event) override {
        clearPreview();
        const auto under = elementUnder(scene(), event);
        const Element* target = under ? board().find(*under) : nullptr;
        const Element* fixed = fixedEnd();
        if (target != nullptr && fixed != nullptr && target->id != fixed->id && mayEnd(*target)) {
            host().edit({"reroute"}, rerouted(board(), m_flow, m_isStart, target->id));
        }
        return idle(context());
    }

    NextState cancel() override {
        clearPreview();
        return idle(context());
    }

  private:
    [[nodiscard]] const Element* fixedEnd() const {
        const Flow* flow = board().find(m_flow);
        return flow == nullptr ? nullptr : board().find(m_isStart ? flow->to : flow->from);
    }

    FlowId m_flow;
    bool m_isStart;
};

} // namespace

NextState linking(ToolContext& context, const PointerEvent& start, ElementId from) {
    return std::make_unique<Linking>(context, start, std::move(from));
}

NextState rerouting(ToolContext& context, FlowId flow, bool isStart) {
    return std::make_unique<Rerouting>(context, flow, isStart);
}

} // namespace stormglass::app::tools
