// SPDX-License-Identifier: Apache-2.0
#include "app/drawing/scene.hpp"

#include "app/drawing/detail/thing_builder.hpp"
#include "app/drawing/text_fit.hpp"
#include "app/drawing/words.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace stormglass::app::drawing {

namespace {

using detail::ThingBuilder;
using model::Element;

constexpr double kPillHeight = 18;
constexpr double kRingRadius = 15;

const Element& definitionOf(const Scene& scene, const Element& element) {
    const Element* definition = scene.board.definitionOf(element.id);
    return definition == nullptr ? element : *definition;
}

const HandlerFigures* figuresOf(const Scene& scene, const Element& element) {
    const auto found = scene.figures.handlers.find(element.same.value_or(element.id));
    return found == scene.figures.handlers.end() ? nullptr : &found->second;
}

const Element* serviceOf(const Scene& scene, const Element& element) {
    const Element& definition = definitionOf(scene, element);
    return definition.service && !element.same ? scene.board.find(*definition.service) : nullptr;
}

bool isBottleneck(const HandlerFigures* figures, const Element& element) {
    return figures != nullptr && figures->isBottleneck && !element.same;
}

/// How bad it is that a handler is this busy.
QColor busyColour(const BoardColours& board, double busy) {
    return busy >= 0.85 ? board.bad : (busy >= 0.7 ? board.warning : board.good);
}

QColor dimmed(QColor colour, bool isOutdated) {
    if (isOutdated) {
        colour.setAlphaF(0.55F);
    }
    return colour;
}

/// Looks for free ground beside a body: above or below it, at its left, middle or right, keeping clear of what is
/// there.
class Spots {
  public:
    Spots(const QRectF& body, const Surroundings& around, double margin)
        : m_body(body), m_around(around), m_margin(margin) {}

    /// The box for something of this size; `isAbove` is the side it belongs on if that is as free as the other.
    [[nodiscard]] QRectF take(const QSizeF& size, bool isAbove) {
        QRectF best;
        double bestCost = std::numeric_limits<double>::max();
        for (int step = 0; step < 2; ++step) {
            for (const bool above : {isAbove, !isAbove}) {
                const double away = m_margin + step * (size.height() + 2);
                const double y = above ? m_body.top() - away - size.height() : m_body.bottom() + away;
                for (const double x : placesFor(size.width(), above)) {
                    const QRectF box(QPointF(x, y), size);
                    const double cost = costOf(box) + (above == isAbove ? 0 : 60) + step * 50 +
                                        std::abs(x - m_body.left()) / (x > m_body.right() ? 1 : 20);
                    if (cost < bestCost) {
                        bestCost = cost;
                        best = box;
                    }
                }
            }
        }
        m_taken.push_back(best);
        return best;
    }

    void keepFree(const QRectF& box) { m_taken.push_back(box); }

    [[nodiscard]] const std::vector<QRectF>& taken() const noexcept { return m_taken; }

  private:
    /// Left, middle, right, and beside the body; the ring keeps its corner.
    [[nodiscard]] std::array<double, 4> placesFor(double width, bool isAbove) const {
        const double ring = isAbove ? 0 : kRingRadius + 6;
        return {m_body.left(), m_body.center().x() - width / 2, m_body.right() - width - ring,
                m_body.right() + 6 + ring};
    }

    [[nodiscard]] double costOf(const QRectF& box) const {
        double cost = m_around.costOf(box);
        for (const QRectF& taken : m_taken) {
            cost += taken.intersects(box) ? 2000 : 0;
        }
        return cost;
    }

    QRectF m_body;
    const Surroundings& m_around;
    double m_margin;
    std::vector<QRectF> m_taken;
};

/// The pill of the service that runs the handler.
void addPill(ThingBuilder& builder, const Scene& scene, const Element& element, Spots& spots) {
    const Element* service = serviceOf(scene, element);
    if (service == nullptr) {
        return;
    }
    const BoardColours& board = boardColours(scene.style);
    constexpr double kInset = 9;
    TextLine line = oneLine(serviceText(*service), {}, {11, 600}, board.text, 160);
    const QRectF box = spots.take(QSizeF(line.advance + 2 * kInset, kPillHeight), true);
    builder.add(Part::pill, Shape{.outline = RoundedRect{box, kPillHeight / 2},
                                  .fill = board.face,
                                  .stroke = board.faceEdge,
                                  .strokeWidth = 1.2});
    builder.add(Part::pill, movedBy(std::move(line), box.topLeft() + QPointF(kInset, 13)));
}

void addBadge(ThingBuilder& builder, const Scene& scene, const HandlerFigures& figures, Spots& spots) {
    const BoardColours& board = boardColours(scene.style);
    const bool isOutdated = scene.figures.look == FigureLook::outdated;
    const int weight = scene.figures.look == FigureLook::simulated ? 600 : 500;
    TextLine time = oneLine(figures.time, {}, {11, weight}, dimmed(board.text, isOutdated));
    constexpr double kInset = 8;
    double width = time.advance + 2 * kInset;
    TextLine assumed;
    if (figures.isTimeAssumed) {
        assumed = oneLine(assumedWord(), {}, {10, 600}, board.warning);
        width += assumed.advance + 6;
    }
    const QRectF box = spots.take(QSizeF(width, kPillHeight), false);
    builder.add(Part::badge, Shape{.outline = RoundedRect{box, kPillHeight / 2},
                                   .fill = board.face,
                                   .stroke = dimmed(board.faceEdge, isOutdated),
                                   .strokeWidth = 1.2,
                                   .dash = isOutdated ? Dash::dashed : Dash::solid});
    const double advance = time.advance;
    builder.add(Part::badge, movedBy(std::move(time), box.topLeft() + QPointF(kInset, 13)));
    if (figures.isTimeAssumed) {
        builder.add(Part::badge, movedBy(std::move(assumed), box.topLeft() + QPointF(kInset + advance + 6, 13)));
    }
}

void addRing(ThingBuilder& builder, const Scene& scene, double busy, const QRectF& body) {
    const BoardColours& board = boardColours(scene.style);
    const bool isOutdated = scene.figures.look == FigureLook::outdated;
    const QPointF centre = body.bottomRight() + QPointF(-2, -2);
    constexpr double kWidth = 4;
    builder.add(Part::ring, Shape{.outline = Arc{centre, kRingRadius + 2.5, 0, 360}, .fill = board.face});
    builder.add(Part::ring,
                Shape{.outline = Arc{centre, kRingRadius, 0, 360}, .stroke = board.track, .strokeWidth = kWidth});
    const double share = std::clamp(busy, 0.0, 1.0);
    if (share > 0.002) {
        builder.add(Part::ring, Shape{.outline = Arc{centre, kRingRadius, 0, 360 * share},
                                      .stroke = dimmed(busyColour(board, busy), isOutdated),
                                      .strokeWidth = kWidth});
    }
    const QString text =
        busy > 9.99 ? QStringLiteral("≫1") : QString::number(std::lround(busy * 100)) + QLatin1Char('%');
    TextLine line = oneLine(text, {}, {busy >= 0.995 ? 9.0 : 10.0, 600}, dimmed(board.text, isOutdated));
    builder.add(Part::ring, centredAt(std::move(line), centre + QPointF(0, 3.6)));
}

/// What waits, as a stack at the left: one bar for one, then one more for each doubling, so that 1,000 still fits.
void addQueue(ThingBuilder& builder, const Scene& scene, const HandlerFigures& figures, const QRectF& body) {
    const double waiting = figures.waiting.value_or(0);
    if (waiting < 0.05) {
        return;
    }
    const BoardColours& board = boardColours(scene.style);
    const int most = static_cast<int>(body.height() / 6);
    const int bars = std::clamp(1 + static_cast<int>(std::floor(std::log2(std::max(waiting, 1.0)))), 1, most);
    const QColor colour =
        dimmed(busyColour(board, figures.busy.value_or(0)), scene.figures.look == FigureLook::outdated);
    for (int i = 0; i < bars; ++i) {
        builder.add(Part::queue,
                    Shape{.outline = RoundedRect{QRectF(body.left() - 12, body.bottom() - 6 - i * 6, 8, 4), 1},
                          .fill = colour});
    }
}

/// Said in words, not by colour alone.
void addBottleneck(ThingBuilder& builder, const Scene& scene, const QRectF& body, Spots& spots) {
    const BoardColours& board = boardColours(scene.style);
    builder.add(Part::bottleneck,
                Shape{.outline = RoundedRect{body.adjusted(-6, -6, 6, 6), 9}, .stroke = board.bad, .strokeWidth = 2});
    TextLine word = oneLine(bottleneckWord(), {}, {12, 600}, board.bad);
    const QRectF box = spots.take(QSizeF(word.advance, 16), false);
    builder.add(Part::bottleneck, movedBy(std::move(word), box.topLeft() + QPointF(0, 12)));
}

} // namespace

bool hasFigures(const Scene& scene, const Element& element) {
    return model::isHandler(element.kind) &&
           (figuresOf(scene, element) != nullptr || serviceOf(scene, element) != nullptr);
}

QRectF figureReach(const QRectF& body) {
    return body.adjusted(-90, -60, 220, 60); // a pill is at most 180 wide
}

QRectF ringOf(const QRectF& body) {
    constexpr double kOuter = kRingRadius + 3;
    const QPointF centre = body.bottomRight() + QPointF(-2, -2);
    return {centre.x() - kOuter, centre.y() - kOuter, 2 * kOuter, 2 * kOuter};
}

double Surroundings::costOf(const QRectF& box) const {
    double cost = 0;
    for (const QRectF& body : bodies) {
        const QRectF common = box.intersected(body);
        cost += common.isEmpty() ? 0 : 500 + common.width() * common.height();
    }
    for (const Way& way : ways) {
        for (std::size_t i = 1; i < way.size(); ++i) {
            const QRectF part = QRectF(way[i - 1], way[i]).normalized().adjusted(-1, -1, 1, 1);
            const QRectF common = box.intersected(part);
            cost += common.isEmpty() ? 0 : 120 + 2 * (common.width() + common.height());
        }
    }
    for (const QRectF& claim : claims) {
        const QRectF common = box.intersected(claim);
        cost += common.isEmpty() ? 0 : 150 + common.width() * common.height() / 2;
    }
    return cost;
}

namespace {

/// Everything but what needs no place of its own to be found.
void addPlaced(ThingBuilder& builder, const Scene& scene, const Element& element, const QRectF& body, Spots& spots) {
    const HandlerFigures* figures = figuresOf(scene, element);
    if (figures != nullptr && figures->busy) {
        spots.keepFree(ringOf(body));
    }
    addPill(builder, scene, element, spots);
    if (figures == nullptr) {
        return;
    }
    if (isBottleneck(figures, element)) {
        addBottleneck(builder, scene, body, spots);
    }
    if (!figures->time.isEmpty()) {
        addBadge(builder, scene, *figures, spots);
    }
}

QString figureTitle(const Scene& scene, const Element& element, const HandlerFigures* figures) {
    QString title = titleOf(scene.board, element);
    const auto add = [&title](const QString& words) { title += QStringLiteral(", ") + words; };
    if (figures == nullptr) {
        return title;
    }
    if (isBottleneck(figures, element)) {
        add(bottleneckWord());
    }
    if (!figures->time.isEmpty()) {
        add(figures->time);
    }
    if (figures->busy) {
        add(busyWords(*figures->busy));
    }
    if (figures->waiting) {
        add(waitingWords(*figures->waiting));
    }
    return title;
}

} // namespace

std::vector<QRectF> figureBoxes(const Scene& scene, const Element& element, const Surroundings& around) {
    const QRectF body = scene.places.bodyOf(element);
    ThingBuilder builder(element.id, Layer::figure);
    Spots spots(body, around, isBottleneck(figuresOf(scene, element), element) ? 9 : 2);
    addPlaced(builder, scene, element, body, spots);
    return spots.taken();
}

std::optional<Thing> figureThing(const Scene& scene, const Element& element, const Surroundings& around) {
    const QRectF body = scene.places.bodyOf(element);
    if (body.isEmpty() || !hasFigures(scene, element)) {
        return std::nullopt;
    }
    const HandlerFigures* figures = figuresOf(scene, element);
    ThingBuilder builder(element.id, Layer::figure);
    Spots spots(body, around, isBottleneck(figures, element) ? 9 : 2);
    if (figures != nullptr) {
        addQueue(builder, scene, *figures, body);
    }
    addPlaced(builder, scene, element, body, spots);
    if (figures != nullptr && figures->busy) {
        addRing(builder, scene, *figures->busy, body);
    }
    builder.setTitle(figureTitle(scene, element, figures));
    return builder.isEmpty() ? std::nullopt : std::optional(builder.take());
}

} // namespace stormglass::app::drawing
