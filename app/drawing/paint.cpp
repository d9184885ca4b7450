// SPDX-License-Identifier: Apache-2.0
#include "app/drawing/paint.hpp"

#include "app/drawing/detail/body_builders.hpp"
#include "app/drawing/glyphs.hpp"
#include "app/drawing/text_fit.hpp"

#include <QPainter>
#include <QPen>

namespace stormglass::app::drawing {

namespace {

/// Below this scale shadows are less than a pixel.
constexpr double kSmallestShadowScale = 0.6;

QPen penOf(const Shape& shape) {
    if (!shape.stroke.isValid()) {
        return Qt::NoPen;
    }
    QPen pen(shape.stroke, shape.strokeWidth);
    pen.setJoinStyle(Qt::RoundJoin);
    pen.setCapStyle(Qt::FlatCap);
    if (shape.dash != Dash::solid) {
        const bool isDotted = shape.dash == Dash::dotted;
        const double width = shape.strokeWidth;
        pen.setDashPattern(isDotted ? QList<qreal>{2 / width, 3 / width} : QList<qreal>{5 / width, 4 / width});
    }
    return pen;
}

void paintShape(QPainter& painter, const Shape& shape) {
    painter.setPen(penOf(shape));
    painter.setBrush(shape.fill.isValid() ? QBrush(shape.fill) : QBrush(Qt::NoBrush));
    if (const auto* rect = std::get_if<RoundedRect>(&shape.outline)) {
        painter.drawRoundedRect(rect->rect, rect->radius, rect->radius);
        return;
    }
    painter.drawPath(pathOf(shape));
}

void paintLine(QPainter& painter, const TextLine& line, TextOutput output) {
    painter.setPen(line.colour);
    if (output == TextOutput::words) {
        painter.setFont(fontOf(line.style));
        painter.drawText(line.baseline, line.text);
        return;
    }
    for (const QGlyphRun& run : line.glyphs) {
        painter.drawGlyphRun(line.baseline, run);
    }
}

bool isFine(Part part) {
    return part == Part::shadow;
}

void paintThing(QPainter& painter, const Thing& thing, double scale, bool isEdited) {
    for (const Item& item : thing.items) {
        if (isFine(item.part) && scale < kSmallestShadowScale) {
            continue;
        }
        if (isEdited && (item.part == Part::label || item.part == Part::title)) {
            continue;
        }
        paint(painter, item, TextOutput::glyphs);
    }
}

bool isEditedThing(const Thing& thing, const PaintRequest& request) {
    const auto* id = std::get_if<model::ElementId>(&thing.owner);
    return id != nullptr && request.editing == *id && thing.layer != Layer::figure;
}

/// The colours and edges a body has when it is only a few pixels large.
struct SmallLook {
    QColor fill;
    QColor edge;
};

SmallLook smallLook(model::ElementKind kind, const Style& style) {
    const BoardColours& board = boardColours(style);
    if (model::isChannel(kind)) {
        return {board.face, board.faceEdge};
    }
    if (kind == model::ElementKind::context) {
        return {board.frame, board.frameEdge};
    }
    const NoteColours note = noteColours(kind, style);
    return {note.paper, note.edge};
}

void paintSmallBody(QPainter& painter, const BoardDrawing::Body& body, const Style& style) {
    const model::ElementKind kind = body.element->kind;
    const SmallLook look = smallLook(kind, style);
    QPen edge(look.edge.isValid() ? look.edge : QColor(Qt::transparent), 0);
    if (kind == model::ElementKind::lane || kind == model::ElementKind::pivot) {
        painter.setPen(QPen(boardColours(style).frameEdge, 0));
        if (kind == model::ElementKind::pivot) {
            painter.drawLine(QPointF(body.rect.center().x(), body.rect.top()),
                             QPointF(body.rect.center().x(), body.rect.bottom()));
        } else {
            painter.drawLine(body.rect.topLeft(), body.rect.topRight());
            painter.drawLine(body.rect.bottomLeft(), body.rect.bottomRight());
        }
        return;
    }
    if (!look.fill.isValid()) { // free text: a hint of its lines
        painter.setPen(QPen(boardColours(style).muted, 0));
        for (double y = body.rect.top() + 12; y < body.rect.bottom(); y += 20) {
            painter.drawLine(QPointF(body.rect.left(), y), QPointF(body.rect.right(), y));
        }
        return;
    }
    const bool isPlain = kind == model::ElementKind::event || kind == model::ElementKind::aggregate;
    if (isPlain && !look.edge.isValid()) {
        painter.fillRect(body.rect, look.fill);
        return;
    }
    painter.setPen(look.edge.isValid() ? edge : QPen(Qt::NoPen));
    painter.setBrush(look.fill);
    painter.drawPath(pathOf(Shape{.outline = silhouetteOf(kind, body.rect)}));
}

void paintSmall(QPainter& painter, const BoardDrawing& drawing, const PaintRequest& request) {
    painter.setRenderHint(QPainter::Antialiasing, false);
    const std::vector<BoardDrawing::Body> bodies = drawing.bodiesIn(request.area);
    bool areArrowsDrawn = false;
    const auto paintArrows = [&] {
        areArrowsDrawn = true;
        painter.setPen(QPen(boardColours(drawing.style()).line, 0));
        for (const std::vector<QPointF>& route : drawing.routesIn(request.area)) {
            painter.drawPolyline(route.data(), static_cast<int>(route.size()));
        }
    };
    for (const BoardDrawing::Body& body : bodies) {
        if (!areArrowsDrawn && layerOf(body.element->kind) > Layer::flow) {
            paintArrows();
        }
        paintSmallBody(painter, body, drawing.style());
    }
    if (!areArrowsDrawn) {
        paintArrows();
    }
}

} // namespace

void paint(QPainter& painter, const BoardDrawing& drawing, const PaintRequest& request) {
    if (request.scale < kSmallestTextScale) {
        paintSmall(painter, drawing, request);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing, true);
    for (const Thing* thing : drawing.thingsIn(request.area)) {
        paintThing(painter, *thing, request.scale, isEditedThing(*thing, request));
    }
}

void paint(QPainter& painter, const Item& item, TextOutput output) {
    if (const auto* line = std::get_if<TextLine>(&item.what)) {
        paintLine(painter, *line, output);
    } else {
        paintShape(painter, std::get<Shape>(item.what));
    }
}

void paint(QPainter& painter, const Thing& thing) {
    painter.setRenderHint(QPainter::Antialiasing, true);
    paintThing(painter, thing, 1, false);
}

Thing sampleOf(model::ElementKind kind, const QString& label, const Style& style) {
    model::Board board;
    model::Element element;
    element.id = model::ElementId("sample");
    element.kind = kind;
    element.label = label.toStdString();
    const model::BoardSize size = model::naturalSize(kind);
    element.at = model::BoardPoint{-size.width / 2, -size.height / 2};
    board.put(element);
    const BoardDrawing drawing(board, style);
    const std::vector<const Thing*> things = drawing.things();
    return things.empty() ? Thing{} : *things.front();
}

} // namespace stormglass::app::drawing
