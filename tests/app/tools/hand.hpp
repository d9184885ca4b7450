// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/tools/element_facts.hpp"
#include "app/tools/tool_machine.hpp"
#include "model/changes/document.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace stormglass::tests {

using namespace app;
using namespace app::tools;
using namespace model;

/// A clock that stands still until it is moved.
class StillClock final : public Clock {
  public:
    [[nodiscard]] TimePoint now() const override { return at; }

    TimePoint at{};
};

/// Bodies as the document has them, arrows straight from middle to middle: no window, no fonts.
class BoxScene final : public Scene {
  public:
    explicit BoxScene(const Board& board) : m_board(board) {}

    [[nodiscard]] std::optional<drawing::Hit> hit(const QPointF& at, double tolerance) const override {
        std::optional<drawing::Hit> found;
        for (const Element& element : m_board.elements()) {
            const QRectF body = bodyOf(element.id);
            if (!body.contains(at)) {
                continue;
            }
            if (!isFrame(element.kind)) {
                found = drawing::Hit{element.id, drawing::Part::body};
            } else if (at.y() < body.top() + 30) {
                found = drawing::Hit{element.id, drawing::Part::title};
            }
        }
        for (const Flow& flow : m_board.flows()) {
            const QLineF line(bodyOf(flow.from).center(), bodyOf(flow.to).center());
            const QPointF way = line.p2() - line.p1();
            const double t = QPointF::dotProduct(at - line.p1(), way) / QPointF::dotProduct(way, way);
            if (!found && t > 0 && t < 1 && QLineF(at, line.pointAt(t)).length() <= tolerance) {
                found = drawing::Hit{flow.id, drawing::Part::line};
            }
        }
        return found;
    }

    [[nodiscard]] std::vector<ElementId> elementsIn(const QRectF& area, bool onlyWhole) const override {
        std::vector<ElementId> ids;
        for (const Element& element : m_board.elements()) {
            const QRectF body = bodyOf(element.id);
            const bool needsWhole = onlyWhole || isFrame(element.kind);
            if (!body.isEmpty() && (needsWhole ? area.contains(body) : area.intersects(body))) {
                ids.push_back(element.id);
            }
        }
        return ids;
    }

    [[nodiscard]] QRectF bodyOf(const ElementId& id) const override {
        const Element* element = m_board.find(id);
        if (element == nullptr || !element->at || !hasBody(element->kind)) {
            return {};
        }
        const BoardSize size = sizeOf(*element);
        return {element->at->x, element->at->y, size.width, size.height};
    }

    [[nodiscard]] std::vector<QPointF> routeOf(const FlowId& id) const override {
        const Flow* flow = m_board.find(id);
        if (flow == nullptr) {
            return {};
        }
        std::vector<QPointF> route{bodyOf(flow->from).center()};
        for (const BoardPoint& bend : flow->bends) {
            route.emplace_back(bend.x, bend.y);
        }
        route.push_back(bodyOf(flow->to).center());
        return route;
    }

  private:
    const Board& m_board;
};

/// A person with a board, a mouse and Escape; remembers what the tools asked of the program. Zoom 1: a view pixel is a
/// board unit.
class Hand final : public ToolHost {
  public:
    explicit Hand(Board start = {}) : document(std::move(start), clock), boxes(document.board()), machine(*this) {}

    StillClock clock;
    Document document;
    BoxScene boxes;
    SelectedThings things;
    ToolPreview preview;
    Hover hover;
    bool snaps = false;
    std::vector<NewNote> written;
    std::vector<drawing::Owner> opened;
    std::vector<ElementId> times;
    std::vector<QPointF> offered;
    int menus = 0;
    int kept = 0;
    ViewPoint panned;
    std::size_t steps = 0;
    ToolMachine machine;

    [[nodiscard]] const Board& board() const override { return document.board(); }

    [[nodiscard]] const Scene& scene() const override { return boxes; }

    [[nodiscard]] SelectedThings selected() const override { return things; }

    [[nodiscard]] bool snapsToGrid() const override { return snaps; }

    [[nodiscard]] ElementKind lastKind() const override { return ElementKind::event; }

    void select(SelectedThings chosen) override { things = std::move(chosen); }

    bool edit(EditIntent intent, std::vector<Change> changes) override {
        const bool isDone = document.edit(std::move(intent), std::move(changes)).ok();
        steps += isDone ? 1 : 0;
        return isDone;
    }

    void showPreview(const ToolPreview& shown) override { preview = shown; }

    void showHover(const Hover& shown) override { hover = shown; }

    void panBy(ViewPoint by) override { panned = {panned.x + by.x, panned.y + by.y}; }

    void editText(const drawing::Owner& owner) override { opened.push_back(owner); }

    void editTime(const ElementId& handler) override { times.push_back(handler); }

    void writeNew(const NewNote& note) override {
        written.push_back(note);
        machine.setEditing(true);
    }

    void keepText() override {
        ++kept;
        machine.setEditing(false);
    }

    void offerNext(const ElementId&, const QPointF& at) override { offered.push_back(at); }

    void offerMenu(ViewPoint) override { ++menus; }

    void disarmed() override {}

    static PointerEvent event(double x, double y, PointerButton button, Modifiers modifiers) {
        return {.at = {x, y}, .view = {x, y}, .zoom = 1, .button = button, .modifiers = modifiers};
    }

    void press(double x, double y, Modifiers modifiers = {}, PointerButton button = PointerButton::left) {
        machine.press(event(x, y, button, modifiers));
    }

    void move(double x, double y, Modifiers modifiers = {}) {
        machine.move(event(x, y, PointerButton::none, modifiers));
    }

    void release(double x, double y, Modifiers modifiers = {}) {
        machine.release(event(x, y, PointerButton::left, modifiers));
    }

    void click(double x, double y, Modifiers modifiers = {}) {
        move(x, y, modifiers);
        press(x, y, modifiers);
        release(x, y, modifiers);
    }

    void doubleClick(double x, double y) {
        click(x, y);
        press(x, y); // as Qt Quick tells it
        machine.pressAgain(event(x, y, PointerButton::left, {}));
        release(x, y);
    }

    void drag(double x, double y, double toX, double toY, Modifiers modifiers = {}) {
        move(x, y, modifiers);
        press(x, y, modifiers);
        move((x + toX) / 2, (y + toY) / 2, modifiers);
        move(toX, toY, modifiers);
        release(toX, toY, modifiers);
    }

    [[nodiscard]] BoardPoint at(const char* id) const { return board().find(ElementId{id})->at.value_or(BoardPoint{}); }
};

inline Element note(const char* id, ElementKind kind, double x, double y, Rank rank) {
    Element element;
    element.id = ElementId{id};
    element.kind = kind;
    element.label = id;
    element.at = BoardPoint{x, y};
    element.rank = rank;
    return element;
}

/// A command at the origin, an aggregate 200 to its right, an event 500 to its right.
inline Board threeNotes() {
    Board board;
    board.put(note("place", ElementKind::command, 0, 0, 0));
    board.put(note("order", ElementKind::aggregate, 200, 0, 1));
    board.put(note("placed", ElementKind::event, 500, 0, 2));
    return board;
}

} // namespace stormglass::tests
