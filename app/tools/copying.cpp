// SPDX-License-Identifier: Apache-2.0
#include "app/tools/copying.hpp"

#include "app/tools/element_facts.hpp"
#include "app/tools/move_plan.hpp"
#include "app/tools/references.hpp"
#include "app/tools/snapping.hpp"
#include "model/changes/references.hpp"
#include "model/notation/wording.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::app::tools {

using namespace model;

namespace {

/// Adds copies of records under new ids and keeps what they say of each other.
class Copier {
  public:
    Copier(const Board& board, StepDraft& draft) : m_board(board), m_draft(draft) {}

    /// References to `from` mean `to` from now on.
    void rename(const ElementId& from, const ElementId& to) { m_names[from.value] = to.value; }

    void add(const Element& source, const QPointF& by) {
        Element copy = source;
        if (copy.at) {
            copy.at = BoardPoint{copy.at->x + by.x(), copy.at->y + by.y()};
        }
        const Element* original = source.same ? m_board.find(*source.same) : nullptr;
        const std::string name = !source.label.empty() || original == nullptr ? source.label : original->label;
        Element& made = m_draft.add(std::move(copy), name.empty() ? source.id.value : name);
        rename(source.id, made.id);
        m_made.push_back(&made);
    }

    void add(const Flow& source, const QPointF& by) {
        Flow& made = m_draft.connect(source.from, source.to, source.joint);
        made.via = source.via;
        made.label = source.label;
        made.properties = source.properties;
        made.bends = source.bends;
        for (BoardPoint& bend : made.bends) {
            bend = {bend.x + by.x(), bend.y + by.y()};
        }
        m_madeFlows.push_back(&made);
    }

    /// Once everything is added.
    Copied finish() && {
        Copied copied;
        for (Element* element : m_made) {
            *element = withNames(std::move(*element), m_names);
            copied.made.elements.push_back(element->id);
        }
        for (Flow* flow : m_madeFlows) {
            *flow = withNames(std::move(*flow), m_names);
        }
        copied.changes = m_draft.changes();
        return copied;
    }

    [[nodiscard]] const std::vector<Element*>& made() const { return m_made; }

  private:
    const Board& m_board;
    StepDraft& m_draft;
    Names m_names;
    std::vector<Element*> m_made;
    std::vector<Flow*> m_madeFlows;
};

/// The selected elements in document order, members of frames and pinned notes included.
std::set<ElementId> chosen(const Board& board, const SelectedThings& things) {
    std::set<ElementId> ids(things.elements.begin(), things.elements.end());
    for (const ElementId& id : movedWith(board, things.elements)) {
        ids.insert(id);
    }
    return ids;
}

std::vector<const Flow*> flowsAmong(const Board& board, const std::set<ElementId>& ids) {
    std::vector<const Flow*> flows;
    for (const ElementId& id : ids) {
        for (const Flow* flow : board.flowsFrom(id)) {
            if (ids.contains(flow->to)) {
                flows.push_back(flow);
            }
        }
    }
    std::ranges::sort(flows, {}, [](const Flow* f) { return f->rank; });
    return flows;
}

QRectF extentOf(const Board& fragment) {
    QRectF extent;
    for (const Element& element : fragment.elements()) {
        if (element.at && hasBody(element.kind)) {
            const BoardSize size = sizeOf(element);
            const QRectF body(element.at->x, element.at->y, size.width, size.height);
            extent = extent.isNull() ? body : extent.united(body);
        }
    }
    return extent;
}

/// Steps aside while the copy would lie exactly on what was copied: it must be seen.
QPointF shiftThatShows(const Scene& scene, const QRectF& extent, QPointF by) {
    const auto isCovered = [&] {
        const QRectF place = extent.translated(by);
        return std::ranges::any_of(scene.elementsIn(QRectF(place.topLeft(), QSizeF(1, 1)), false),
                                   [&](const ElementId& id) { return scene.bodyOf(id).topLeft() == place.topLeft(); });
    };
    for (int tries = 0; tries < 100 && !extent.isNull() && isCovered(); ++tries) {
        by += QPointF(2 * kGridStep, 2 * kGridStep);
    }
    return by;
}

std::vector<std::string_view> linesOf(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty() && lines.size() < kMostLines) {
        const std::size_t end = text.find_first_of("\r\n");
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line.find_first_not_of(" \t-*") != std::string_view::npos) {
            lines.push_back(line);
        }
    }
    return lines;
}

/// At most kLongestLine bytes, cut between characters.
std::string shortened(std::string text) {
    if (text.size() > kLongestLine) {
        std::size_t end = kLongestLine;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
            --end;
        }
        text.resize(end);
    }
    return text;
}

std::string_view withoutBullet(std::string_view line) {
    const std::size_t start = line.find_first_not_of(" \t");
    line.remove_prefix(start == std::string_view::npos ? line.size() : start);
    if (line.starts_with("- ") || line.starts_with("* ")) {
        line.remove_prefix(2);
    }
    return line;
}

} // namespace

Copied duplicate(const Board& board, const Scene& scene, const SelectedThings& things, const QPointF& by) {
    StepDraft draft(board);
    Copier copier(board, draft);
    const std::set<ElementId> ids = chosen(board, things);
    for (const Element& element : board.elements()) {
        if (ids.contains(element.id)) {
            copier.add(element, by);
            Element& copy = *copier.made().back();
            if (const QRectF body = scene.bodyOf(element.id); !copy.at && !body.isEmpty()) {
                copy.at = BoardPoint{body.x() + by.x(), body.y() + by.y()};
            }
        }
    }
    for (const Flow* flow : flowsAmong(board, ids)) {
        copier.add(*flow, by);
    }
    return std::move(copier).finish();
}

Board fragmentOf(const Board& board, const Scene& scene, const SelectedThings& things) {
    std::set<ElementId> ids = chosen(board, things);
    for (const ElementId& id : std::set<ElementId>(ids)) {
        if (const Element* element = board.definitionOf(id); element != nullptr && element->service) {
            ids.insert(*element->service);
        }
    }
    std::set<ElementId> outside;
    for (const Element& element : board.elements()) {
        if (!ids.contains(element.id)) {
            outside.insert(element.id);
        }
    }
    Board fragment;
    for (const Element& element : board.elements()) {
        if (!ids.contains(element.id)) {
            continue;
        }
        Element copy = element;
        if (element.same && outside.contains(*element.same)) {
            const Element& original = *board.definitionOf(element.id);
            copy.label = original.label;
            copy.service = original.service;
            copy.properties = original.properties;
            copy.same.reset();
        }
        if (const QRectF body = scene.bodyOf(element.id); !body.isEmpty()) {
            copy.at = BoardPoint{body.x(), body.y()};
        }
        fragment.put(withoutMentionsOf(withoutReferencesTo(std::move(copy), outside), outside));
    }
    for (const Flow* flow : flowsAmong(board, ids)) {
        fragment.put(withoutMentionsOf(withoutReferencesTo(*flow, outside), outside));
    }
    return fragment;
}

Copied pasted(const Board& board, const Scene& scene, const Board& fragment, const QPointF& centre) {
    StepDraft draft(board);
    Copier copier(board, draft);
    const QRectF extent = extentOf(fragment);
    const QPointF by = shiftThatShows(scene, extent, snappedToGrid(centre - extent.center()));
    for (const Element& element : fragment.elements()) {
        const Element* there = board.find(element.id);
        const bool isShared = element.kind == ElementKind::service && there != nullptr &&
                              there->kind == ElementKind::service && there->label == element.label;
        if (isShared) {
            copier.rename(element.id, element.id);
            continue;
        }
        copier.add(element, by);
        Element& made = *copier.made().back();
        if (!made.context && !made.lane && made.at) {
            const BoardSize size = sizeOf(made);
            joinFrames(board, scene, {made.at->x, made.at->y, size.width, size.height}, made);
        }
    }
    for (const Flow& flow : fragment.flows()) {
        copier.add(flow, by);
    }
    return std::move(copier).finish();
}

Copied pastedLines(const Board& board, const Scene& scene, std::string_view text, const QPointF& corner) {
    constexpr double kColumn = 150;
    constexpr double kRow = 110;
    const std::vector<std::string_view> lines = linesOf(text);
    const auto columns =
        static_cast<std::size_t>(std::clamp(std::ceil(std::sqrt(2.0 * double(lines.size()))), 1.0, 12.0));
    StepDraft draft(board);
    Copied copied;
    const double rows = std::ceil(double(lines.size()) / double(columns));
    QRectF ground(snappedToGrid(corner), QSizeF(double(columns) * kColumn, rows * kRow));
    for (int tries = 0; tries < 200 && !scene.elementsIn(ground, false).empty(); ++tries) {
        ground.translate(0, kRow);
    }
    std::size_t cell = 0;
    for (const std::string_view line : lines) {
        TypedLine typed = typedLine(withoutBullet(line));
        typed.label = shortened(std::move(typed.label));
        if (typed.label.empty()) {
            continue;
        }
        const QPointF at = ground.topLeft() + QPointF(double(cell % columns) * kColumn, double(cell / columns) * kRow);
        ++cell;
        const BoardSize size = naturalSize(typed.kind);
        Element& made = draft.add({.kind = typed.kind, .label = typed.label, .at = BoardPoint{at.x(), at.y()}});
        joinFrames(board, scene, {at.x(), at.y(), size.width, size.height}, made);
        copied.made.elements.push_back(made.id);
    }
    copied.changes = draft.changes();
    return copied;
}

} // namespace stormglass::app::tools
