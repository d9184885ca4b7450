// SPDX-License-Identifier: Apache-2.0
#include "app/drawing/board_drawing.hpp"

#include "app/drawing/detail/board_impl.hpp"
#include "app/drawing/glyphs.hpp"

#include <algorithm>

namespace stormglass::app::drawing {

using detail::BoardIndex;
using model::Element;
using model::ElementId;
using model::FlowId;

BoardDrawing::BoardDrawing(const model::Board& board, Style style) : m_impl(std::make_unique<Impl>(board, style)) {}

BoardDrawing::BoardDrawing(BoardDrawing&&) noexcept = default;
BoardDrawing& BoardDrawing::operator=(BoardDrawing&&) noexcept = default;
BoardDrawing::~BoardDrawing() = default;

void BoardDrawing::rebuild(const model::Board& board) {
    m_impl = std::make_unique<Impl>(board, m_impl->style());
}

std::vector<QRectF> BoardDrawing::apply(const model::Applied& applied) {
    return m_impl->apply(applied);
}

std::vector<QRectF> BoardDrawing::setFigures(Figures figures) {
    return m_impl->setFigures(std::move(figures));
}

std::vector<QRectF> BoardDrawing::setPreview(Preview preview) {
    return m_impl->setPreview(std::move(preview));
}

void BoardDrawing::setStyle(const Style& style) {
    m_impl->setStyle(style);
}

const Style& BoardDrawing::style() const noexcept {
    return m_impl->style();
}

std::vector<const Thing*> BoardDrawing::thingsIn(const QRectF& area) const {
    return m_impl->laidOut(m_impl->index().in(area));
}

std::vector<const Thing*> BoardDrawing::things() const {
    return m_impl->laidOut(m_impl->index().all());
}

std::vector<const Thing*> BoardDrawing::thingsOf(const Owner& owner) const {
    std::vector<BoardIndex::Slot> handles;
    if (const auto* element = std::get_if<ElementId>(&owner)) {
        const BoardIndex::ElementSlots found = m_impl->index().slotsOf(*element);
        handles = found.body != BoardIndex::kNone && m_impl->index().at(found.body).layer < Layer::flow
                      ? std::vector{found.body, found.pin, found.figure}
                      : std::vector{found.pin, found.body, found.figure};
    } else {
        const auto& id = std::get<FlowId>(owner);
        handles = {m_impl->index().slotOf(id), m_impl->index().labelSlotOf(id)};
    }
    std::erase(handles, BoardIndex::kNone);
    return m_impl->laidOut(handles);
}

std::optional<Hit> BoardDrawing::hit(const QPointF& point, double tolerance) const {
    const QRectF area(point.x() - tolerance, point.y() - tolerance, 2 * tolerance + 0.01, 2 * tolerance + 0.01);
    const std::vector<BoardIndex::Slot> handles = m_impl->index().in(area);
    for (auto slot = handles.rbegin(); slot != handles.rend(); ++slot) {
        if (std::optional<Hit> found = m_impl->hitAt(*slot, point, tolerance)) {
            return found;
        }
    }
    return std::nullopt;
}

std::vector<ElementId> BoardDrawing::elementsIn(const QRectF& area, bool onlyWhole) const {
    std::vector<ElementId> ids;
    for (const Body& body : bodiesIn(area)) {
        const bool isFrame = layerOf(body.element->kind) < Layer::flow;
        if (!onlyWhole && !isFrame ? body.rect.intersects(area) : area.contains(body.rect)) {
            ids.push_back(body.element->id);
        }
    }
    return ids;
}

QRectF BoardDrawing::bodyOf(const ElementId& id) const {
    const BoardIndex::Slot slot = m_impl->index().slotsOf(id).body;
    return slot == BoardIndex::kNone ? QRectF() : m_impl->index().at(slot).body;
}

QPainterPath BoardDrawing::outlineOf(const ElementId& id) const {
    const Element* element = m_impl->board().find(id);
    const QRectF body = bodyOf(id);
    return element == nullptr || body.isEmpty() ? QPainterPath()
                                                : pathOf(Shape{.outline = silhouetteOf(element->kind, body)});
}

std::vector<QPointF> BoardDrawing::routeOf(const FlowId& id) const {
    const BoardIndex::Slot slot = m_impl->index().slotOf(id);
    std::vector<QPointF> route;
    if (slot != BoardIndex::kNone) {
        for (const Way& way : m_impl->index().at(slot).ways) {
            route.insert(route.end(), way.begin(), way.end());
        }
    }
    return route;
}

QRectF BoardDrawing::boundsOf(const Owner& owner) const {
    QRectF bounds;
    for (const Thing* thing : thingsOf(owner)) {
        bounds = bounds.united(thing->bounds);
    }
    return bounds;
}

QRectF BoardDrawing::extent() const {
    QRectF extent;
    m_impl->index().each([&extent](const detail::Entry& entry) {
        extent = extent.united(entry.body);
        for (const Way& way : entry.ways) {
            for (const QPointF& point : way) { // united() ignores what has no area
                extent =
                    extent.isNull()
                        ? QRectF(point, QSizeF(1, 1))
                        : QRectF(QPointF(std::min(extent.left(), point.x()), std::min(extent.top(), point.y())),
                                 QPointF(std::max(extent.right(), point.x()), std::max(extent.bottom(), point.y())));
            }
        }
    });
    return extent;
}

std::optional<LabelSpot> BoardDrawing::labelSpotOf(const Owner& owner) const {
    return m_impl->labelSpotOf(owner);
}

std::vector<BoardDrawing::Body> BoardDrawing::bodiesIn(const QRectF& area) const {
    std::vector<Body> bodies;
    for (const BoardIndex::Slot slot : m_impl->index().in(area)) {
        const detail::Entry& entry = m_impl->index().at(slot);
        if (!entry.body.isEmpty() && entry.body.intersects(area)) {
            bodies.push_back({entry.element, entry.body});
        }
    }
    return bodies;
}

std::vector<std::vector<QPointF>> BoardDrawing::routesIn(const QRectF& area) const {
    std::vector<std::vector<QPointF>> routes;
    for (const BoardIndex::Slot slot : m_impl->index().in(area)) {
        const detail::Entry& entry = m_impl->index().at(slot);
        if (entry.layer == Layer::flow) {
            routes.insert(routes.end(), entry.ways.begin(), entry.ways.end());
        }
    }
    return routes;
}

std::vector<QPointF> arrowBetween(const QRectF& from, const QRectF& to) {
    return routeArrow({.from = from, .to = to});
}

} // namespace stormglass::app::drawing
