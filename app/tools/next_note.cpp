// SPDX-License-Identifier: Apache-2.0
#include "app/tools/next_note.hpp"

#include "app/tools/element_facts.hpp"
#include "app/tools/move_plan.hpp"

#include <algorithm>
#include <array>

namespace stormglass::app::tools {

using namespace model;

namespace {

constexpr int kMostTries = 40;

/// Somewhat more than the body itself, so that notes don't touch by accident.
constexpr double kClearance = 8;

bool isFree(const Scene& scene, const QRectF& body) {
    return scene.elementsIn(body.adjusted(-kClearance, -kClearance, kClearance, kClearance), false).empty();
}

QRectF beside(const QRectF& from, BoardSize size, Side side, double gap) {
    const double width = size.width;
    const double height = size.height;
    const QPointF middle = from.center();
    switch (side) {
    case Side::right:
        return {from.right() + gap, middle.y() - height / 2, width, height};
    case Side::left:
        return {from.left() - gap - width, middle.y() - height / 2, width, height};
    case Side::bottom:
        return {middle.x() - width / 2, from.bottom() + gap, width, height};
    case Side::top:
        return {middle.x() - width / 2, from.top() - gap - height, width, height};
    }
    return {};
}

bool isSideways(Side side) {
    return side == Side::left || side == Side::right;
}

} // namespace

QRectF freeGroundBeside(const Scene& scene, const QRectF& from, BoardSize size, Side side) {
    const QRectF straight = beside(from, size, side, kNoteGap);
    const double step = (isSideways(side) ? size.height : size.width) + kNoteGap / 2;
    const double onward = (isSideways(side) ? size.width : size.height) + kNoteGap;
    for (int row = 0; row < kMostTries; ++row) {
        for (const int column : std::array{0, 1, -1, 2, -2}) {
            const double aside = column * step;
            const double ahead = (side == Side::left || side == Side::top ? -row : row) * onward;
            const QRectF place =
                isSideways(side) ? straight.translated(ahead, aside) : straight.translated(aside, ahead);
            if (isFree(scene, place)) {
                return place;
            }
        }
    }
    return straight;
}

NewNote noteBeside(const Board& board, const Scene& scene, const ElementId& from, ElementKind kind, Side side) {
    const Element* start = board.find(from);
    NewNote note{.kind = kind,
                 .body = freeGroundBeside(scene, scene.bodyOf(from), naturalSize(kind), side),
                 .arrow = std::nullopt};
    if (start != nullptr && canBeEnd(start->kind) && canBeEnd(kind)) {
        const bool isBackward = !isLegalFlow(start->kind, kind) && isLegalFlow(kind, start->kind);
        note.arrow = NewArrow{from, !isBackward};
    }
    return note;
}

ElementKind likelyNext(ElementKind from, Level level) {
    const std::vector<ElementKind> next = legalNextKinds(from, level);
    return next.empty() ? from : next.front();
}

std::vector<Change> changesOf(const Board& board, const Scene& scene, const NewNote& note, const std::string& label,
                              ElementId* made) {
    StepDraft draft(board);
    const BoardSize size{note.body.width(), note.body.height()};
    Element& element =
        draft.add(NewElement{.kind = note.kind,
                             .label = label,
                             .at = BoardPoint{note.body.x(), note.body.y()},
                             .size = size == naturalSize(note.kind) ? std::nullopt : std::optional(size)});
    joinFrames(board, scene, note.body, element);
    if (note.arrow && board.find(note.arrow->other) != nullptr) {
        const ElementId& other = note.arrow->other;
        draft.connect(note.arrow->isFromOther ? other : element.id, note.arrow->isFromOther ? element.id : other);
    }
    if (made != nullptr) {
        *made = element.id;
    }
    return draft.changes();
}

} // namespace stormglass::app::tools
