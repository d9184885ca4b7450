// SPDX-License-Identifier: Apache-2.0
#include "app/tools/arranging.hpp"

#include "app/tools/element_facts.hpp"

#include <algorithm>

namespace stormglass::app::tools {

using namespace model;

namespace {

struct Body {
    const Element* element = nullptr;
    QRectF rect;
};

std::vector<Body> bodiesOf(const Board& board, const Scene& scene, const std::vector<ElementId>& ids) {
    std::vector<Body> bodies;
    for (const ElementId& id : ids) {
        const QRectF rect = scene.bodyOf(id);
        if (const Element* element = board.find(id); element != nullptr && !rect.isEmpty()) {
            bodies.push_back({element, rect});
        }
    }
    return bodies;
}

QPointF alignedTo(const QRectF& rect, const QRectF& all, Alignment alignment) {
    switch (alignment) {
    case Alignment::left:
        return {all.left(), rect.top()};
    case Alignment::centre:
        return {all.center().x() - rect.width() / 2, rect.top()};
    case Alignment::right:
        return {all.right() - rect.width(), rect.top()};
    case Alignment::top:
        return {rect.left(), all.top()};
    case Alignment::middle:
        return {rect.left(), all.center().y() - rect.height() / 2};
    case Alignment::bottom:
        return {rect.left(), all.bottom() - rect.height()};
    }
    return rect.topLeft();
}

void place(std::vector<Placement>& placements, const Body& body, const QPointF& at) {
    if (!isLocked(*body.element) && at != body.rect.topLeft()) {
        placements.push_back({body.element->id, {at.x(), at.y()}});
    }
}

} // namespace

std::vector<Placement> aligned(const Board& board, const Scene& scene, const std::vector<ElementId>& ids,
                               Alignment alignment) {
    const std::vector<Body> bodies = bodiesOf(board, scene, ids);
    QRectF all;
    for (const Body& body : bodies) {
        all = all.isNull() ? body.rect : all.united(body.rect);
    }
    std::vector<Placement> placements;
    for (const Body& body : bodies) {
        place(placements, body, alignedTo(body.rect, all, alignment));
    }
    return placements;
}

std::vector<Placement> spread(const Board& board, const Scene& scene, const std::vector<ElementId>& ids, Axis axis) {
    std::vector<Body> bodies = bodiesOf(board, scene, ids);
    std::vector<Placement> placements;
    if (bodies.size() < 3) {
        return placements;
    }
    const bool isHorizontal = axis == Axis::horizontal;
    const auto low = [isHorizontal](const Body& b) { return isHorizontal ? b.rect.left() : b.rect.top(); };
    const auto extent = [isHorizontal](const Body& b) { return isHorizontal ? b.rect.width() : b.rect.height(); };
    std::ranges::stable_sort(bodies, {}, low);
    double taken = 0;
    for (const Body& body : bodies) {
        taken += extent(body);
    }
    const double whole = low(bodies.back()) + extent(bodies.back()) - low(bodies.front());
    const double gap = (whole - taken) / static_cast<double>(bodies.size() - 1);
    double next = low(bodies.front());
    for (const Body& body : bodies) {
        place(placements, body, isHorizontal ? QPointF(next, body.rect.top()) : QPointF(body.rect.left(), next));
        next += extent(body) + gap;
    }
    return placements;
}

} // namespace stormglass::app::tools
