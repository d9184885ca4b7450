// SPDX-License-Identifier: Apache-2.0
#include "app/drawing/detail/body_builders.hpp"
#include "app/drawing/detail/thing_builder.hpp"

#include <cmath>

namespace stormglass::app::drawing {

using model::Element;
using model::ElementKind;

Layer layerOf(ElementKind kind) noexcept {
    switch (kind) {
    case ElementKind::context:
    case ElementKind::stage:
        return Layer::context;
    case ElementKind::lane:
        return Layer::lane;
    case ElementKind::pivot:
        return Layer::pivot;
    case ElementKind::queue:
    case ElementKind::topic:
        return Layer::channel;
    case ElementKind::service:
        return Layer::figure;
    case ElementKind::event:
    case ElementKind::command:
    case ElementKind::query:
    case ElementKind::actor:
    case ElementKind::aggregate:
    case ElementKind::policy:
    case ElementKind::readModel:
    case ElementKind::external:
    case ElementKind::hotspot:
    case ElementKind::opportunity:
    case ElementKind::screen:
    case ElementKind::text:
        return Layer::note;
    }
    return Layer::note;
}

std::optional<Thing> bodyThing(const Scene& scene, const Element& element) {
    const QRectF body = scene.places.bodyOf(element);
    if (body.isEmpty()) {
        return std::nullopt;
    }
    if (model::isNote(element.kind)) {
        return detail::noteThing(scene, element, body);
    }
    if (model::isChannel(element.kind)) {
        return detail::channelThing(scene, element, body);
    }
    return detail::frameThing(scene, element, body);
}

std::optional<LabelSpot> labelSpotFor(const Scene& scene, const Element& element) {
    const QRectF body = scene.places.bodyOf(element);
    if (body.isEmpty()) {
        return std::nullopt;
    }
    if (model::isNote(element.kind)) {
        return detail::noteLabelSpot(scene, element, body);
    }
    if (model::isChannel(element.kind)) {
        return detail::channelLabelSpot(scene, element, body);
    }
    return detail::frameLabelSpot(scene, element, body);
}

std::optional<Thing> pinThing(const Scene& scene, const Element& element) {
    const auto pinned = element.properties.find("pinnedTo");
    if (pinned == element.properties.end() || !pinned->is_string()) {
        return std::nullopt;
    }
    const QRectF from = scene.places.bodyOf(element);
    const QRectF to = scene.places.anchorOf(model::ElementId(pinned->get<std::string>()));
    if (from.isEmpty() || to.isEmpty() || from.intersects(to)) {
        return std::nullopt;
    }
    const QPointF start = from.center();
    QPointF end = to.center(); // where the line enters the body it is pinned to
    const QPointF way = start - end;
    const double reach = std::min(std::abs(way.x()) < 1e-6 ? 1e9 : to.width() / 2 / std::abs(way.x()),
                                  std::abs(way.y()) < 1e-6 ? 1e9 : to.height() / 2 / std::abs(way.y()));
    end += way * reach;
    const QColor colour = boardColours(scene.style).line;
    detail::ThingBuilder builder(element.id, Layer::flow);
    builder.add(
        Part::pin,
        Shape{.outline = Polyline{{start, end}, 0}, .stroke = colour, .strokeWidth = 1.5, .dash = Dash::dotted});
    builder.add(Part::pin, Shape{.outline = Arc{end, 3, 0, 360}, .fill = colour});
    return builder.take();
}

} // namespace stormglass::app::drawing
