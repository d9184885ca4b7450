// SPDX-License-Identifier: Apache-2.0
#include "app/drawing/detail/board_impl.hpp"
#include "app/drawing/glyphs.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::app::drawing {

using detail::Entry;
using model::ElementId;
using model::FlowId;

namespace {

std::optional<Part> partUnder(const Thing& thing, const QPointF& point, std::initializer_list<Part> wanted) {
    for (auto item = thing.items.rbegin(); item != thing.items.rend(); ++item) {
        if (std::ranges::find(wanted, item->part) != wanted.end() && boundsOf(*item).contains(point)) {
            return item->part;
        }
    }
    return std::nullopt;
}

bool isNearEdge(const QRectF& rect, const QPointF& point, double tolerance) {
    const QRectF outer = rect.adjusted(-tolerance, -tolerance, tolerance, tolerance);
    const QRectF inner = rect.adjusted(tolerance, tolerance, -tolerance, -tolerance);
    return outer.contains(point) && !inner.contains(point);
}

std::optional<Part> partOfFlow(const Entry& entry, const Thing& thing, const QPointF& point, double tolerance) {
    if (entry.layer == Layer::figure) {
        const bool isJoint = entry.ways.empty();
        return isJoint ? partUnder(thing, point, {Part::line}) : partUnder(thing, point, {Part::flowLabel});
    }
    for (const Way& way : entry.ways) {
        if (distanceTo(way, point) <= std::max(tolerance, 3.0)) {
            return Part::line;
        }
    }
    return std::nullopt;
}

std::optional<Part> partOfFrame(const Entry& entry, const Thing& thing, const QPointF& point, double tolerance) {
    if (partUnder(thing, point, {Part::title})) {
        return Part::title;
    }
    const double reach = std::max(tolerance, 4.0);
    switch (entry.layer) {
    case Layer::pivot:
        return std::abs(point.x() - entry.body.center().x()) <= reach + 2 && entry.body.contains(point)
                   ? std::optional(Part::line)
                   : std::nullopt;
    case Layer::lane:
        return std::abs(point.y() - entry.body.top()) <= reach || std::abs(point.y() - entry.body.bottom()) <= reach
                   ? std::optional(Part::border)
                   : std::nullopt;
    case Layer::context:
        return isNearEdge(entry.body, point, reach) ? std::optional(Part::border) : std::nullopt;
    case Layer::flow:
    case Layer::channel:
    case Layer::note:
    case Layer::figure:
        return std::nullopt;
    }
    return std::nullopt;
}

} // namespace

std::optional<Hit> BoardDrawing::Impl::hitAt(Slot slot, const QPointF& point, double tolerance) {
    const Entry& entry = m_index.at(slot);
    std::optional<Part> part;
    if (std::holds_alternative<FlowId>(entry.owner)) {
        part = partOfFlow(entry, thingAt(slot), point, tolerance);
    } else {
        const model::Element& element = *entry.element;
        switch (entry.layer) {
        case Layer::figure:
            part = partUnder(thingAt(slot), point, {Part::pill, Part::badge, Part::ring});
            break;
        case Layer::flow: // pins are told by their note
            break;
        case Layer::channel:
        case Layer::note:
            if (pathOf(Shape{.outline = silhouetteOf(element.kind, entry.body)}).contains(point)) {
                part = Part::body;
            } else if (element.kind == model::ElementKind::text && entry.reach.contains(point)) {
                part = partUnder(thingAt(slot), point, {Part::label});
            }
            break;
        case Layer::context:
        case Layer::lane:
        case Layer::pivot:
            part = m_places.isCollapsed(element) && entry.body.contains(point)
                       ? std::optional(Part::body)
                       : partOfFrame(entry, thingAt(slot), point, tolerance);
            break;
        }
    }
    return part ? std::optional(Hit{entry.owner, *part}) : std::nullopt;
}

} // namespace stormglass::app::drawing
