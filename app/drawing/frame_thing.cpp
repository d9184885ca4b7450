// SPDX-License-Identifier: Apache-2.0
#include "app/drawing/detail/body_builders.hpp"

#include "app/drawing/detail/thing_builder.hpp"
#include "app/drawing/glyphs.hpp"
#include "app/drawing/words.hpp"

#include <algorithm>

namespace stormglass::app::drawing::detail {

namespace {

using model::Element;
using model::ElementKind;

const TextStyle kTitleStyle{15, 600};
const TextStyle kQuietStyle{12, 600};

/// Notes inside a collapsed frame, and arrows between two of them.
QString contentsOf(const Scene& scene, const Element& frame) {
    int notes = 0;
    int arrows = 0;
    for (const Element& element : scene.board.elements()) {
        notes += element.context == frame.id && model::isNote(element.kind) ? 1 : 0;
    }
    for (const model::Flow& flow : scene.board.flows()) {
        const Element* from = scene.board.find(flow.from);
        const Element* to = scene.board.find(flow.to);
        const bool isInside = from != nullptr && to != nullptr && from->context == frame.id && to->context == frame.id;
        arrows += isInside ? 1 : 0;
    }
    return collapsedText(notes, arrows);
}

void addContext(ThingBuilder& builder, const Scene& scene, const Element& element, const QRectF& body) {
    const BoardColours& board = boardColours(scene.style);
    const QString label = QString::fromStdString(element.label);
    builder.add(Part::body, Shape{.outline = silhouetteOf(element.kind, body), .fill = board.frame});
    builder.add(Part::border,
                Shape{.outline = silhouetteOf(element.kind, body), .stroke = board.frameEdge, .strokeWidth = 1.5});
    builder.add(Part::title,
                oneLine(label, body.topLeft() + QPointF(14, 24), kTitleStyle, board.muted, body.width() - 28));
    if (scene.places.isCollapsed(element)) {
        builder.add(Part::title, oneLine(contentsOf(scene, element), body.topLeft() + QPointF(14, 46), {12, 500},
                                         board.muted, body.width() - 28));
    }
}

/// A lane is two tapes across the wall.
void addLane(ThingBuilder& builder, const Scene& scene, const Element& element, const QRectF& body) {
    const BoardColours& board = boardColours(scene.style);
    QColor tape = board.frameEdge;
    for (const double y : {body.top(), body.bottom()}) {
        builder.add(Part::border, Shape{.outline = Polyline{{{body.left(), y}, {body.right(), y}}, 0},
                                        .stroke = tape,
                                        .strokeWidth = 1.5,
                                        .dash = Dash::dashed});
    }
    builder.add(Part::title, oneLine(QString::fromStdString(element.label), body.topLeft() + QPointF(8, 17),
                                     kQuietStyle, board.muted, body.width() - 16));
}

/// A pivotal event is a double line through the wall: what lies left of it is over.
void addPivot(ThingBuilder& builder, const Scene& scene, const Element& element, const QRectF& body) {
    const BoardColours& board = boardColours(scene.style);
    const double middle = body.center().x();
    const double top = body.top() + (element.label.empty() ? 0 : 22);
    for (const double x : {middle - 2.5, middle + 2.5}) {
        builder.add(
            Part::line,
            Shape{.outline = Polyline{{{x, top}, {x, body.bottom()}}, 0}, .stroke = board.frameEdge, .strokeWidth = 2});
    }
    TextLine title = oneLine(QString::fromStdString(element.label), {}, kQuietStyle, board.text, 240);
    builder.add(Part::title, centredAt(std::move(title), QPointF(middle, body.top() + 14)));
}

} // namespace

Thing frameThing(const Scene& scene, const Element& element, const QRectF& body) {
    ThingBuilder builder(element.id, layerOf(element.kind));
    if (element.kind == ElementKind::lane) {
        addLane(builder, scene, element, body);
    } else if (element.kind == ElementKind::pivot) {
        addPivot(builder, scene, element, body);
    } else {
        addContext(builder, scene, element, body);
    }
    builder.setTitle(titleOf(scene.board, element));
    return builder.take();
}

LabelSpot frameLabelSpot(const Scene& scene, const Element& element, const QRectF& body) {
    const BoardColours& board = boardColours(scene.style);
    const QColor paper = element.kind == ElementKind::context ? board.frame : board.board;
    if (element.kind == ElementKind::pivot) {
        return {.area = QRectF(body.center().x() - 90, body.top(), 180, 18),
                .style = kQuietStyle,
                .text = board.text,
                .paper = paper};
    }
    const bool isLane = element.kind == ElementKind::lane;
    return {.area = QRectF(body.left() + (isLane ? 8 : 14), body.top() + (isLane ? 2 : 7),
                           std::max(40.0, body.width() - 28), 22),
            .style = isLane ? kQuietStyle : kTitleStyle,
            .isCentred = false,
            .text = board.muted,
            .paper = paper};
}

} // namespace stormglass::app::drawing::detail
