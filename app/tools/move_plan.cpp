// SPDX-License-Identifier: Apache-2.0
#include "app/tools/move_plan.hpp"

#include "app/tools/element_facts.hpp"

namespace stormglass::app::tools {

using namespace model;

namespace {

/// Frames of `kind` that hold the place, the smallest; a frame can't hold what is larger than itself.
std::optional<ElementId> holderOf(const Board& board, const Scene& scene, const Element& element, const QRectF& body,
                                  ElementKind kind, const Places& moved) {
    if (element.kind == kind || !hasBody(element.kind)) {
        return std::nullopt;
    }
    return frameAt(board, scene, body, kind, moved);
}

} // namespace

std::optional<ElementId> frameAt(const Board& board, const Scene& scene, const QRectF& body, ElementKind frameKind,
                                 const Places& without) {
    std::optional<ElementId> best;
    double least = 0;
    for (const Element& element : board.elements()) {
        if (element.kind != frameKind || without.contains(element.id)) {
            continue;
        }
        const QRectF frame = scene.bodyOf(element.id);
        const double area = frame.width() * frame.height();
        if (frame.contains(body.center()) && area > body.width() * body.height() && (!best || area < least)) {
            best = element.id;
            least = area;
        }
    }
    return best;
}

MovePlan planMove(const Board& board, const Scene& scene, const std::vector<ElementId>& moved, const QPointF& by) {
    MovePlan plan;
    for (const ElementId& id : moved) {
        const QRectF body = scene.bodyOf(id);
        if (!body.isEmpty()) {
            plan.places.emplace(id, body.translated(by));
        }
    }
    plan.joints = planJoints(board, scene, plan.places);
    for (const ElementId& id : moved) {
        const Element* element = board.find(id);
        const auto place = plan.places.find(id);
        if (element == nullptr || place == plan.places.end() || isFrame(element->kind)) {
            continue;
        }
        if (element->context && plan.places.contains(*element->context)) {
            continue; // carried by its frame
        }
        plan.frame = frameAt(board, scene, place->second, ElementKind::context, plan.places);
        if (plan.frame == element->context) {
            plan.frame.reset(); // it is a member already
        }
        break;
    }
    return plan;
}

std::vector<Change> changesOf(const Board& board, const Scene& scene, const MovePlan& plan) {
    StepDraft draft(board);
    for (const auto& [id, body] : plan.places) {
        Element* element = draft.alter(id);
        if (element == nullptr) {
            continue;
        }
        element->at = BoardPoint{body.x(), body.y()};
        if (!element->context || !plan.places.contains(*element->context)) {
            element->context = holderOf(board, scene, *element, body, ElementKind::context, plan.places);
        }
        if (!element->lane || !plan.places.contains(*element->lane)) {
            element->lane = holderOf(board, scene, *element, body, ElementKind::lane, plan.places);
        }
    }
    apply(plan.joints, draft);
    return draft.changes();
}

void joinFrames(const Board& board, const Scene& scene, const QRectF& body, Element& element) {
    element.context = holderOf(board, scene, element, body, ElementKind::context, {});
    element.lane = holderOf(board, scene, element, body, ElementKind::lane, {});
}

} // namespace stormglass::app::tools
