// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/tools/pointer.hpp"
#include "app/tools/preview.hpp"
#include "app/tools/scene.hpp"
#include "model/changes/document.hpp"

#include <optional>
#include <vector>

namespace stormglass::app::tools {

struct SelectedThings {
    std::vector<model::ElementId> elements;
    std::vector<model::FlowId> flows;
    friend bool operator==(const SelectedThings&, const SelectedThings&) = default;
};

/// An arrow that comes with a new note.
struct NewArrow {
    model::ElementId other;
    bool isFromOther = true; ///< else the new note is its start
    friend bool operator==(const NewArrow&, const NewArrow&) = default;
};

/// A note that is being made: it joins the document when something is written on it.
struct NewNote {
    model::ElementKind kind = model::ElementKind::event;
    QRectF body;
    std::optional<NewArrow> arrow = std::nullopt;
    friend bool operator==(const NewNote&, const NewNote&) = default;
};

/// What tools may do to the world. The board's view-model in the program, a recorder in tests.
class ToolHost {
  public:
    virtual ~ToolHost() = default;

    [[nodiscard]] virtual const model::Board& board() const = 0;
    [[nodiscard]] virtual const Scene& scene() const = 0;
    [[nodiscard]] virtual SelectedThings selected() const = 0;
    /// Whether notes snap to the grid.
    [[nodiscard]] virtual bool snapsToGrid() const = 0;

    /// The kind of the note made last: what a double click makes.
    [[nodiscard]] virtual model::ElementKind lastKind() const = 0;

    virtual void select(SelectedThings things) = 0;
    /// One step; false if it was refused (the host tells why).
    virtual bool edit(model::EditIntent intent, std::vector<model::Change> changes) = 0;
    virtual void showPreview(const ToolPreview& preview) = 0;
    virtual void showHover(const Hover& hover) = 0;
    /// Shifts what is seen by so many view pixels, as if the board were pulled.
    virtual void panBy(ViewPoint by) = 0;

    /// Opens the text of a note or arrow.
    virtual void editText(const drawing::Owner& owner) = 0;
    /// Opens the time of a handler.
    virtual void editTime(const model::ElementId& handler) = 0;
    /// Opens the text of a note that is not on the board yet.
    virtual void writeNew(const NewNote& note) = 0;
    /// Keeps what is written and closes the text; nothing if none is open.
    virtual void keepText() = 0;
    /// Offers what may come next; `at` is where it would lie.
    virtual void offerNext(const model::ElementId& from, const QPointF& at) = 0;
    virtual void offerMenu(ViewPoint at) = 0;
    /// A tool that is used up: back to selecting.
    virtual void disarmed() = 0;
};

} // namespace stormglass::app::tools
