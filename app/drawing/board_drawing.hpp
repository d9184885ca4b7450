// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/drawing/drawing_list.hpp"
#include "app/drawing/figures.hpp"
#include "app/drawing/style.hpp"
#include "model/board/board.hpp"
#include "model/changes/document.hpp"

#include <QPolygonF>

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace stormglass::app::drawing {

/// A hand's work that is not in the document yet: notes dragged or resized, with the arrows following.
struct Preview {
    std::unordered_map<model::ElementId, QRectF> places;

    friend bool operator==(const Preview&, const Preview&) = default;
};

/// What lies under a point.
struct Hit {
    Owner owner;
    Part part = Part::body;

    friend bool operator==(const Hit&, const Hit&) = default;
};

/// The drawing of one board, kept true to it by following its changes. Items are laid out when first asked for, so a
/// board of 10,000 notes opens at once and an edit costs what it changed. Each call that alters it returns the
/// rectangles (board units) to paint again. Belongs to the thread of the document.
class BoardDrawing {
  public:
    /// The board must outlive the drawing, unchanged but through what `apply` is told, until `rebuild`.
    explicit BoardDrawing(const model::Board& board, Style style = {});
    BoardDrawing(BoardDrawing&&) noexcept;
    BoardDrawing& operator=(BoardDrawing&&) noexcept;
    ~BoardDrawing();

    /// Starts over, e.g. when another document was opened. Figures and preview are forgotten.
    void rebuild(const model::Board& board);
    /// Follows a change the board has already taken.
    [[nodiscard]] std::vector<QRectF> apply(const model::Applied& applied);
    [[nodiscard]] std::vector<QRectF> setFigures(Figures figures);
    [[nodiscard]] std::vector<QRectF> setPreview(Preview preview);
    void setStyle(const Style& style);

    [[nodiscard]] const Style& style() const noexcept;

    /// What touches the rectangle, bottom to top. Pointers are good until the next altering call.
    [[nodiscard]] std::vector<const Thing*> thingsIn(const QRectF& area) const;
    /// Everything, bottom to top.
    [[nodiscard]] std::vector<const Thing*> things() const;
    /// All there is of one owner, bottom to top.
    [[nodiscard]] std::vector<const Thing*> thingsOf(const Owner& owner) const;

    /// The topmost thing within `tolerance` (board units) of the point; notes by their shape, arrows by their line,
    /// frames by title and border only. Nothing if only the empty board is there.
    [[nodiscard]] std::optional<Hit> hit(const QPointF& point, double tolerance) const;
    /// Elements whose body meets the rectangle, or lies whole within it, in document order. Frames only when whole.
    [[nodiscard]] std::vector<model::ElementId> elementsIn(const QRectF& area, bool onlyWhole) const;

    /// The body of an element as it is drawn now (preview, place in the document, or the place it was given); empty if
    /// it has none: a service, or a member of a collapsed frame.
    [[nodiscard]] QRectF bodyOf(const model::ElementId& id) const;
    /// The body's outline (a hotspot's is turned), for selection and hover.
    [[nodiscard]] QPainterPath outlineOf(const model::ElementId& id) const;
    /// The way of an arrow from border to border, corners not rounded; empty if it is not drawn.
    [[nodiscard]] std::vector<QPointF> routeOf(const model::FlowId& id) const;
    /// All items of the owner.
    [[nodiscard]] QRectF boundsOf(const Owner& owner) const;
    /// All bodies and arrows; empty on an empty board.
    [[nodiscard]] QRectF extent() const;
    /// Where the label of a note, frame, channel or arrow is edited.
    [[nodiscard]] std::optional<LabelSpot> labelSpotOf(const Owner& owner) const;

    /// Bodies only, for painting at small scales and for the minimap: no text is laid out.
    struct Body {
        const model::Element* element = nullptr;
        QRectF rect;
    };

    [[nodiscard]] std::vector<Body> bodiesIn(const QRectF& area) const;
    /// The ways of arrows that may touch the area, in board units.
    [[nodiscard]] std::vector<std::vector<QPointF>> routesIn(const QRectF& area) const;

  private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

/// The way an arrow would take between two bodies on free ground, e.g. while it is being pulled.
[[nodiscard]] std::vector<QPointF> arrowBetween(const QRectF& from, const QRectF& to);

} // namespace stormglass::app::drawing
