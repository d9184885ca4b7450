// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/board/records.hpp"

#include <QColor>
#include <QGlyphRun>
#include <QPainterPath>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

/// What is seen of a board, as plain values in board units. The screen, SVG, PNG, PDF, hit testing, accessibility and
/// the goldens read this one list; nobody downstream wraps, elides or measures.
namespace stormglass::app::drawing {

/// What a thing on the drawing stands for.
using Owner = std::variant<model::ElementId, model::FlowId>;

/// Bottom to top. What one owner shows may lie on two layers: its body, and its figures above all bodies.
enum class Layer : std::uint8_t { context, lane, pivot, flow, channel, note, figure };

/// What an item is of its owner, so that a click, a test or a stylesheet can tell.
enum class Part : std::uint8_t {
    shadow,
    body,       ///< the paper of a note, the face of a channel or of a collapsed frame
    border,     ///< the edge of a frame: where it is grabbed
    title,      ///< a frame's or channel's name
    glyph,      ///< the little sign of the kind
    label,      ///< what is written on a note
    mark,       ///< "2 of 2", the dashed edge of an occurrence, a status
    pin,        ///< ties a hotspot to what it is pinned to
    line,       ///< an arrow's or pivot's line, or the small joint of notes that touch
    head,       ///< an arrow's head
    flowLabel,  ///< an arrow's label or probability
    partition,  ///< one bar of a channel
    pill,       ///< the service that runs a handler; a click on it means the service
    badge,      ///< the time of a handler
    ring,       ///< how busy a handler is
    queue,      ///< what waits in front of a handler
    bottleneck, ///< the word at the bottleneck and its outline
};

[[nodiscard]] const char* nameOf(Part part) noexcept;

/// A rectangle with round corners; radius 0: sharp.
struct RoundedRect {
    QRectF rect;
    double radius = 0;
    friend bool operator==(const RoundedRect&, const RoundedRect&) = default;
};

/// A closed outline with straight sides, corners rounded by `radius`.
struct Polygon {
    std::vector<QPointF> points;
    double radius = 0;
    friend bool operator==(const Polygon&, const Polygon&) = default;
};

/// An open line, corners rounded by `radius`.
struct Polyline {
    std::vector<QPointF> points;
    double radius = 0;
    friend bool operator==(const Polyline&, const Polyline&) = default;
};

/// Part of a circle. Degrees, 0 at twelve o'clock, clockwise.
struct Arc {
    QPointF centre;
    double radius = 0;
    double startDegrees = 0;
    double spanDegrees = 360;
    friend bool operator==(const Arc&, const Arc&) = default;
};

/// A free outline, e.g. a glyph.
struct Outline {
    QPainterPath path;
    friend bool operator==(const Outline&, const Outline&) = default;
};

enum class Dash : std::uint8_t { solid, dashed, dotted };

/// A filled and/or stroked outline. An invalid colour means none.
struct Shape {
    std::variant<RoundedRect, Polygon, Polyline, Arc, Outline> outline;
    QColor fill = {};
    QColor stroke = {};
    double strokeWidth = 0;
    Dash dash = Dash::solid;
    friend bool operator==(const Shape&, const Shape&) = default;
};

[[nodiscard]] QPainterPath pathOf(const Shape& shape);

/// How a line of text is set. The family is kFontFamily.
struct TextStyle {
    double pixelSize = 13;
    int weight = 600; ///< as in CSS: 400, 500, 600
    friend bool operator==(const TextStyle&, const TextStyle&) = default;
};

inline constexpr const char* kFontFamily = "Inter";

/// One line of text, already measured. `glyphs` are the same line shaped, for painting without doing it again.
struct TextLine {
    QString text;
    QPointF baseline; ///< left end
    double advance = 0;
    TextStyle style;
    QColor colour;
    QList<QGlyphRun> glyphs;

    friend bool operator==(const TextLine& a, const TextLine& b) {
        return a.text == b.text && a.baseline == b.baseline && a.advance == b.advance && a.style == b.style &&
               a.colour == b.colour;
    }
};

struct Item {
    Part part = Part::body;
    std::variant<Shape, TextLine> what;

    friend bool operator==(const Item&, const Item&) = default;
};

[[nodiscard]] QRectF boundsOf(const Item& item);

/// Everything one owner shows on one layer.
struct Thing {
    Owner owner;
    Layer layer = Layer::note;
    QString title; ///< full text for tooltips, SVG titles and screen readers: "Order placed, event"
    QRectF bounds; ///< of all items
    std::vector<Item> items;

    friend bool operator==(const Thing&, const Thing&) = default;
};

/// Where a label is edited, and how it is set there.
struct LabelSpot {
    QRectF area;
    TextStyle style;
    bool isCentred = true; ///< both ways; else top left
    QColor text;
    QColor paper; ///< what lies behind
};

} // namespace stormglass::app::drawing
