// SPDX-License-Identifier: Apache-2.0
// SVG written by hand: real text at measured places, an id and a title for everything, the same bytes each time.
#include "app/drawing/detail/picture.hpp"
#include "app/drawing/scene.hpp"

#include <QString>

#include <cmath>

namespace stormglass::app::drawing {

namespace {

QByteArray number(double value) {
    const double rounded = std::round(value * 100) / 100;
    QByteArray text = QByteArray::number(rounded, 'f', 2);
    while (text.endsWith('0')) {
        text.chop(1);
    }
    if (text.endsWith('.')) {
        text.chop(1);
    }
    return text == "-0" ? QByteArray("0") : text;
}

/// Escaped for element content and attributes; what XML 1.0 cannot hold is left out.
QByteArray escaped(const QString& text) {
    QString kept;
    for (const QChar c : text) {
        if (c.unicode() >= 0x20 || c == QLatin1Char('\n') || c == QLatin1Char('\t')) {
            kept += c;
        }
    }
    return kept.toHtmlEscaped().toUtf8();
}

QByteArray pathData(const QPainterPath& path) {
    QByteArray data;
    const auto point = [](const QPainterPath::Element& e) { return number(e.x) + ' ' + number(e.y); };
    for (int i = 0; i < path.elementCount(); ++i) {
        const QPainterPath::Element element = path.elementAt(i);
        switch (element.type) {
        case QPainterPath::MoveToElement:
            data += (data.isEmpty() ? "M" : " M") + point(element);
            break;
        case QPainterPath::LineToElement:
            data += " L" + point(element);
            break;
        case QPainterPath::CurveToElement:
            data += " C" + point(element);
            break;
        case QPainterPath::CurveToDataElement:
            data += ' ' + point(element);
            break;
        }
    }
    return data;
}

bool isClosed(const Shape& shape) {
    if (const auto* arc = std::get_if<Arc>(&shape.outline)) {
        return arc->spanDegrees >= 360;
    }
    return !std::holds_alternative<Polyline>(shape.outline);
}

QByteArray paintOf(const Shape& shape) {
    QByteArray text;
    const auto colour = [&text](const char* name, const QColor& value) {
        text += QByteArray(" ") + name + "=\"" + value.name().toLatin1() + '"';
        if (value.alpha() < 255) {
            text += QByteArray(" ") + name + "-opacity=\"" + number(value.alphaF()) + '"';
        }
    };
    if (shape.fill.isValid() && isClosed(shape)) {
        colour("fill", shape.fill);
    } else {
        text += " fill=\"none\"";
    }
    if (shape.stroke.isValid()) {
        colour("stroke", shape.stroke);
        text += " stroke-width=\"" + number(shape.strokeWidth) + "\" stroke-linejoin=\"round\"";
        if (shape.dash != Dash::solid) {
            text += shape.dash == Dash::dotted ? " stroke-dasharray=\"2 3\"" : " stroke-dasharray=\"5 4\"";
        }
    }
    return text;
}

QByteArray elementOf(const Shape& shape) {
    if (const auto* box = std::get_if<RoundedRect>(&shape.outline)) {
        QByteArray text = "<rect x=\"" + number(box->rect.x()) + "\" y=\"" + number(box->rect.y()) + "\" width=\"" +
                          number(box->rect.width()) + "\" height=\"" + number(box->rect.height()) + '"';
        if (box->radius > 0) {
            text += " rx=\"" + number(box->radius) + '"';
        }
        return text;
    }
    const auto* arc = std::get_if<Arc>(&shape.outline);
    if (arc != nullptr && arc->spanDegrees >= 360) {
        return "<circle cx=\"" + number(arc->centre.x()) + "\" cy=\"" + number(arc->centre.y()) + "\" r=\"" +
               number(arc->radius) + '"';
    }
    return "<path d=\"" + pathData(pathOf(shape)) + (isClosed(shape) ? " Z\"" : "\"");
}

class SvgWriter {
  public:
    SvgWriter(const model::Board& board, const detail::Picture& picture, const ExportOptions& options)
        : m_board(board), m_picture(picture), m_options(options) {}

    [[nodiscard]] QByteArray write() {
        writeHead();
        for (const Thing* thing : m_picture.things) {
            writeThing(*thing);
        }
        m_out += "</svg>\n";
        return std::move(m_out);
    }

  private:
    void writeHead() {
        const QRectF& area = m_picture.area;
        m_out += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" +
                 number(area.width()) + "\" height=\"" + number(area.height()) + "\" viewBox=\"" + number(area.x()) +
                 ' ' + number(area.y()) + ' ' + number(area.width()) + ' ' + number(area.height()) +
                 "\" font-family=\"Inter, 'Helvetica Neue', Arial, sans-serif\">\n";
        const QString name = QString::fromStdString(m_board.settings().name);
        if (!name.isEmpty()) {
            m_out += "<title>" + escaped(name) + "</title>\n";
        }
        if (!m_options.source.isEmpty()) {
            m_out += "<metadata><model xmlns=\"urn:stormglass:model\">" + escaped(QString::fromUtf8(m_options.source)) +
                     "</model></metadata>\n";
        }
        if (!m_options.isTransparent) {
            const QColor ground = boardColours(m_options.style).board;
            m_out += "<rect x=\"" + number(area.x()) + "\" y=\"" + number(area.y()) + "\" width=\"" +
                     number(area.width()) + "\" height=\"" + number(area.height()) + "\" fill=\"" +
                     ground.name().toLatin1() + "\"/>\n";
        }
    }

    void writeThing(const Thing& thing) {
        m_out += "<g id=\"" + idOf(thing) + "\" class=\"" + classOf(thing) + "\">\n";
        if (!thing.title.isEmpty()) {
            m_out += "<title>" + escaped(thing.title) + "</title>\n";
        }
        for (std::size_t i = 0; i < thing.items.size(); ++i) {
            if (const auto* shape = std::get_if<Shape>(&thing.items[i].what)) {
                m_out += elementOf(*shape) + paintOf(*shape) + " class=\"" + nameOf(thing.items[i].part) + "\"/>\n";
            } else {
                i = writeText(thing, i);
            }
        }
        m_out += "</g>\n";
    }

    /// Lines that follow each other in one part and style are one text, so that it is selected and read as one.
    std::size_t writeText(const Thing& thing, std::size_t first) {
        const auto& line = std::get<TextLine>(thing.items[first].what);
        const Part part = thing.items[first].part;
        m_out += "<text font-size=\"" + number(line.style.pixelSize) + "\" font-weight=\"" +
                 QByteArray::number(line.style.weight) + "\" fill=\"" + line.colour.name().toLatin1() + '"';
        if (line.colour.alpha() < 255) {
            m_out += " fill-opacity=\"" + number(line.colour.alphaF()) + '"';
        }
        m_out += QByteArray(" class=\"") + nameOf(part) + "\">";
        std::size_t i = first;
        for (; i < thing.items.size() && thing.items[i].part == part; ++i) {
            const auto* next = std::get_if<TextLine>(&thing.items[i].what);
            if (next == nullptr || !(next->style == line.style) || next->colour != line.colour) {
                break;
            }
            m_out += (i == first ? "" : " ");
            m_out += "<tspan x=\"" + number(next->baseline.x()) + "\" y=\"" + number(next->baseline.y()) +
                     "\" textLength=\"" + number(next->advance) + "\" lengthAdjust=\"spacingAndGlyphs\">" +
                     escaped(next->text) + "</tspan>";
        }
        m_out += "</text>\n";
        return i - 1;
    }

    [[nodiscard]] static bool isFlowLabel(const Thing& thing) { return thing.items.back().part == Part::flowLabel; }

    /// The element's own id where that is a name in XML; arrows by their ends, which no element's id can equal.
    [[nodiscard]] QByteArray idOf(const Thing& thing) const {
        if (const auto* flowId = std::get_if<model::FlowId>(&thing.owner)) {
            QByteArray path = QByteArray::fromStdString(m_board.pathOf(*m_board.find(*flowId)));
            path.replace('>', '.').replace('#', '.');
            return "flow." + path + (isFlowLabel(thing) ? ".label" : "");
        }
        QByteArray id = QByteArray::fromStdString(std::get<model::ElementId>(thing.owner).value);
        if (id.front() >= '0' && id.front() <= '9') {
            id.prepend('_');
        }
        const bool isPin = thing.layer == Layer::flow;
        return id + (thing.layer == Layer::figure ? ".figures" : (isPin ? ".pin" : ""));
    }

    [[nodiscard]] QByteArray classOf(const Thing& thing) const {
        const auto* id = std::get_if<model::ElementId>(&thing.owner);
        if (id == nullptr) {
            return isFlowLabel(thing) ? "flow-label" : "flow";
        }
        if (thing.layer == Layer::figure) {
            return "figures";
        }
        if (thing.layer == Layer::flow) {
            return "pin";
        }
        const std::string_view kind = model::nameOf(m_board.find(*id)->kind);
        return {kind.data(), static_cast<qsizetype>(kind.size())};
    }

    const model::Board& m_board;
    const detail::Picture& m_picture;
    const ExportOptions& m_options;
    QByteArray m_out;
};

} // namespace

QByteArray toSvg(const model::Board& board, const ExportOptions& options) {
    const detail::Picture picture = detail::pictureOf(board, options);
    return SvgWriter(board, picture, options).write();
}

} // namespace stormglass::app::drawing
