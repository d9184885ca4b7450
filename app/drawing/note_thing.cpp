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

constexpr double kHeader = 24; ///< height kept for glyph and mark

bool isTurned(ElementKind kind) {
    return kind == ElementKind::hotspot || kind == ElementKind::opportunity;
}

/// Where words may stand. In a turned note that is the largest level rectangle of the given part of its width.
QRectF wordArea(ElementKind kind, const QRectF& body, double turnedPart) {
    if (isTurned(kind)) {
        constexpr double kSlack = 5; // the first line's capitals and the last one's baseline end before the line does
        const QSizeF size(body.width() * turnedPart, body.height() * (1 - turnedPart) + kSlack);
        return {body.center().x() - size.width() / 2, body.center().y() - size.height() / 2 + 2, size.width(),
                size.height()};
    }
    if (kind == ElementKind::text) {
        return body.adjusted(4, 4, -4, -4);
    }
    if (body.height() < 60) { // the glyph stands beside the words, not above
        return body.adjusted(28, 4, -6, -4);
    }
    const double inset = kind == ElementKind::actor ? 3 : 6;
    return body.adjusted(inset, kHeader, -inset, -6);
}

FitRequest requestFor(ElementKind kind, const QString& text, const QRectF& body, const QColor& ink, double turnedPart) {
    FitRequest request{.text = text, .area = wordArea(kind, body, turnedPart), .colour = ink};
    if (kind == ElementKind::text) {
        request.largest = 15;
        request.smallest = 15;
        request.weight = 500;
        request.align = Align::topLeft;
        request.mayGrowDown = true;
    } else if (isTurned(kind)) {
        request.largest = 12;
    } else {
        request.centreY = body.center().y();
    }
    return request;
}

FittedText fitLabel(ElementKind kind, const QString& text, const QRectF& body, const QColor& ink) {
    FittedText best = fitText(requestFor(kind, text, body, ink, 0.6));
    if (isTurned(kind)) {
        for (const double part : {0.52, 0.68, 0.76, 0.82}) {
            FittedText other = fitText(requestFor(kind, text, body, ink, part));
            const bool isBetter = (best.isElided && !other.isElided) ||
                                  (best.isElided == other.isElided && other.style.pixelSize > best.style.pixelSize);
            if (isBetter) {
                best = std::move(other);
            }
        }
    }
    return best;
}

/// Soft shadows are stacked translucent shapes: no filter, so every output shows the same.
void addShadow(ThingBuilder& builder, ElementKind kind, const QRectF& body, const QColor& colour) {
    for (const double depth : {3.0, 2.0, 1.0}) {
        const QRectF cast = body.translated(0, depth).adjusted(-depth / 3, 0, depth / 3, 0);
        builder.add(Part::shadow, Shape{.outline = silhouetteOf(kind, cast), .fill = colour});
    }
}

void addFold(ThingBuilder& builder, const QRectF& body, const QColor& ink) {
    QColor fold = ink;
    fold.setAlpha(60);
    const QPointF corner = body.bottomRight();
    builder.add(
        Part::body,
        Shape{.outline = Polygon{{corner - QPointF(0, 16), corner - QPointF(16, 0), corner - QPointF(16, 16)}, 1.5},
              .fill = fold});
}

QPointF glyphPlace(ElementKind kind, const QRectF& body) {
    if (isTurned(kind)) {
        return {body.center().x() - kGlyphSize / 2, body.top() + 6};
    }
    if (body.height() < 60) {
        return {body.left() + 8, body.center().y() - kGlyphSize / 2};
    }
    return body.topLeft() + QPointF(8, 8);
}

void addOccurrence(ThingBuilder& builder, const Scene& scene, const Element& element, const QRectF& body,
                   const QColor& ink) {
    const QString mark = occurrenceMark(scene.board, element);
    if (mark.isEmpty()) {
        return;
    }
    QColor edge = ink;
    edge.setAlpha(170);
    builder.add(Part::mark, Shape{.outline = silhouetteOf(element.kind, body.adjusted(3, 3, -3, -3)),
                                  .stroke = edge,
                                  .strokeWidth = 1.2,
                                  .dash = Dash::dashed});
    TextLine line = oneLine(mark, {}, {10, 600}, ink, body.width());
    const QPointF at = isTurned(element.kind) ? QPointF(body.center().x() - line.advance / 2, body.bottom() - 12)
                                              : QPointF(body.right() - 8 - line.advance, body.top() + 17);
    builder.add(Part::mark, movedBy(std::move(line), at));
}

} // namespace

Thing noteThing(const Scene& scene, const Element& element, const QRectF& body) {
    const Element* definition = scene.board.definitionOf(element.id);
    const Element& named = definition == nullptr ? element : *definition;
    NoteColours colours = noteColours(element.kind, scene.style);
    const BoardColours& board = boardColours(scene.style);
    ThingBuilder builder(element.id, Layer::note);
    if (colours.paper.isValid()) {
        addShadow(builder, element.kind, body, board.shadow);
        builder.add(Part::body, Shape{.outline = silhouetteOf(element.kind, body),
                                      .fill = colours.paper,
                                      .stroke = colours.edge,
                                      .strokeWidth = colours.edge.isValid() ? 1.5 : 0});
    }
    if (element.kind == ElementKind::readModel && body.height() >= 60) {
        addFold(builder, body, colours.ink);
    }
    builder.addAll(Part::glyph, glyphOf(element.kind, glyphPlace(element.kind, body), colours.glyph));
    addOccurrence(builder, scene, element, body, colours.ink);
    builder.addAll(Part::label, fitLabel(element.kind, QString::fromStdString(named.label), body, colours.ink).lines);
    builder.setTitle(titleOf(scene.board, element));
    return builder.take();
}

LabelSpot noteLabelSpot(const Scene& scene, const Element& element, const QRectF& body) {
    const Element* definition = scene.board.definitionOf(element.id);
    const NoteColours colours = noteColours(element.kind, scene.style);
    const QString text = QString::fromStdString(definition == nullptr ? element.label : definition->label);
    const FittedText fitted = fitLabel(element.kind, text, body, colours.ink);
    return {.area = wordArea(element.kind, body, 0.6),
            .style = fitted.style,
            .isCentred = element.kind != ElementKind::text,
            .text = colours.ink,
            .paper = colours.paper.isValid() ? colours.paper : boardColours(scene.style).board};
}

} // namespace stormglass::app::drawing::detail
