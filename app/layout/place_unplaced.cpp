// SPDX-License-Identifier: Apache-2.0
#include "app/layout/place_unplaced.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace stormglass::app::layout {

namespace {

using model::Board;
using model::BoardPoint;
using model::BoardSize;
using model::Element;
using model::ElementId;
using model::ElementKind;
using model::Flow;

constexpr double kColumnGap = 60;
constexpr double kRowGap = 40;
constexpr double kFramePadding = 24;
constexpr double kFrameTitle = 60;
constexpr double kFrameGap = 50;

struct Box {
    double x = 0, y = 0, width = 0, height = 0;

    [[nodiscard]] double right() const { return x + width; }

    [[nodiscard]] double bottom() const { return y + height; }

    [[nodiscard]] bool meets(const Box& other, double gap) const {
        return x < other.right() + gap && other.x < right() + gap && y < other.bottom() + gap &&
               other.y < bottom() + gap;
    }
};

bool isDrawn(ElementKind kind) {
    return kind != ElementKind::service && kind != ElementKind::stage;
}

/// What stands in the flow of time: notes and channels.
bool isPlacedByFlow(ElementKind kind) {
    return model::isNote(kind) || model::isChannel(kind);
}

/// Boxes in cells, so that free ground is found without looking at every note.
class Ground {
  public:
    void take(const Box& box) {
        eachCell(box, [&](std::vector<Box>& cell) { cell.push_back(box); });
        m_bottom = m_isEmpty ? box.bottom() : std::max(m_bottom, box.bottom());
        m_left = m_isEmpty ? box.x : std::min(m_left, box.x);
        m_isEmpty = false;
    }

    [[nodiscard]] bool isFree(const Box& box, double gap) {
        bool isFree = true;
        const Box wide{box.x - gap, box.y - gap, box.width + 2 * gap, box.height + 2 * gap};
        eachCell(wide, [&](const std::vector<Box>& cell) {
            isFree = isFree && std::ranges::none_of(cell, [&](const Box& other) { return other.meets(box, gap); });
        });
        return isFree;
    }

    [[nodiscard]] bool isEmpty() const noexcept { return m_isEmpty; }

    [[nodiscard]] double bottom() const noexcept { return m_bottom; }

    [[nodiscard]] double left() const noexcept { return m_left; }

  private:
    static constexpr double kCell = 300;

    template <class Use> void eachCell(const Box& box, Use&& use) {
        const auto cell = [](double v) { return static_cast<long>(std::floor(std::clamp(v, -1e9, 1e9) / kCell)); };
        for (long y = cell(box.y); y <= cell(box.bottom()); ++y) {
            for (long x = cell(box.x); x <= cell(box.right()); ++x) {
                use(m_cells[{x, y}]);
            }
        }
    }

    std::map<std::pair<long, long>, std::vector<Box>> m_cells;
    double m_bottom = 0;
    double m_left = 0;
    bool m_isEmpty = true;
};

/// Lays out one board once.
class Layout {
  public:
    explicit Layout(const Board& board) : m_board(board) {
        for (const Element& element : board.elements()) {
            if (!isDrawn(element.kind)) {
                continue;
            }
            if (element.at) {
                m_boxes[element.id] = boxAt(element, *element.at);
                if (isPlacedByFlow(element.kind)) {
                    m_ground.take(m_boxes[element.id]);
                } else if (element.kind == ElementKind::context) {
                    m_frames.take(m_boxes[element.id]);
                }
            } else if (isPlacedByFlow(element.kind)) {
                m_waiting.push_back(&element);
                m_isWaiting.insert(element.id);
            } else {
                m_structure.push_back(&element);
            }
        }
        for (const Flow& flow : board.flows()) {
            connect(flow);
        }
    }

    [[nodiscard]] std::vector<Placement> run() {
        placePinned();
        placeBesideNeighbours();
        placeTheRest();
        placePinned();
        placeStructure();
        std::vector<Placement> placements;
        for (const Element& element : m_board.elements()) {
            if (!element.at && isDrawn(element.kind)) {
                const Box& box = m_boxes.at(element.id);
                const bool isFrame = element.kind == ElementKind::context && !element.size;
                placements.push_back({element.id, BoardPoint{box.x, box.y},
                                      isFrame ? std::optional(BoardSize{box.width, box.height}) : std::nullopt});
            }
        }
        return placements;
    }

  private:
    static Box boxAt(const Element& element, BoardPoint at) {
        const BoardSize size = model::sizeOf(element);
        return {at.x, at.y, size.width, size.height};
    }

    void connect(const Flow& flow) {
        const auto link = [this](const ElementId& from, const ElementId& to) {
            if (from != to) {
                m_next[from].push_back(to);
                m_before[to].push_back(from);
            }
        };
        if (flow.via) {
            link(flow.from, *flow.via);
            link(*flow.via, flow.to);
        } else {
            link(flow.from, flow.to);
        }
    }

    void settle(const Element& element, BoardPoint at) {
        const Box box = boxAt(element, at);
        m_boxes[element.id] = box;
        m_ground.take(box);
        m_isWaiting.erase(element.id);
    }

    /// The nearest free place at or below the wished one. Where many wish for one place, each begins below the last.
    BoardPoint freeBelow(const Element& element, BoardPoint wish) {
        constexpr int kMostSteps = 4000;
        double& tried = m_lastTried.try_emplace({wish.x, wish.y}, wish.y).first->second;
        for (int i = 0; i < kMostSteps; ++i) {
            const Box box = boxAt(element, {wish.x, tried + 30.0 * i});
            if (m_ground.isFree(box, 20)) {
                tried = box.y;
                return {box.x, box.y};
            }
        }
        return {wish.x, m_ground.bottom() + kRowGap};
    }

    /// What a note is pinned to, if that is on the board and not pinned back.
    [[nodiscard]] std::optional<ElementId> hostOf(const Element& element) const {
        const auto pinned = element.properties.find("pinnedTo");
        if (pinned == element.properties.end() || !pinned->is_string()) {
            return std::nullopt;
        }
        const Element* host = m_board.find(ElementId(pinned->get<std::string>()));
        const bool isUsable = host != nullptr && isDrawn(host->kind) && !host->properties.contains("pinnedTo");
        return isUsable ? std::optional(host->id) : std::nullopt;
    }

    /// A hotspot lies beside what it is pinned to or, where there is no room, on its shoulder.
    void placePinned() {
        for (const Element* element : m_waiting) {
            const std::optional<ElementId> pinnedTo = hostOf(*element);
            const auto host = pinnedTo ? m_boxes.find(*pinnedTo) : m_boxes.end();
            if (host != m_boxes.end() && m_isWaiting.contains(element->id)) {
                const Box beside = boxAt(*element, {host->second.right() + 20, host->second.y + 10});
                const BoardPoint shoulder{host->second.right() - 25, host->second.y - 45};
                settle(*element, m_ground.isFree(beside, 10) ? BoardPoint{beside.x, beside.y} : shoulder);
            }
        }
    }

    /// Notes whose neighbours have a place stand beside them: right of what leads to them, else left of what follows.
    void placeBesideNeighbours() {
        std::deque<const Element*> next(m_waiting.begin(), m_waiting.end());
        while (!next.empty()) {
            const Element* element = next.front();
            next.pop_front();
            if (!m_isWaiting.contains(element->id) || !placeBeside(*element)) {
                continue;
            }
            for (const auto* links : {&m_next, &m_before}) { // those beside it have a neighbour now
                if (const auto found = links->find(element->id); found != links->end()) {
                    for (const ElementId& id : found->second) {
                        if (m_isWaiting.contains(id)) {
                            next.push_back(m_board.find(id));
                        }
                    }
                }
            }
        }
    }

    bool placeBeside(const Element& element) {
        const BoardSize size = model::sizeOf(element);
        if (const Box* before = placedOf(m_before[element.id])) {
            const double y = before->y + (before->height - size.height) / 2;
            settle(element, freeBelow(element, {before->right() + kColumnGap, y}));
            return true;
        }
        if (const Box* after = placedOf(m_next[element.id])) {
            const double y = after->y + (after->height - size.height) / 2;
            settle(element, freeBelow(element, {after->x - kColumnGap - size.width, y}));
            return true;
        }
        return false;
    }

    [[nodiscard]] const Box* placedOf(const std::vector<ElementId>& ids) const {
        for (const ElementId& id : ids) {
            const auto box = m_boxes.find(id);
            if (box != m_boxes.end() && m_board.find(id)->kind != ElementKind::context) {
                return &box->second;
            }
        }
        return nullptr;
    }

    /// The longest way from a beginning, cycles cut where the document's order meets them.
    void rank(const Element* start) {
        std::vector<std::pair<const Element*, std::size_t>> path{{start, 0}};
        m_state[start->id] = 1;
        while (!path.empty()) {
            auto& [element, next] = path.back();
            const std::vector<ElementId>& following = m_next[element->id];
            if (next == following.size()) {
                m_state[element->id] = 2;
                m_order.push_back(element);
                path.pop_back();
                continue;
            }
            const ElementId& id = following[next++];
            if (m_isWaiting.contains(id) && m_state[id] == 0) {
                m_state[id] = 1;
                path.emplace_back(m_board.find(id), 0);
            } else if (m_state[id] == 1) {
                m_cut.insert({element->id, id});
            }
        }
    }

    void rankAll() {
        std::vector<const Element*> starts;
        for (const Element* element : m_waiting) {
            if (m_isWaiting.contains(element->id) && m_before[element->id].empty()) {
                starts.push_back(element);
            }
        }
        starts.insert(starts.end(), m_waiting.begin(), m_waiting.end());
        for (const Element* element : starts) {
            if (m_isWaiting.contains(element->id) && m_state[element->id] == 0) {
                rank(element);
            }
        }
        for (auto element = m_order.rbegin(); element != m_order.rend(); ++element) {
            for (const ElementId& id : m_next[(*element)->id]) {
                if (m_isWaiting.contains(id) && !m_cut.contains({(*element)->id, id})) {
                    m_rank[id] = std::max(m_rank[id], m_rank[(*element)->id] + 1);
                }
            }
        }
    }

    struct Cell {
        const Element* element;
        int row;
    };

    struct Band {
        std::optional<ElementId> context;
        std::map<int, std::vector<Cell>> columns;
        std::vector<const Element*> loose; ///< without any arrow
    };

    [[nodiscard]] bool isLoose(const Element& element) {
        return m_next[element.id].empty() && m_before[element.id].empty();
    }

    /// True if the host gets its place in this layout: then the note follows it.
    [[nodiscard]] bool waitsForHost(const Element& element) const {
        const std::optional<ElementId> host = hostOf(element);
        return host && isPlacedByFlow(m_board.find(*host)->kind);
    }

    /// One band for each context, in document order, and one for what is in none.
    [[nodiscard]] std::vector<Band> bands() {
        std::vector<Band> bands;
        std::unordered_map<std::string, std::size_t> byContext;
        for (const Element* element : m_waiting) {
            if (!m_isWaiting.contains(element->id) || (isLoose(*element) && waitsForHost(*element))) {
                continue;
            }
            const std::string key = element->context ? element->context->value : std::string();
            const auto [slot, isNew] = byContext.emplace(key, bands.size());
            if (isNew) {
                bands.push_back({element->context, {}, {}});
            }
            Band& band = bands[slot->second];
            if (isLoose(*element)) {
                band.loose.push_back(element);
            } else {
                band.columns[m_rank[element->id]].push_back({element, 0});
            }
        }
        return bands;
    }

    /// Each note wishes for the row of what leads to it (the middle one of several), so that chains run level; where
    /// several wish for one row, the later ones move down.
    void orderColumns(Band& band) {
        std::unordered_map<ElementId, int> rows;
        for (auto& [rankOfColumn, column] : band.columns) {
            for (Cell& cell : column) {
                std::vector<int> before;
                for (const ElementId& id : m_before[cell.element->id]) {
                    if (const auto found = rows.find(id); found != rows.end()) {
                        before.push_back(found->second);
                    }
                }
                std::ranges::sort(before);
                cell.row = before.empty() ? 0 : before[before.size() / 2];
            }
            std::ranges::stable_sort(column, {}, &Cell::row);
            int next = 0;
            for (Cell& cell : column) {
                cell.row = std::max(cell.row, next);
                next = cell.row + 1;
                rows[cell.element->id] = cell.row;
            }
        }
    }

    void placeTheRest() {
        rankAll();
        std::vector<Band> all = bands();
        if (all.empty()) {
            return;
        }
        std::map<int, double> widths;
        for (Band& band : all) {
            orderColumns(band);
            for (const auto& [number, column] : band.columns) {
                for (const Cell& cell : column) {
                    widths[number] = std::max(widths[number], model::sizeOf(*cell.element).width);
                }
            }
        }
        const double left = m_ground.isEmpty() && m_frames.isEmpty() ? 0 : std::min(m_ground.left(), m_frames.left());
        double top = 0;
        if (!m_ground.isEmpty() || !m_frames.isEmpty()) {
            top = std::max(m_ground.bottom(), m_frames.bottom()) + 2 * kFrameGap;
        }
        std::map<int, double> lefts;
        double x = left;
        for (const auto& [number, width] : widths) {
            lefts[number] = x;
            x += width + kColumnGap;
        }
        for (const Band& band : all) {
            top = placeBand(band, left, top, lefts, widths) + kFrameGap +
                  (band.context ? kFramePadding + kFrameTitle : 0);
        }
    }

    double placeBand(const Band& band, double left, double top, const std::map<int, double>& lefts,
                     const std::map<int, double>& widths) {
        double height = 0;
        for (const auto& [number, column] : band.columns) {
            for (const Cell& cell : column) {
                height = std::max(height, model::sizeOf(*cell.element).height);
            }
        }
        double bottom = top;
        for (const auto& [number, column] : band.columns) {
            for (const Cell& cell : column) {
                const BoardSize size = model::sizeOf(*cell.element);
                const double y = top + cell.row * (height + kRowGap) + (height - size.height) / 2;
                settle(*cell.element, {lefts.at(number) + (widths.at(number) - size.width) / 2, y});
                bottom = std::max(bottom, y + size.height);
            }
        }
        return placeLoose(band, left, band.columns.empty() ? top : bottom + kRowGap, bottom);
    }

    /// Notes without arrows stand in rows, about twice as wide as high.
    double placeLoose(const Band& band, double left, double top, double bottom) {
        if (band.loose.empty()) {
            return bottom;
        }
        const auto perRow =
            static_cast<std::size_t>(std::ceil(std::sqrt(2.0 * static_cast<double>(band.loose.size()))));
        double x = left;
        double y = top;
        double height = 0;
        for (std::size_t i = 0; i < band.loose.size(); ++i) {
            if (i > 0 && i % perRow == 0) {
                x = left;
                y += height + kRowGap;
                height = 0;
            }
            const BoardSize size = model::sizeOf(*band.loose[i]);
            settle(*band.loose[i], {x, y});
            x += size.width + kRowGap;
            height = std::max(height, size.height);
        }
        return y + height;
    }

    /// A frame without a place goes around its members; without members, below everything.
    void placeStructure() {
        for (const Element* element : m_structure) {
            std::optional<Box> around;
            if (element->kind == ElementKind::context || element->kind == ElementKind::lane) {
                around = membersOf(*element);
            }
            if (around) {
                m_boxes[element->id] = {around->x - kFramePadding, around->y - kFrameTitle,
                                        around->width + 2 * kFramePadding,
                                        around->height + kFrameTitle + kFramePadding};
            } else {
                const double y = m_ground.isEmpty() && m_frames.isEmpty()
                                     ? 0
                                     : std::max(m_ground.bottom(), m_frames.bottom()) + 2 * kFrameGap;
                m_boxes[element->id] = boxAt(*element, {std::min(m_ground.left(), m_frames.left()), y});
            }
            m_frames.take(m_boxes[element->id]);
        }
    }

    [[nodiscard]] std::optional<Box> membersOf(const Element& frame) const {
        std::optional<Box> around;
        for (const Element& element : m_board.elements()) {
            const auto box = m_boxes.find(element.id);
            if (box == m_boxes.end() || (element.context != frame.id && element.lane != frame.id)) {
                continue;
            }
            if (!around) {
                around = box->second;
                continue;
            }
            const double right = std::max(around->right(), box->second.right());
            const double bottom = std::max(around->bottom(), box->second.bottom());
            around->x = std::min(around->x, box->second.x);
            around->y = std::min(around->y, box->second.y);
            around->width = right - around->x;
            around->height = bottom - around->y;
        }
        return around;
    }

    const Board& m_board;
    std::unordered_map<ElementId, Box> m_boxes;
    std::vector<const Element*> m_waiting;   ///< notes and channels without a place, in document order
    std::vector<const Element*> m_structure; ///< frames, lanes and pivots without one
    std::unordered_set<ElementId> m_isWaiting;
    std::map<std::pair<double, double>, double> m_lastTried; ///< by wished place: where the last one went
    std::unordered_map<ElementId, std::vector<ElementId>> m_next;
    std::unordered_map<ElementId, std::vector<ElementId>> m_before;
    std::unordered_map<ElementId, int> m_state;
    std::unordered_map<ElementId, int> m_rank;
    std::vector<const Element*> m_order;
    std::set<std::pair<ElementId, ElementId>> m_cut;
    Ground m_ground;
    Ground m_frames;
};

} // namespace

std::vector<Placement> placeUnplaced(const Board& board) {
    return Layout(board).run();
}

} // namespace stormglass::app::layout
