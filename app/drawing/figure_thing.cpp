// SPDX-License-Identifier: Apache-2.0
#include "app/drawing/scene.hpp"

#include "app/drawing/detail/thing_builder.hpp"
#include "app/drawing/text_fit.hpp"
#include "app/drawing/words.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::app::drawing {

namespace {

using detail::ThingBuilder;
using model::Element;

constexpr double kPillHeight = 20;
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

/// A capsule whose line of text has room `inset` on both sides. Returns its rectangle.
QRectF addCapsule(ThingBuilder& builder, Part part, TextLine line, const QPointF& topLeft, const BoardColours& board) {
    constexpr double kInset = 10;
    const QRectF rect(topLeft, QSizeF(line.advance + 2 * kInset, kPillHeight));
    builder.add(part, Shape{.outline = RoundedRect{rect, kPillHeight / 2},
                            .fill = board.face,
                            .stroke = board.faceEdge,
                            .strokeWidth = 1.2});
    builder.add(part, movedBy(std::move(line), rect.topLeft() + QPointF(kInset, 14)));
    return rect;
}

/// The pill of the service: above the handler, or below it where an arrow comes in from above.
bool addPill(ThingBuilder& builder, const Scene& scene, const Element& element, const QRectF& body,
             const Docks& docks) {
    const Element* service = serviceOf(scene, element);
    if (service == nullptr) {
        return false;
    }
    const BoardColours& board = boardColours(scene.style);
    const bool isBelow = docks.top && !docks.bottom;
    TextLine line = oneLine(serviceText(*service), {}, {11, 600}, board.text, body.width() + 30);
    const double y = isBelow ? body.bottom() + 6 : body.top() - kPillHeight - 5;
    addCapsule(builder, Part::pill, std::move(line), QPointF(body.left(), y), board);
    return isBelow;
}

void addBadge(ThingBuilder& builder, const Scene& scene, const HandlerFigures& figures, const QRectF& body,
              double below) {
    const BoardColours& board = boardColours(scene.style);
    const bool isOutdated = scene.figures.look == FigureLook::outdated;
    const int weight = scene.figures.look == FigureLook::simulated ? 600 : 500;
    TextLine time = oneLine(figures.time, {}, {11, weight}, dimmed(board.text, isOutdated));
    const QPointF at(body.left(), body.bottom() + below);
    constexpr double kInset = 9;
    double width = time.advance + 2 * kInset;
    TextLine assumed;
    if (figures.isTimeAssumed) {
        assumed = oneLine(assumedWord(), {}, {10, 600}, board.warning);
        width += assumed.advance + 6;
    }
    const QRectF rect(at, QSizeF(width, kPillHeight));
    builder.add(Part::badge, Shape{.outline = RoundedRect{rect, kPillHeight / 2},
                                   .fill = board.face,
                                   .stroke = dimmed(board.faceEdge, isOutdated),
                                   .strokeWidth = 1.2,
                                   .dash = isOutdated ? Dash::dashed : Dash::solid});
    const double advance = time.advance;
    builder.add(Part::badge, movedBy(std::move(time), at + QPointF(kInset, 14)));
    if (figures.isTimeAssumed) {
        builder.add(Part::badge, movedBy(std::move(assumed), at + QPointF(kInset + advance + 6, 14)));
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
    builder.add(Part::ring, movedBy(std::move(line), centre + QPointF(-line.advance / 2, 3.6)));
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
void addBottleneck(ThingBuilder& builder, const Scene& scene, const QRectF& body, double below) {
    const BoardColours& board = boardColours(scene.style);
    builder.add(Part::bottleneck,
                Shape{.outline = RoundedRect{body.adjusted(-6, -6, 6, 6), 9}, .stroke = board.bad, .strokeWidth = 2});
    TextLine word = oneLine(bottleneckWord(), {}, {12, 600}, board.bad);
    builder.add(Part::bottleneck, movedBy(std::move(word), QPointF(body.left(), body.bottom() + below + 14)));
}

} // namespace

bool hasFigures(const Scene& scene, const Element& element) {
    return model::isHandler(element.kind) &&
           (figuresOf(scene, element) != nullptr || serviceOf(scene, element) != nullptr);
}

std::optional<Thing> figureThing(const Scene& scene, const Element& element, const Docks& docks) {
    const QRectF body = scene.places.bodyOf(element);
    if (body.isEmpty() || !hasFigures(scene, element)) {
        return std::nullopt;
    }
    ThingBuilder builder(element.id, Layer::figure);
    QString title = titleOf(scene.board, element);
    const HandlerFigures* figures = figuresOf(scene, element);
    double below = 6;
    if (figures != nullptr && figures->isBottleneck && !element.same) {
        below = 12;
    }
    if (addPill(builder, scene, element, body, docks)) {
        below += kPillHeight + 4;
    }
    if (figures != nullptr) {
        addQueue(builder, scene, *figures, body);
        if (!figures->time.isEmpty()) {
            addBadge(builder, scene, *figures, body, below);
            below += kPillHeight + 2;
            title += QStringLiteral(", ") + figures->time;
        }
        if (figures->isBottleneck && !element.same) {
            addBottleneck(builder, scene, body, below);
            title += QStringLiteral(", ") + bottleneckWord();
        }
        if (figures->busy) {
            addRing(builder, scene, *figures->busy, body);
            title += QStringLiteral(", ") + busyWords(*figures->busy);
        }
        if (figures->waiting) {
            title += QStringLiteral(", ") + waitingWords(*figures->waiting);
        }
    }
    if (builder.isEmpty()) {
        return std::nullopt;
    }
    builder.setTitle(title);
    return builder.take();
}

} // namespace stormglass::app::drawing
