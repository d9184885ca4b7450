// SPDX-License-Identifier: Apache-2.0
#include "app/drawing/detail/board_impl.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::app::drawing {

using detail::BoardIndex;
using detail::Entry;
using model::Element;
using model::ElementId;
using model::ElementKind;
using model::Flow;
using model::FlowId;

namespace {

/// Everything a body may show, before it is known what that is.
QRectF reachOf(const Element& element, const QRectF& body) {
    if (element.kind == ElementKind::pivot) {
        return body.adjusted(-130, -4, 130, 4);
    }
    return body.adjusted(-6, -6, 6, 6);
}

QRectF around(const std::vector<Way>& ways) {
    QRectF box;
    bool isFirst = true;
    for (const Way& way : ways) {
        for (const QPointF& p : way) {
            box = isFirst ? QRectF(p, p)
                          : QRectF(QPointF(std::min(box.left(), p.x()), std::min(box.top(), p.y())),
                                   QPointF(std::max(box.right(), p.x()), std::max(box.bottom(), p.y())));
            isFirst = false;
        }
    }
    return box;
}

bool isTouching(const QRectF& a, const QRectF& b) {
    constexpr double kFarthest = 12;
    return a.adjusted(-kFarthest, -kFarthest, kFarthest, kFarthest).intersects(b);
}

/// Arrows to one end share a lane and so read as one trunk; those to other ends mostly run beside it. The same for the
/// same id everywhere (FNV-1a).
double laneTowards(const ElementId& end) {
    std::uint32_t hash = 2166136261U;
    for (const char c : end.value) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    }
    constexpr double kApart = 4;
    return (static_cast<double>(hash % 5) - 2) * kApart;
}

/// Where notes lie in heaps nothing can be kept clear of: a few of them say so as well as all.
void keepNearest(std::vector<QRectF>& bodies, const QPointF& middle) {
    constexpr std::size_t kMost = 200;
    if (bodies.size() > kMost) {
        const auto rankOf = [&middle](const QRectF& r) {
            const QPointF away = r.center() - middle;
            return std::tuple(QPointF::dotProduct(away, away), r.left(), r.top(), r.width(), r.height());
        };
        std::ranges::nth_element(bodies, bodies.begin() + kMost, {}, rankOf);
        bodies.resize(kMost);
    }
}

bool mayHaveLabel(const Flow& flow) {
    return !flow.label.empty() ||
           std::ranges::any_of(std::array{"on", "choice", "probability", "count"},
                               [&flow](const char* key) { return flow.properties.contains(key); });
}

/// An arrow from a note to itself goes round its top right corner.
Way loopAt(const QRectF& body) {
    constexpr double kOut = 24;
    const double y = body.top() + body.height() / 3;
    return {{body.right(), y},
            {body.right() + kOut, y},
            {body.right() + kOut, body.top() - kOut},
            {body.center().x(), body.top() - kOut},
            {body.center().x(), body.top()}};
}

/// Where it is worth looking for free ground: a label stays near the middle of its arrow however long that is.
QRectF searchAreaOf(const Entry& entry) {
    if (entry.ways.empty()) {
        return entry.reach;
    }
    const QPointF middle = labelPointOf(entry.ways.front()).at;
    constexpr double kFar = kFarthestLabel + 100;
    return entry.reach.intersected(QRectF(middle.x() - kFar, middle.y() - kFar, 2 * kFar, 2 * kFar));
}

} // namespace

BoardDrawing::Impl::Impl(const model::Board& board, Style style) : m_board(&board), m_style(style), m_places(board) {
    buildAll();
}

void BoardDrawing::Impl::buildAll() {
    m_index.clear();
    m_forks.clear();
    for (const Element& element : m_board->elements()) {
        addBody(element);
        addFigure(element);
    }
    for (const Element& element : m_board->elements()) {
        addPin(element);
    }
    for (const Flow& flow : m_board->flows()) {
        addFlow(flow);
    }
}

void BoardDrawing::Impl::setStyle(const Style& style) {
    m_style = style;
    m_index.each([](Entry& entry) { entry.thing.reset(); });
}

void BoardDrawing::Impl::addBody(const Element& element) {
    const QRectF body = m_places.bodyOf(element);
    if (body.isEmpty()) {
        return;
    }
    Entry entry{.owner = element.id,
                .layer = layerOf(element.kind),
                .rank = element.rank,
                .element = &element,
                .reach = reachOf(element, body),
                .body = body};
    if (element.kind == ElementKind::text) { // it grows with what is written: only setting it tells how far
        entry.thing = bodyThing(scene(), element);
        entry.reach = entry.reach.united(entry.thing->bounds);
    }
    m_index.add(std::move(entry));
}

void BoardDrawing::Impl::addPin(const Element& element) {
    if (element.properties.contains("pinnedTo")) {
        m_index.setPinned(element.id);
        if (std::optional<Thing> thing = pinThing(scene(), element)) {
            const QRectF bounds = thing->bounds;
            m_index.add({.owner = element.id,
                         .layer = Layer::flow,
                         .rank = element.rank,
                         .element = &element,
                         .reach = bounds,
                         .thing = std::move(thing)});
        }
    }
}

void BoardDrawing::Impl::addFigure(const Element& element) {
    const QRectF body = m_places.bodyOf(element);
    if (!body.isEmpty() && hasFigures(scene(), element)) {
        m_index.add({.owner = element.id,
                     .layer = Layer::figure,
                     .rank = element.rank,
                     .element = &element,
                     .reach = figureReach(body)});
    }
}

void BoardDrawing::Impl::addFlow(const Flow& flow) {
    std::vector<Way> ways = waysOf(flow);
    QRectF reach = around(ways);
    if (ways.empty()) {
        if (!flow.joint) {
            return;
        }
        const QRectF from = m_places.anchorOf(flow.from);
        const QRectF to = m_places.anchorOf(flow.to);
        if (from.isEmpty() || to.isEmpty()) {
            return;
        }
        reach = from.united(to);
    }
    m_index.add({.owner = flow.id,
                 .layer = ways.empty() ? Layer::figure : Layer::flow, // a joint lies on the edge of two notes
                 .rank = flow.rank,
                 .reach = reach.adjusted(-76, -44, 76, 44),
                 .ways = ways});
    if (!ways.empty() && mayHaveLabel(flow)) {
        m_index.add({.owner = flow.id,
                     .layer = Layer::figure,
                     .rank = flow.rank,
                     .reach = reach.adjusted(-76, -44, 76, 44),
                     .ways = std::move(ways)});
    }
}

std::vector<Way> BoardDrawing::Impl::waysOf(const Flow& flow) {
    const Element* from = m_places.anchorElement(flow.from);
    const Element* to = m_places.anchorElement(flow.to);
    if (from == nullptr || to == nullptr) {
        return {};
    }
    const QRectF start = m_places.bodyOf(*from);
    const QRectF end = m_places.bodyOf(*to);
    if (start.isEmpty() || end.isEmpty() || (from == to && flow.from != flow.to)) {
        return {};
    }
    if (flow.joint && isTouching(start, end)) {
        return {};
    }
    if (from == to) {
        return {loopAt(start)};
    }
    if (!flow.bends.empty()) {
        constexpr double kFarthest = 1e7; // as bodies
        std::vector<QPointF> bends;
        for (const model::BoardPoint& bend : flow.bends) {
            bends.emplace_back(std::clamp(bend.x, -kFarthest, kFarthest), std::clamp(bend.y, -kFarthest, kFarthest));
        }
        return {routeThrough(start, bends, end)};
    }
    if (flow.via && !m_places.anchorOf(*flow.via).isEmpty() && *flow.via != flow.from && *flow.via != flow.to) {
        return {wayBetween(flow.from, *flow.via, trackOf(flow)),
                wayBetween(*flow.via, flow.to, {.lane = laneTowards(flow.to)})};
    }
    return {wayBetween(flow.from, flow.to, trackOf(flow))};
}

/// The arrows of a fork leave side by side in the order of their ends, and the outer ones turn first, so that none
/// crosses another. A single arrow leaves at the middle and shares a lane with what goes to the same end.
BoardDrawing::Impl::Track BoardDrawing::Impl::trackOf(const Flow& flow) {
    const std::vector<Prong>& fork = forkOf(flow.from);
    if (fork.size() < 2 || flow.via) {
        return {.lane = laneTowards(flow.via.value_or(flow.to))};
    }
    const Prong& prong = *std::ranges::find(fork, flow.rank, &Prong::rank);
    const double own = prong.height;
    constexpr int kMost = 3;
    int nearer = 0; // how many others on the same side of level come before
    for (const Prong& other : fork) {
        const double y = other.height;
        const bool isBefore = std::abs(y) < std::abs(own) || (y == own && other.rank < flow.rank);
        nearer += isBefore && other.isRight == prong.isRight && (y * own > 0 || y == 0 || own == 0) ? 1 : 0;
        if (nearer == kMost) {
            break;
        }
    }
    constexpr double kLane = 4;
    constexpr double kAside = 8;
    return {.lane = -kLane * nearer, .aside = (own < 0 ? -kAside : kAside) * nearer};
}

const std::vector<BoardDrawing::Impl::Prong>& BoardDrawing::Impl::forkOf(const ElementId& from) {
    const auto [slot, isNew] = m_forks.try_emplace(from);
    if (isNew) {
        const QPointF start = m_places.anchorOf(from).center();
        for (const Flow* flow : m_board->flowsFrom(from)) {
            const QPointF end = m_places.anchorOf(flow->to).center();
            slot->second.push_back({flow->rank, end.y() - start.y(), end.x() >= start.x()});
        }
    }
    return slot->second;
}

Way BoardDrawing::Impl::wayBetween(const ElementId& from, const ElementId& to, const Track& track) const {
    const std::array<const Element*, 2> ends{m_places.anchorElement(from), m_places.anchorElement(to)};
    const QRectF start = m_places.bodyOf(*ends[0]);
    const QRectF end = m_places.bodyOf(*ends[1]);
    constexpr double kAround = 70;
    const std::vector<QRectF> obstacles =
        obstaclesIn(start.united(end).adjusted(-kAround, -kAround, kAround, kAround), ends);
    return routeArrow({.from = start, .to = end, .obstacles = obstacles, .lane = track.lane, .aside = track.aside});
}

std::vector<QRectF> BoardDrawing::Impl::obstaclesIn(const QRectF& area, std::span<const Element* const> without) const {
    std::vector<QRectF> obstacles;
    m_index.visitObstacles(area, [&](const Entry& entry) {
        if (entry.body.intersects(area) &&
            std::ranges::none_of(without, [&entry](const Element* end) { return end == entry.element; })) {
            obstacles.push_back(entry.body);
        }
    });
    keepNearest(obstacles, area.center());
    const auto byPlace = [](const QRectF& r) { return std::tuple(r.left(), r.top(), r.width(), r.height()); };
    std::ranges::sort(obstacles, {}, byPlace);
    obstacles.erase(std::unique(obstacles.begin(), obstacles.end()), obstacles.end());
    return obstacles;
}

std::vector<const Thing*> BoardDrawing::Impl::laidOut(const std::vector<Slot>& handles) {
    std::vector<const Thing*> things;
    things.reserve(handles.size());
    for (const Slot slot : handles) {
        const Thing& thing = thingAt(slot);
        if (!thing.items.empty()) {
            things.push_back(&thing);
        }
    }
    return things;
}

const Thing& BoardDrawing::Impl::thingAt(Slot slot) {
    Entry& entry = m_index.at(slot);
    if (!entry.thing) {
        entry.thing = layOut(entry);
    }
    return *entry.thing;
}

Thing BoardDrawing::Impl::layOut(const Entry& entry) {
    if (const auto* flowId = std::get_if<FlowId>(&entry.owner)) {
        const Flow& flow = *m_board->find(*flowId);
        const Surroundings around = surroundingsOf(entry);
        return entry.layer == Layer::flow || entry.ways.empty()
                   ? flowThing(scene(), flow, entry.ways, around)
                   : flowLabelThing(scene(), flow, entry.ways, around)
                         .value_or(Thing{entry.owner, entry.layer, {}, {}, {}});
    }
    const Element& element = *entry.element;
    std::optional<Thing> thing;
    switch (entry.layer) {
    case Layer::figure:
        thing = figureThing(scene(), element, surroundingsOf(entry));
        break;
    case Layer::flow:
        thing = pinThing(scene(), element);
        break;
    case Layer::context:
    case Layer::lane:
    case Layer::pivot:
    case Layer::channel:
    case Layer::note:
        thing = bodyThing(scene(), element);
        break;
    }
    if (thing) {
        return std::move(*thing);
    }
    Thing nothing;
    nothing.owner = entry.owner;
    nothing.layer = entry.layer;
    return nothing;
}

/// Bodies and arrows within reach but its own: an arrow's label may stand on its line.
Surroundings BoardDrawing::Impl::groundAround(const Entry& entry) const {
    Surroundings around;
    const QRectF area = searchAreaOf(entry);
    around.bodies = obstaclesIn(area);
    std::vector<std::pair<model::Rank, const Entry*>> arrows;
    m_index.visit(area, [&](const Entry& other) {
        if (other.layer == Layer::flow && !other.ways.empty() && other.owner != entry.owner) {
            arrows.emplace_back(other.rank, &other);
        } else if (other.layer == Layer::context && !other.element->label.empty()) {
            around.claims.emplace_back(other.body.left() + 12, other.body.top() + 8,
                                       9.0 * static_cast<double>(other.element->label.size()), 20);
        }
    });
    const auto byPlace = [](const QRectF& r) { return std::tuple(r.left(), r.top(), r.width(), r.height()); };
    std::ranges::sort(around.claims, {}, byPlace);
    std::ranges::sort(arrows);
    constexpr std::size_t kMostArrows = 200;
    arrows.resize(std::min(arrows.size(), kMostArrows));
    for (const auto& [rank, arrow] : arrows) {
        around.ways.insert(around.ways.end(), arrow->ways.begin(), arrow->ways.end());
    }
    return around;
}

/// As `groundAround`, and what others hang on their handlers: their rings always, the rest where they wish to have it
/// if they come first in the document.
Surroundings BoardDrawing::Impl::surroundingsOf(const Entry& entry) {
    Surroundings around = groundAround(entry);
    std::vector<std::pair<model::Rank, Entry*>> others;
    m_index.visit(searchAreaOf(entry), [&](Entry& other) {
        if (other.layer == Layer::figure && other.element != nullptr && other.element != entry.element) {
            others.emplace_back(other.rank, &other);
        }
    });
    std::ranges::sort(others);
    const bool isArrow = std::holds_alternative<FlowId>(entry.owner);
    for (const auto& [rank, other] : others) {
        around.claims.push_back(ringOf(m_places.bodyOf(*other->element)));
        if (isArrow || rank < entry.rank) {
            if (!other->wishes) {
                other->wishes = figureBoxes(scene(), *other->element, groundAround(*other));
            }
            around.claims.insert(around.claims.end(), other->wishes->begin(), other->wishes->end());
        }
    }
    return around;
}

std::optional<LabelSpot> BoardDrawing::Impl::labelSpotOf(const Owner& owner) {
    if (const auto* id = std::get_if<ElementId>(&owner)) {
        const Element* element = m_board->find(*id);
        return element == nullptr ? std::nullopt : labelSpotFor(scene(), *element);
    }
    const Slot slot = m_index.slotOf(std::get<FlowId>(owner));
    if (slot == BoardIndex::kNone || m_index.at(slot).ways.empty()) {
        return std::nullopt;
    }
    QRectF area;
    if (const Slot label = m_index.labelSlotOf(std::get<FlowId>(owner)); label != BoardIndex::kNone) {
        area = thingAt(label).bounds;
    }
    const QPointF middle = area.isEmpty() ? labelPointOf(m_index.at(slot).ways.front()).at : area.center();
    const QSizeF size(std::max(130.0, area.width() + 16), std::max(20.0, area.height() + 4));
    const BoardColours& colours = boardColours(m_style);
    return LabelSpot{.area = QRectF(middle - QPointF(size.width() / 2, size.height() / 2), size),
                     .style = {11, 600},
                     .isCentred = true,
                     .text = colours.text,
                     .paper = colours.board};
}

} // namespace stormglass::app::drawing
