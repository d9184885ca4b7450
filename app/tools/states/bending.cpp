// SPDX-License-Identifier: Apache-2.0
#include "app/tools/linking.hpp"
#include "app/tools/snapping.hpp"
#include "app/tools/states/states.hpp"

#include <algorithm>

namespace stormglass::app::tools {

using namespace model;

namespace {

constexpr double kStraight = 6; // board units: a bend this close to the straight line is taken out

/// A bend of an arrow is in the hand: the one that was pressed, or a new one made there. Put back on the line between
/// its neighbours it goes.
class Bending final : public ToolState {
  public:
    Bending(ToolContext& context, const PointerEvent& start, FlowId flow) : ToolState(context), m_flow(flow) {
        const Flow* found = board().find(flow);
        m_route = scene().routeOf(flow);
        if (found == nullptr || m_route.size() < 2) {
            return;
        }
        for (const BoardPoint& bend : found->bends) {
            m_bends.emplace_back(bend.x, bend.y);
        }
        const double reach = start.onBoard(kHandleReach);
        const auto pressed = std::ranges::find_if(
            m_bends, [&](const QPointF& bend) { return QLineF(bend, start.at).length() <= reach; });
        m_index = static_cast<std::size_t>(pressed - m_bends.begin());
        if (pressed == m_bends.end()) {
            m_index = indexFor(start.at);
            m_bends.insert(m_bends.begin() + static_cast<std::ptrdiff_t>(m_index), start.at);
        }
        m_isGood = true;
    }

    [[nodiscard]] ToolStateName name() const noexcept override { return ToolStateName::bending; }

    [[nodiscard]] Cursor cursor() const override { return Cursor::move; }

    [[nodiscard]] bool scrollsAtEdge() const override { return true; }

    NextState move(const PointerEvent& event) override {
        if (m_isGood) {
            m_hasMoved = true;
            m_bends[m_index] = host().snapsToGrid() && !event.modifiers.isAlt ? snappedToGrid(event.at) : event.at;
            ToolPreview preview;
            preview.bentRoute = withEnds();
            host().showPreview(preview);
        }
        return nullptr;
    }

    NextState release(const PointerEvent& event) override {
        clearPreview();
        if (!m_hasMoved) { // a click on an arrow that was selected
            return idle(context());
        }
        move(event);
        clearPreview();
        straighten();
        host().edit({"bendFlow"}, bent(board(), m_flow, m_bends));
        host().select({{}, {m_flow}});
        return idle(context());
    }

    NextState pressAgain(const PointerEvent& event) override { return press(event); }

    NextState cancel() override {
        clearPreview();
        return idle(context());
    }

  private:
    /// Between which bends a new one belongs: as many as lie before the pressed place along the way.
    [[nodiscard]] std::size_t indexFor(const QPointF& at) const {
        const auto here = nearestSegment(m_route, at);
        std::size_t before = 0;
        for (const QPointF& bend : m_bends) {
            const auto there = nearestSegment(m_route, bend);
            before += here && there && there->index < here->index ? 1 : 0;
        }
        return before;
    }

    [[nodiscard]] std::vector<QPointF> withEnds() const {
        std::vector<QPointF> points{m_route.front()};
        points.insert(points.end(), m_bends.begin(), m_bends.end());
        points.push_back(m_route.back());
        return points;
    }

    void straighten() {
        const std::vector<QPointF> points = withEnds();
        const auto nearest = nearestSegment({points[m_index], points[m_index + 2]}, points[m_index + 1]);
        if (nearest && nearest->distance < kStraight) {
            m_bends.erase(m_bends.begin() + static_cast<std::ptrdiff_t>(m_index));
        }
    }

    FlowId m_flow;
    std::vector<QPointF> m_route;
    std::vector<QPointF> m_bends;
    std::size_t m_index = 0;
    bool m_isGood = false;
    bool m_hasMoved = false;
};

} // namespace

NextState bending(ToolContext& context, const PointerEvent& start, FlowId flow) {
    return std::make_unique<Bending>(context, start, flow);
}

} // namespace stormglass::app::tools
