// SPDX-License-Identifier: Apache-2.0
#include "app/tools/copying.hpp"
#include "app/tools/element_facts.hpp"
#include "app/tools/move_plan.hpp"
#include "app/tools/snapping.hpp"
#include "app/tools/states/states.hpp"

#include <cmath>
#include <unordered_set>

namespace stormglass::app::tools {

using namespace model;

namespace {

constexpr double kSnapReach = 6;       // view pixels
constexpr double kNeighbourhood = 600; // board units: what is further away attracts nothing
constexpr std::size_t kMostNeighbours = 300;

/// The selection is in the hand. Shift keeps it on one axis, Alt suspends snapping.
class Moving final : public ToolState {
  public:
    Moving(ToolContext& context, const PointerEvent& start, bool clones)
        : ToolState(context)
        , m_start(start)
        , m_clones(clones)
        , m_moved(movedWith(board(), host().selected().elements)) {
        for (const ElementId& id : m_moved) {
            m_extent = m_extent.isNull() ? scene().bodyOf(id) : m_extent.united(scene().bodyOf(id));
        }
    }

    [[nodiscard]] ToolStateName name() const noexcept override { return ToolStateName::moving; }

    [[nodiscard]] Cursor cursor() const override { return Cursor::move; }

    [[nodiscard]] bool scrollsAtEdge() const override { return true; }

    NextState move(const PointerEvent& event) override {
        Snapped snapped = shiftFor(event);
        ToolPreview preview;
        preview.guides = std::move(snapped.guides);
        if (m_clones) {
            m_by = snapped.by;
            for (const ElementId& id : m_moved) {
                preview.ghosts.push_back({board().find(id)->kind, scene().bodyOf(id).translated(m_by), id});
            }
        } else {
            m_plan = planMove(board(), scene(), m_moved, snapped.by);
            m_by = snapped.by;
            preview.places = m_plan.places;
            preview.joints = m_plan.joints.signs;
            preview.frame = m_plan.frame;
        }
        host().showPreview(preview);
        return nullptr;
    }

    NextState release(const PointerEvent& event) override {
        move(event);
        clearPreview();
        if (m_by != QPointF{} && m_clones) {
            Copied copied = duplicate(board(), scene(), {m_moved, {}}, m_by);
            if (host().edit({"duplicate"}, std::move(copied.changes))) {
                host().select(std::move(copied.made));
            }
        } else if (!m_plan.places.empty() && m_by != QPointF{}) {
            host().edit({"moveElements"}, changesOf(board(), scene(), m_plan));
        }
        return idle(context());
    }

    NextState cancel() override {
        clearPreview();
        return idle(context());
    }

  private:
    Snapped shiftFor(const PointerEvent& event) {
        QPointF by = event.at - m_start.at;
        if (event.modifiers.isShift) {
            (std::abs(by.x()) >= std::abs(by.y()) ? by.ry() : by.rx()) = 0;
        }
        if (event.modifiers.isAlt || m_moved.empty()) {
            return {by, {}};
        }
        Snapped snapped = snap(m_extent.translated(by), neighbours(m_extent.translated(by)),
                               {.tolerance = event.onBoard(kSnapReach), .isToGrid = host().snapsToGrid()});
        snapped.by += by;
        if (event.modifiers.isShift) {
            (std::abs(by.x()) >= std::abs(by.y()) ? snapped.by.ry() : snapped.by.rx()) = 0;
        }
        return snapped;
    }

    std::vector<QRectF> neighbours(const QRectF& around) const {
        const std::unordered_set<ElementId> moved(m_moved.begin(), m_moved.end());
        std::vector<QRectF> bodies;
        const double reach = kNeighbourhood;
        for (const ElementId& id : scene().elementsIn(around.adjusted(-reach, -reach, reach, reach), false)) {
            const Element* element = board().find(id);
            const bool counts = m_clones || !moved.contains(id);
            if (element != nullptr && counts && !isFrame(element->kind) && bodies.size() < kMostNeighbours) {
                bodies.push_back(scene().bodyOf(id));
            }
        }
        return bodies;
    }

    PointerEvent m_start;
    bool m_clones;
    std::vector<ElementId> m_moved;
    QRectF m_extent;
    MovePlan m_plan;
    QPointF m_by;
};

} // namespace

NextState moving(ToolContext& context, const PointerEvent& start, bool clones) {
    return std::make_unique<Moving>(context, start, clones);
}

} // namespace stormglass::app::tools
