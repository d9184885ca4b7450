// SPDX-License-Identifier: Apache-2.0
#include "app/canvas/board_view_model.hpp"

#include "app/tools/arranging.hpp"
#include "app/tools/copying.hpp"
#include "app/tools/element_facts.hpp"
#include "app/tools/linking.hpp"
#include "app/tools/move_plan.hpp"
#include "app/tools/next_note.hpp"
#include "app/tools/snapping.hpp"
#include "app/tools/step_draft.hpp"
#include "model/exchange/text_form.hpp"

#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace stormglass::app::canvas {

using namespace model;

namespace {

constexpr double kCoarse = 5;                // steps at once
constexpr qsizetype kMostPasted = 8'000'000; // characters
const QPointF kDuplicateBy{20, 20};

bool looksLikeBoard(const QString& text) {
    const QStringView start = QStringView(text).left(2000);
    return start.trimmed().startsWith(u'{') && start.contains(u"\"stormglass\"");
}

} // namespace

void BoardViewModel::nudge(int dx, int dy, bool isCoarse) {
    const std::vector<ElementId> moved = tools::movedWith(board(), selection().elements());
    if (moved.empty()) {
        return;
    }
    const double step = (m_snaps ? tools::kGridStep : 1) * (isCoarse ? kCoarse : 1);
    const tools::MovePlan plan = tools::planMove(board(), m_scene, moved, QPointF(dx * step, dy * step));
    edit(nudging("elements"), tools::changesOf(board(), m_scene, plan));
    reveal(m_drawing.bodyOf(moved.front()));
}

bool BoardViewModel::focusNext(bool isReversed) {
    std::vector<ElementId> order = readingOrder();
    if (order.empty()) {
        return false;
    }
    if (isReversed) {
        std::ranges::reverse(order);
    }
    const auto current =
        selection().elements().empty() ? order.end() : std::ranges::find(order, selection().elements().front());
    const auto next = current == order.end() ? order.begin() : current + 1;
    if (next == order.end()) {
        return false; // Tab leaves the board behind the last note
    }
    select(*next);
    return true;
}

void BoardViewModel::follow(int dx, int dy) {
    const auto id = onlyElement();
    if (!id) {
        return;
    }
    const QPointF here = m_drawing.bodyOf(*id).center();
    std::optional<ElementId> best;
    double least = 0;
    const auto consider = [&](const ElementId& other) {
        const QPointF way = m_drawing.bodyOf(other).center() - here;
        const double along = way.x() * dx + way.y() * dy;
        const double across = std::abs(way.x() * dy) + std::abs(way.y() * dx);
        if (along > 0 && across <= 2 * along && (!best || along + across < least)) {
            best = other;
            least = along + across;
        }
    };
    for (const Flow* flow : board().flowsFrom(*id)) {
        consider(flow->to);
    }
    for (const Flow* flow : board().flowsTo(*id)) {
        consider(flow->from);
    }
    if (best) {
        select(*best);
    }
}

void BoardViewModel::editSelected() {
    if (const auto id = onlyElement()) {
        editText(*id);
    } else if (const auto flow = onlyFlow()) {
        editText(*flow);
    }
}

void BoardViewModel::openMenuAtSelection() {
    QRectF area = m_view.visible().center().isNull() ? QRectF{} : QRectF(m_view.visible().center(), QSizeF(1, 1));
    if (!selection().elements().empty()) {
        area = m_drawing.bodyOf(selection().elements().front());
    }
    const ViewPoint at = m_view.toView(area.center());
    offerMenu({std::clamp(at.x, 0.0, m_view.size.width()), std::clamp(at.y, 0.0, m_view.size.height())});
}

/// A digit: with one note selected that kind next to it, connected; else it arms the tool.
void BoardViewModel::chooseKind(ElementKind kind) {
    const auto id = onlyElement();
    const Element* element = id ? board().find(*id) : nullptr;
    if (element != nullptr && isNote(element->kind) && isNote(kind) && !m_isSticky) {
        writeBeside(*id, kind, tools::Side::right);
        return;
    }
    const bool isArmedAlready = m_machine.armed().kind == kind;
    arm(isArmedAlready ? tools::ArmedTool{} : tools::ArmedTool{.isArrow = false, .kind = kind, .isSticky = m_isSticky});
}

void BoardViewModel::writeBeside(const ElementId& from, ElementKind kind, tools::Side side) {
    m_text.keep();
    writeNew(tools::noteBeside(board(), m_scene, from, kind, side));
}

void BoardViewModel::goOnFrom(const ElementId& from, bool isReversed, bool isBelow) {
    const Element* element = board().find(from);
    if (element == nullptr || !isNote(element->kind)) {
        return;
    }
    if (isBelow) { // another of the same kind in the column: nothing flows between them
        tools::NewNote note = tools::noteBeside(board(), m_scene, from, element->kind,
                                                isReversed ? tools::Side::top : tools::Side::bottom);
        note.arrow.reset();
        writeNew(note);
        return;
    }
    if (!isReversed) {
        writeBeside(from, tools::likelyNext(element->kind, level()), tools::Side::right);
        return;
    }
    ElementKind kind = element->kind;
    for (const ElementKind before : toolboxKinds()) {
        if (isLegalFlow(before, element->kind) && firstLevelOf(before) <= level()) {
            kind = before;
            break;
        }
    }
    tools::NewNote note = tools::noteBeside(board(), m_scene, from, kind, tools::Side::left);
    if (note.arrow && isLegalFlow(kind, element->kind)) {
        note.arrow->isFromOther = false;
    }
    writeNew(note);
}

void BoardViewModel::copySelection() {
    const Board fragment = tools::fragmentOf(board(), m_scene, selected());
    QGuiApplication::clipboard()->setText(QString::fromStdString(writeText(fragment, Catalogue{})));
}

void BoardViewModel::paste(bool asOneNote) {
    pasteText(QGuiApplication::clipboard()->text(), asOneNote);
}

void BoardViewModel::pasteText(const QString& text, bool asOneNote) {
    if (text.trimmed().isEmpty()) {
        return;
    }
    if (text.size() > kMostPasted) {
        m_workspace.setNotice(tr("That is too much to paste: more than %1 characters.").arg(kMostPasted));
        return;
    }
    const QPointF centre = m_view.visible().center();
    const std::string bytes = text.toStdString();
    if (asOneNote) {
        tools::NewNote note{.kind = ElementKind::text,
                            .body = QRectF(tools::snappedToGrid(centre - QPointF(110, 40)), QSizeF(220, 80))};
        ElementId id;
        auto changes = tools::changesOf(board(), m_scene, note, bytes.substr(0, 4000), &id);
        if (edit({"paste"}, std::move(changes))) {
            select({{id}, {}});
        }
        return;
    }
    if (looksLikeBoard(text)) {
        const auto fragment = readText(bytes, Catalogue{});
        if (!fragment) {
            m_workspace.setNotice(
                tr("The clipboard holds a board that can't be read (line %1).").arg(fragment.error().line));
            return;
        }
        finishPaste("paste", tools::pasted(board(), m_scene, *fragment, centre));
        return;
    }
    finishPaste("paste", tools::pastedLines(board(), m_scene, bytes, centre - QPointF(200, 150)));
}

void BoardViewModel::finishPaste(const char* label, tools::Copied copied) {
    if (!edit({label}, std::move(copied.changes))) {
        return;
    }
    QRectF area;
    for (const ElementId& id : copied.made.elements) {
        const QRectF body = m_drawing.bodyOf(id);
        area = area.isNull() ? body : area.united(body);
    }
    select(std::move(copied.made));
    if (!area.isNull()) {
        reveal(area);
    }
}

/// Again and again goes on in the direction the first copy was moved to.
void BoardViewModel::duplicateSelection() {
    const tools::SelectedThings things = selected();
    const QPointF from = m_drawing.bodyOf(things.elements.front()).topLeft();
    const bool isAgain = m_duplicated && m_duplicated->made == things.elements;
    const QPointF by = isAgain ? from - m_duplicated->from : kDuplicateBy;
    tools::Copied copied = tools::duplicate(board(), m_scene, things, by);
    const std::vector<ElementId> made = copied.made.elements;
    finishPaste("duplicate", std::move(copied));
    m_duplicated = Duplicated{made, from};
}

void BoardViewModel::align(int alignment) {
    edit({"align"}, moveElements(board(), tools::aligned(board(), m_scene, selection().elements(),
                                                         static_cast<tools::Alignment>(alignment))));
}

void BoardViewModel::distribute(bool isHorizontal) {
    edit({"align"},
         moveElements(board(), tools::spread(board(), m_scene, selection().elements(),
                                             isHorizontal ? tools::Axis::horizontal : tools::Axis::vertical)));
}

void BoardViewModel::placeAgain() {
    const auto id = onlyElement();
    if (!id) {
        return;
    }
    const QRectF body = m_drawing.bodyOf(*id);
    const QRectF place = tools::freeGroundBeside(m_scene, body, {body.width(), body.height()}, tools::Side::bottom);
    RecordChange<Element> made = makeOccurrence(board(), *id, BoardPoint{place.x(), place.y()});
    tools::joinFrames(board(), m_scene, place, *made.after);
    const ElementId copy = made.after->id;
    if (edit({"placeAgain"}, {std::move(made)})) {
        select(copy);
    }
}

void BoardViewModel::setGrouped(bool isGrouped) {
    std::vector<Change> changes;
    std::string name;
    for (int n = 1; isGrouped && name.empty(); ++n) {
        const std::string candidate = "group-" + std::to_string(n);
        const bool isTaken =
            std::ranges::any_of(board().elements(), [&](const Element& e) { return tools::groupOf(e) == candidate; });
        name = isTaken ? std::string{} : candidate;
    }
    tools::StepDraft draft(board());
    for (const ElementId& id : selection().elements()) {
        const Element* element = board().find(id);
        if (element == nullptr || element->same) {
            continue; // an occurrence carries nothing of its own
        }
        Element* altered = draft.alter(id);
        if (isGrouped) {
            altered->properties["group"] = name;
        } else {
            altered->properties.erase("group");
        }
    }
    edit({isGrouped ? "group" : "ungroup"}, draft.changes());
}

bool BoardViewModel::allSelectedLocked() const {
    return std::ranges::all_of(selection().elements(), [this](const ElementId& id) {
        const Element* element = board().find(id);
        return element != nullptr && tools::isLocked(*element);
    });
}

void BoardViewModel::toggleLock() {
    const bool isLocking = !allSelectedLocked();
    tools::StepDraft draft(board());
    for (const ElementId& id : selection().elements()) {
        const Element* element = board().find(id);
        if (element == nullptr || element->same) {
            continue;
        }
        Element* altered = draft.alter(id);
        if (isLocking) {
            altered->properties["locked"] = true;
        } else {
            altered->properties.erase("locked");
        }
    }
    edit({isLocking ? "lock" : "unlock"}, draft.changes());
}

/// All the way, or past the next thing that overlaps.
void BoardViewModel::restack(bool isForward, bool isAllTheWay) {
    const std::vector<ElementId> ids = selection().elements();
    if (isAllTheWay) {
        edit({"order"}, isForward ? bringToFront(board(), ids) : sendToBack(board(), ids));
        return;
    }
    const auto id = onlyElement();
    const Element* element = id ? board().find(*id) : nullptr;
    if (element == nullptr) {
        edit({"order"}, isForward ? bringToFront(board(), ids) : sendToBack(board(), ids));
        return;
    }
    const Element* neighbour = nullptr;
    for (const ElementId& otherId : m_scene.elementsIn(m_drawing.bodyOf(*id), false)) {
        const Element* other = board().find(otherId);
        const bool isBeyond =
            other != nullptr && (isForward ? other->rank > element->rank : other->rank < element->rank);
        const bool isNearer =
            neighbour == nullptr ||
            (other != nullptr && (isForward ? other->rank < neighbour->rank : other->rank > neighbour->rank));
        if (isBeyond && isNearer) {
            neighbour = other;
        }
    }
    if (neighbour != nullptr) { // the gate wants free ranks: one steps aside first
        Element first = *element;
        Element second = *neighbour;
        const Rank mine = first.rank;
        Element aside = first;
        aside.rank = board().elements().nextRank();
        Element there = second;
        there.rank = mine;
        Element here = aside;
        here.rank = second.rank;
        edit({"order"}, {altered(first, aside), altered(second, there), altered(aside, here)});
    }
}

} // namespace stormglass::app::canvas
