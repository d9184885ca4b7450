// SPDX-License-Identifier: Apache-2.0
#include "app/canvas/board_view_model.hpp"

#include "app/canvas/board_words.hpp"
#include "app/tools/element_facts.hpp"
#include "app/tools/move_plan.hpp"
#include "app/tools/next_note.hpp"
#include "app/tools/snapping.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::app::canvas {

using namespace model;
using tools::PointerButton;
using tools::PointerEvent;

namespace {

constexpr double kEdge = 28;      // view pixels: nearer to the edge the view scrolls while something is in the hand
constexpr double kEdgeSpeed = 14; // view pixels a step

Qt::CursorShape shapeOf(tools::Cursor cursor) {
    switch (cursor) {
    case tools::Cursor::arrow:
        return Qt::ArrowCursor;
    case tools::Cursor::hand:
        return Qt::PointingHandCursor;
    case tools::Cursor::grab:
        return Qt::OpenHandCursor;
    case tools::Cursor::grabbing:
        return Qt::ClosedHandCursor;
    case tools::Cursor::cross:
        return Qt::CrossCursor;
    case tools::Cursor::move:
        return Qt::SizeAllCursor;
    case tools::Cursor::sizeH:
        return Qt::SizeHorCursor;
    case tools::Cursor::sizeV:
        return Qt::SizeVerCursor;
    case tools::Cursor::sizeFall:
        return Qt::SizeFDiagCursor;
    case tools::Cursor::sizeRise:
        return Qt::SizeBDiagCursor;
    case tools::Cursor::text:
        return Qt::IBeamCursor;
    }
    return Qt::ArrowCursor;
}

double pullAt(double place, double length) {
    if (place < kEdge) {
        return kEdgeSpeed * std::min(1.0, (kEdge - place) / kEdge);
    }
    return place > length - kEdge ? -kEdgeSpeed * std::min(1.0, (place - length + kEdge) / kEdge) : 0;
}

} // namespace

PointerEvent BoardViewModel::eventAt(const ViewPoint& at, PointerButton button, tools::Modifiers modifiers) const {
    return {.at = m_view.toBoard(at), .view = at, .zoom = m_view.zoom, .button = button, .modifiers = modifiers};
}

void BoardViewModel::press(const ViewPoint& at, PointerButton button, tools::Modifiers modifiers) {
    m_isFitPending = false;
    m_pointer = at;
    m_modifiers = modifiers;
    m_machine.press(eventAt(at, button, modifiers));
    afterInput();
}

void BoardViewModel::pressAgain(const ViewPoint& at, PointerButton button, tools::Modifiers modifiers) {
    m_pointer = at;
    m_machine.pressAgain(eventAt(at, button, modifiers));
    afterInput();
}

void BoardViewModel::move(const ViewPoint& at, tools::Modifiers modifiers) {
    m_pointer = at;
    m_modifiers = modifiers;
    m_machine.move(eventAt(at, PointerButton::none, modifiers));
    afterInput();
}

void BoardViewModel::release(const ViewPoint& at, PointerButton button, tools::Modifiers modifiers) {
    m_pointer = at;
    m_machine.release(eventAt(at, button, modifiers));
    afterInput();
}

void BoardViewModel::leave() {
    if (m_machine.stateName() == tools::ToolStateName::idle) {
        showHover({});
    }
}

void BoardViewModel::scroll(const ViewPoint& by) {
    m_isFitPending = false;
    setView(m_view.pannedBy(by));
}

void BoardViewModel::zoomAt(const ViewPoint& at, double factor) {
    m_isFitPending = false;
    setView(m_view.zoomedTo(m_view.zoom * factor, at));
}

void BoardViewModel::pinch(double factor, const QPointF& centre, const QPointF& movedBy) {
    m_isFitPending = false;
    const Viewport moved = m_view.pannedBy({movedBy.x(), movedBy.y()});
    setView(moved.zoomedTo(moved.zoom * factor, {centre.x(), centre.y()}));
}

void BoardViewModel::holdPan(bool isHeld) {
    m_machine.holdPan(isHeld);
    afterInput();
}

bool BoardViewModel::giveUp() {
    const bool hadSomething = m_machine.cancel();
    afterInput();
    return hadSomething;
}

bool BoardViewModel::isBusy() const {
    return m_machine.stateName() != tools::ToolStateName::idle || m_machine.armed().isArrow;
}

/// What follows from any input: the pointer's look, scrolling at the edge, what is armed.
void BoardViewModel::afterInput() {
    const int shape = shapeOf(m_machine.cursor());
    if (shape != m_cursor) {
        m_cursor = shape;
        emit cursorChanged();
    }
    if (m_machine.scrollsAtEdge() != m_edgeTimer.isActive()) {
        m_machine.scrollsAtEdge() ? m_edgeTimer.start() : m_edgeTimer.stop();
    }
    if (!(m_machine.armed() == m_shownArmed)) {
        m_shownArmed = m_machine.armed();
        emit armedChanged();
        m_workspace.actions()->refresh();
    }
    if (m_machine.stateName() != m_shownState) {
        m_shownState = m_machine.stateName();
        emit hintChanged();
    }
}

int BoardViewModel::cursorShape() const {
    return shapeOf(m_machine.cursor());
}

void BoardViewModel::scrollAtEdge() {
    const ViewPoint pull{pullAt(m_pointer.x, m_view.size.width()), pullAt(m_pointer.y, m_view.size.height())};
    if (pull.x != 0 || pull.y != 0) {
        setView(m_view.pannedBy(pull));
        m_machine.move(eventAt(m_pointer, PointerButton::none, m_modifiers));
    }
}

tools::SelectedThings BoardViewModel::selected() const {
    return {selection().elements(), selection().flows()};
}

void BoardViewModel::select(tools::SelectedThings things) {
    selection().set(std::move(things.elements), std::move(things.flows));
}

void BoardViewModel::select(const ElementId& id) {
    selection().set({id});
    reveal(id);
}

bool BoardViewModel::edit(EditIntent intent, std::vector<Change> changes) {
    return !changes.empty() && session().edit(std::move(intent), std::move(changes));
}

void BoardViewModel::showPreview(const tools::ToolPreview& preview) {
    if (preview == m_preview) {
        return;
    }
    if (preview.places != m_preview.places) {
        dirty(m_scene.setPreview(preview.places));
    }
    m_preview = preview;
    updateHand();
    updateGhosts();
    updateOverlay();
}

void BoardViewModel::showHover(const tools::Hover& hover) {
    if (!(hover == m_hover)) {
        m_hover = hover;
        updateOverlay();
    }
}

void BoardViewModel::panBy(ViewPoint by) {
    setView(m_view.pannedBy(by));
}

void BoardViewModel::editText(const drawing::Owner& owner) {
    if (const auto* id = std::get_if<ElementId>(&owner)) {
        if (const Element* element = board().find(*id); element != nullptr && !tools::isLocked(*element)) {
            m_text.openElement(*id);
        }
    } else {
        m_text.openFlow(std::get<FlowId>(owner));
    }
}

void BoardViewModel::editTime(const ElementId& handler) {
    m_text.openTime(handler);
}

void BoardViewModel::writeNew(const tools::NewNote& note) {
    if (isNote(note.kind)) {
        m_lastKind = note.kind;
    }
    select(tools::SelectedThings{});
    m_text.openNew(note);
    reveal(note.body);
}

void BoardViewModel::keepText() {
    m_text.keep();
}

void BoardViewModel::offerNext(const ElementId& from, const QPointF& at) {
    const Element* element = board().find(from);
    if (element == nullptr) {
        return;
    }
    std::vector<ElementKind> kinds = legalNextKinds(element->kind, level());
    if (kinds.empty()) { // the other levels know something
        kinds = legalNextKinds(element->kind, Level::design);
    }
    if (kinds.empty()) {
        return;
    }
    m_offered = OfferedNext{from, at};
    m_nextKinds.setKinds(std::move(kinds));
    const ViewPoint view = m_view.toView(at);
    emit nextWanted({view.x, view.y});
}

void BoardViewModel::chooseNext(int row) {
    const auto& kinds = m_nextKinds.kinds();
    if (!m_offered || row < 0 || row >= m_nextKinds.count()) {
        return;
    }
    const ElementKind kind = kinds[static_cast<std::size_t>(row)];
    const BoardSize size = naturalSize(kind);
    QPointF corner = m_offered->at - QPointF(size.width / 2, size.height / 2);
    corner = m_snaps ? tools::snappedToGrid(corner) : corner;
    writeNew({.kind = kind,
              .body = QRectF(corner, QSizeF(size.width, size.height)),
              .arrow = tools::NewArrow{m_offered->from, true}});
    m_offered.reset();
}

void BoardViewModel::offerMenu(ViewPoint at) {
    emit menuActionsChanged();
    emit menuWanted({at.x, at.y});
}

void BoardViewModel::disarmed() {
    m_isSticky = false;
}

void BoardViewModel::arm(tools::ArmedTool tool) {
    m_isSticky = tool.isSticky;
    m_machine.arm(tool);
    if (tool.kind || tool.isArrow) {
        m_machine.move(eventAt(m_pointer, PointerButton::none, m_modifiers));
    }
    afterInput();
}

QString BoardViewModel::armedKind() const {
    if (!m_machine.armed().kind) {
        return {};
    }
    const std::string_view name = nameOf(*m_machine.armed().kind);
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

void BoardViewModel::armKind(const QString& kind) {
    if (const auto found = elementKindFromName(kind.toStdString())) {
        arm({.isArrow = false, .kind = found, .isSticky = m_isSticky});
    } else {
        arm({});
    }
    emit focusWanted();
}

void BoardViewModel::dragKind(const QString& kind, const QPointF& at) {
    if (armedKind() != kind) {
        armKind(kind);
    }
    move({at.x(), at.y()}, {});
}

void BoardViewModel::dropKind(const QPointF& at) {
    const bool isOverBoard = QRectF(QPointF{}, m_view.size).contains(at);
    if (isOverBoard) {
        release({at.x(), at.y()}, PointerButton::left, {});
    } else {
        giveUp();
    }
}

void BoardViewModel::placeKindInMiddle(const QString& kind) {
    const auto found = elementKindFromName(kind.toStdString());
    if (!found || *found == ElementKind::service) {
        return;
    }
    if (const auto id = onlyElement(); id && isNote(*found) && isNote(board().find(*id)->kind)) {
        writeBeside(*id, *found, tools::Side::right);
        return;
    }
    const BoardSize size = naturalSize(*found);
    const QPointF corner = m_view.visible().center() - QPointF(size.width / 2, size.height / 2);
    const QRectF wanted(tools::snappedToGrid(corner), QSizeF(size.width, size.height));
    const bool isFree = m_scene.elementsIn(wanted, false).empty();
    writeNew({.kind = *found,
              .body = isFree || tools::isFrame(*found)
                          ? wanted
                          : tools::freeGroundBeside(m_scene, wanted, size, tools::Side::right)});
}

} // namespace stormglass::app::canvas
