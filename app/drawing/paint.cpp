// SPDX-License-Identifier: Apache-2.0
#include "app/drawing/paint.hpp"

#include "app/drawing/detail/body_builders.hpp"
#include "app/drawing/glyphs.hpp"
#include "app/drawing/text_fit.hpp"

#include <QPainter>
#include <QPen>

#include <array>

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

using SmallLooks = std::array<SmallLook, model::kElementKindCount>;

SmallLooks smallLooks(const Style& style) {
    SmallLooks looks;
    for (const model::ElementKind kind : model::allElementKinds()) {
        looks[static_cast<std::size_t>(kind)] = smallLook(kind, style);
    }
    return looks;
}

void paintSmallTape(QPainter& painter, const BoardDrawing::Body& body, const QColor& colour) {
    painter.setPen(QPen(colour, 0));
    if (body.element->kind == model::ElementKind::pivot) {
        const double middle = body.rect.center().x();
        painter.drawLine(QPointF(middle, body.rect.top()), QPointF(middle, body.rect.bottom()));
        return;
    }
    painter.drawLine(body.rect.topLeft(), body.rect.topRight());
    painter.drawLine(body.rect.bottomLeft(), body.rect.bottomRight());
}

/// Free text is a hint of its lines.
void paintSmallText(QPainter& painter, const QRectF& body, const QColor& colour) {
    painter.setPen(QPen(colour, 0));
    for (double y = body.top() + 12; y < body.bottom(); y += 20) {
        painter.drawLine(QPointF(body.left(), y), QPointF(body.right(), y));
    }
}

/// True if the silhouette is more than the rectangle at this scale.
bool showsShape(model::ElementKind kind, double scale) {
    switch (kind) {
    case model::ElementKind::hotspot:
    case model::ElementKind::opportunity:
        return true;
    case model::ElementKind::event:
    case model::ElementKind::aggregate:
        return false;
    case model::ElementKind::command:
    case model::ElementKind::query:
    case model::ElementKind::actor:
    case model::ElementKind::policy:
    case model::ElementKind::readModel:
    case model::ElementKind::external:
    case model::ElementKind::screen:
    case model::ElementKind::text:
    case model::ElementKind::context:
    case model::ElementKind::lane:
    case model::ElementKind::pivot:
    case model::ElementKind::service:
    case model::ElementKind::queue:
    case model::ElementKind::topic:
    case model::ElementKind::stage:
        return scale > 0.15; // a cut corner is then at least two pixels
    }
    return true;
}

void paintSmallBody(QPainter& painter, const BoardDrawing::Body& body, const SmallLook& look, double scale) {
    const model::ElementKind kind = body.element->kind;
    const bool hasEdge = look.edge.isValid();
    if (!hasEdge && !showsShape(kind, scale)) {
        painter.fillRect(body.rect, look.fill);
        return;
    }
    painter.setPen(hasEdge ? QPen(look.edge, 0) : QPen(Qt::NoPen));
    painter.setBrush(look.fill);
    if (!showsShape(kind, scale)) {
        painter.drawRect(body.rect);
        return;
    }
    painter.drawPath(pathOf(Shape{.outline = silhouetteOf(kind, body.rect)}));
}

void paintSmallArrows(QPainter& painter, const BoardDrawing& drawing, const QRectF& area) {
    painter.setPen(QPen(boardColours(drawing.style()).line, 0));
    QList<QLineF> lines;
    for (const std::vector<QPointF>& route : drawing.routesIn(area)) {
        for (std::size_t i = 1; i < route.size(); ++i) {
            lines.emplace_back(route[i - 1], route[i]);
        }
    }
    painter.drawLines(lines);
}

void paintSmall(QPainter& painter, const BoardDrawing& drawing, const PaintRequest& request) {
    painter.setRenderHint(QPainter::Antialiasing, false);
    const SmallLooks looks = smallLooks(drawing.style());
    const BoardColours& board = boardColours(drawing.style());
    bool areArrowsPainted = false;
    for (const BoardDrawing::Body& body : drawing.bodiesIn(request.area)) {
        const model::ElementKind kind = body.element->kind;
        if (!areArrowsPainted && layerOf(kind) > Layer::flow) {
            paintSmallArrows(painter, drawing, request.area);
            areArrowsPainted = true;
        }
        const SmallLook& look = looks[static_cast<std::size_t>(kind)];
        if (kind == model::ElementKind::lane || kind == model::ElementKind::pivot) {
            paintSmallTape(painter, body, board.frameEdge);
        } else if (!look.fill.isValid()) {
            paintSmallText(painter, body.rect, board.muted);
        } else {
            paintSmallBody(painter, body, look, request.scale);
        }
    }
    if (!areArrowsPainted) {
        paintSmallArrows(painter, drawing, request.area);
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
