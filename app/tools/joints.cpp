// SPDX-License-Identifier: Apache-2.0
#include "app/tools/joints.hpp"

#include "app/tools/element_facts.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::app::tools {

using namespace model;

namespace {

/// More notes than that are moved as a heap: joints among them stay, none are made.
constexpr std::size_t kMostJoined = 40;
constexpr double kLeastShare = 0.4;

double overlap(double aLow, double aHigh, double bLow, double bHigh) {
    return std::min(aHigh, bHigh) - std::max(aLow, bLow);
}

bool isBare(const Flow& flow) {
    return !flow.via && flow.label.empty() && flow.slug.empty() && flow.properties.empty();
}

class Planner {
  public:
    Planner(const Board& board, const Scene& scene, const Places& places)
        : m_board(board), m_scene(scene), m_places(places) {}

    JointPlan plan() && {
        for (const auto& [id, body] : m_places) {
            endJointsOf(id);
        }
        if (m_places.size() <= kMostJoined) {
            for (const auto& [id, body] : m_places) {
                makeJointsOf(id, body);
            }
        }
        std::ranges::sort(m_plan.ended);
        std::ranges::sort(m_plan.made, {}, [](const JointPlan::Made& m) { return std::tie(m.from, m.to); });
        return std::move(m_plan);
    }

  private:
    QRectF placeOf(const ElementId& id) const {
        const auto moved = m_places.find(id);
        return moved == m_places.end() ? m_scene.bodyOf(id) : moved->second;
    }

    void endJointsOf(const ElementId& id) {
        for (const auto& flows : {m_board.flowsFrom(id), m_board.flowsTo(id)}) {
            for (const Flow* flow : flows) {
                const bool isKnown = std::ranges::find(m_plan.ended, flow->id) != m_plan.ended.end();
                if (flow->joint && !isKnown && !touchOf(placeOf(flow->from), placeOf(flow->to))) {
                    m_plan.ended.push_back(flow->id);
                    const QPointF at = (placeOf(flow->from).center() + placeOf(flow->to).center()) / 2;
                    m_plan.signs.push_back({isBare(*flow) ? JointFate::removed : JointFate::becomesArrow, at});
                }
            }
        }
    }

    bool areConnected(const ElementId& a, const ElementId& b) const {
        const auto leadsTo = [](const std::vector<const Flow*>& flows, const ElementId& end) {
            return std::ranges::any_of(flows, [&end](const Flow* f) { return f->to == end; });
        };
        return leadsTo(m_board.flowsFrom(a), b) || leadsTo(m_board.flowsFrom(b), a);
    }

    void makeJointsOf(const ElementId& id, const QRectF& body) {
        const Element* element = m_board.find(id);
        if (element == nullptr || isFrame(element->kind)) {
            return;
        }
        for (const ElementId& otherId : m_scene.elementsIn(body.adjusted(-1, -1, 1, 1), false)) {
            const Element* other = m_board.find(otherId);
            if (other == nullptr || m_places.contains(otherId) || areConnected(id, otherId)) {
                continue;
            }
            if (const auto touch = touchOf(body, m_scene.bodyOf(otherId))) {
                const Element& first = touch->isFirstBefore ? *element : *other;
                const Element& second = touch->isFirstBefore ? *other : *element;
                if (isLegalFlow(first.kind, second.kind)) {
                    make(first, second, touch->seam);
                } else if (isLegalFlow(second.kind, first.kind)) {
                    make(second, first, touch->seam);
                }
            }
        }
    }

    void make(const Element& from, const Element& to, const QPointF& seam) {
        m_plan.made.push_back({from.id, to.id});
        m_plan.signs.push_back({JointFate::made, seam});
    }

    const Board& m_board;
    const Scene& m_scene;
    const Places& m_places;
    JointPlan m_plan;
};

} // namespace

std::optional<Touch> touchOf(const QRectF& a, const QRectF& b, double slack) {
    const double alongY = overlap(a.top(), a.bottom(), b.top(), b.bottom());
    const double alongX = overlap(a.left(), a.right(), b.left(), b.right());
    const bool isBeside = alongY >= kLeastShare * std::min(a.height(), b.height());
    const bool isAbove = alongX >= kLeastShare * std::min(a.width(), b.width());
    const double middleY = std::max(a.top(), b.top()) + alongY / 2;
    const double middleX = std::max(a.left(), b.left()) + alongX / 2;
    if (isBeside && std::abs(a.right() - b.left()) <= slack) {
        return Touch{true, {b.left(), middleY}};
    }
    if (isBeside && std::abs(b.right() - a.left()) <= slack) {
        return Touch{false, {a.left(), middleY}};
    }
    if (isAbove && std::abs(a.bottom() - b.top()) <= slack) {
        return Touch{true, {middleX, b.top()}};
    }
    if (isAbove && std::abs(b.bottom() - a.top()) <= slack) {
        return Touch{false, {middleX, a.top()}};
    }
    return std::nullopt;
}

JointPlan planJoints(const Board& board, const Scene& scene, const Places& places) {
    return Planner(board, scene, places).plan();
}

void apply(const JointPlan& plan, StepDraft& draft) {
    for (const FlowId& id : plan.ended) {
        Flow* flow = draft.alter(id);
        if (flow != nullptr && isBare(*flow)) {
            draft.remove(id);
        } else if (flow != nullptr) {
            flow->joint = false;
        }
    }
    for (const JointPlan::Made& joint : plan.made) {
        draft.connect(joint.from, joint.to, true);
    }
}

} // namespace stormglass::app::tools
