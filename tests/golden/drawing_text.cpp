// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/drawing_text.hpp"

#include <cmath>
#include <sstream>

namespace stormglass::tests {

namespace {

using namespace app::drawing;

template <class... Parts> std::string joined(const Parts&... parts) {
    std::ostringstream text;
    (text << ... << parts);
    return text.str();
}

std::string number(double value) {
    std::ostringstream text;
    const double rounded = std::round(value * 10) / 10;
    text << (rounded == 0 ? 0 : rounded);
    return text.str();
}

std::string point(const QPointF& p) {
    return joined(number(p.x()), ',', number(p.y()));
}

std::string points(const std::vector<QPointF>& list) {
    std::string text;
    for (const QPointF& p : list) {
        text += joined(text.empty() ? "" : " ", point(p));
    }
    return text;
}

std::string box(const QRectF& r) {
    return joined(point(r.topLeft()), ' ', number(r.width()), 'x', number(r.height()));
}

struct OutlineText {
    std::string operator()(const RoundedRect& s) const { return joined("rect ", box(s.rect), " r", number(s.radius)); }

    std::string operator()(const Polygon& s) const {
        return joined("polygon ", points(s.points), " r", number(s.radius));
    }

    std::string operator()(const Polyline& s) const {
        return joined("line ", points(s.points), " r", number(s.radius));
    }

    std::string operator()(const Arc& s) const {
        return joined("arc ", point(s.centre), " r", number(s.radius), " from ", number(s.startDegrees), " over ",
                      number(s.spanDegrees));
    }

    std::string operator()(const Outline& s) const {
        return joined("path of ", s.path.elementCount(), " in ", box(s.path.boundingRect()));
    }
};

std::string colour(const QColor& c) {
    return c.name(c.alpha() < 255 ? QColor::HexArgb : QColor::HexRgb).toStdString();
}

std::string what(const Shape& shape) {
    std::string text = std::visit(OutlineText{}, shape.outline);
    if (shape.fill.isValid()) {
        text += " fill " + colour(shape.fill);
    }
    if (shape.stroke.isValid()) {
        text += " stroke " + colour(shape.stroke) + " " + number(shape.strokeWidth);
    }
    return text + (shape.dash == Dash::dashed ? " dashed" : (shape.dash == Dash::dotted ? " dotted" : ""));
}

std::string what(const TextLine& line) {
    return joined('"', line.text.toStdString(), "\" ", point(line.baseline), " wide ", number(line.advance), ' ',
                  number(line.style.pixelSize), '/', line.style.weight, ' ', colour(line.colour));
}

std::string ownerText(const Thing& thing, const model::Board& board) {
    if (const auto* id = std::get_if<model::ElementId>(&thing.owner)) {
        return id->value;
    }
    return board.pathOf(*board.find(std::get<model::FlowId>(thing.owner)));
}

} // namespace

std::string textOf(const BoardDrawing& drawing, const model::Board& board) {
    static const char* const layers[] = {"context", "lane", "pivot", "flow", "channel", "note", "figure"};
    std::string text;
    for (const Thing* thing : drawing.things()) {
        text += joined(ownerText(*thing, board), " (", layers[static_cast<std::size_t>(thing->layer)], ") ",
                       thing->title.toStdString(), '\n');
        for (const Item& item : thing->items) {
            text += joined("  ", nameOf(item.part), ' ',
                           std::visit([](const auto& content) { return what(content); }, item.what), '\n');
        }
    }
    return text;
}

} // namespace stormglass::tests
