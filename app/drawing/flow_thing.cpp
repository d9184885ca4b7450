// SPDX-License-Identifier: Apache-2.0
#include "app/drawing/scene.hpp"

#include "app/drawing/detail/thing_builder.hpp"
#include "app/drawing/text_fit.hpp"
#include "app/drawing/words.hpp"
#include "model/notation/grammar.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace stormglass::app::drawing {

namespace {

using detail::ThingBuilder;
using model::Element;
using model::ElementKind;
using model::Flow;

constexpr double kCornerRadius = 10;
constexpr double kHeadLength = 9;
constexpr double kHeadHalf = 4.5;

struct Look {
    QColor colour;
    double width = 1.6;
    Dash dash = Dash::solid;
    bool isOdd = false;
    bool isSync = false;
};

ElementKind kindOf(const Scene& scene, const model::ElementId& id) {
    const Element* element = scene.board.find(id);
    return element == nullptr ? ElementKind::text : element->kind;
}

bool isSync(const Scene& scene, const Flow& flow) {
    const auto mode = flow.properties.find("mode");
    if (mode != flow.properties.end() && mode->is_string()) {
        return mode->get<std::string>() == "sync";
    }
    return kindOf(scene, flow.to) == ElementKind::query;
}

bool saysCompensation(const Flow& flow) {
    return QString::fromStdString(flow.label).startsWith(QLatin1String("compensat"), Qt::CaseInsensitive);
}

Look lookOf(const Scene& scene, const Flow& flow) {
    const BoardColours& board = boardColours(scene.style);
    const model::FlowVerdict verdict = model::ruleFor(kindOf(scene, flow.from), kindOf(scene, flow.to)).verdict;
    if (verdict == model::FlowVerdict::odd) {
        return {.colour = board.warning, .dash = Dash::dotted, .isOdd = true};
    }
    Look look{.colour = board.line};
    look.dash = saysCompensation(flow) ? Dash::dashed : Dash::solid;
    look.width = verdict == model::FlowVerdict::succession ? 1.2 : 1.6;
    look.isSync = isSync(scene, flow);
    return look;
}

void addHead(ThingBuilder& builder, const QPointF& tip, const QPointF& direction, const Look& look) {
    const QPointF across(-direction.y(), direction.x());
    const QPointF base = tip - direction * kHeadLength;
    builder.add(Part::head, Shape{.outline = Polygon{{tip, base + across * kHeadHalf, base - across * kHeadHalf}, 0.5},
                                  .fill = look.colour});
}

/// The line without the part that lies in the box. The box holds a piece of one straight part.
std::vector<Way> withoutBox(const Way& way, const QRectF& box) {
    for (std::size_t i = 1; i < way.size(); ++i) {
        const QPointF part = way[i] - way[i - 1];
        const bool level = std::abs(part.x()) >= std::abs(part.y());
        const double along = level ? (box.center().x() - way[i - 1].x()) / (std::abs(part.x()) < 1e-9 ? 1 : part.x())
                                   : (box.center().y() - way[i - 1].y()) / (std::abs(part.y()) < 1e-9 ? 1 : part.y());
        const QPointF at = way[i - 1] + part * along;
        if (along < 0 || along > 1 || std::hypot(at.x() - box.center().x(), at.y() - box.center().y()) > 1) {
            continue;
        }
        const double length = std::hypot(part.x(), part.y());
        const double half = (level ? box.width() : box.height()) / 2;
        const QPointF step = part * (half / length);
        Way before(way.begin(), way.begin() + static_cast<std::ptrdiff_t>(i));
        Way after(way.begin() + static_cast<std::ptrdiff_t>(i), way.end());
        if (along * length > half) {
            before.push_back(at - step);
        }
        if ((1 - along) * length > half) {
            after.insert(after.begin(), at + step);
        }
        return {std::move(before), std::move(after)};
    }
    return {way};
}

/// The line stops at the head's base so that it never shows beyond the tip.
void addLine(ThingBuilder& builder, Way way, const Look& look, const std::optional<QRectF>& gap) {
    const QPointF tip = way.back();
    const QPointF last = tip - way[way.size() - 2];
    const double length = std::hypot(last.x(), last.y());
    const QPointF direction = length < 1e-6 ? QPointF(1, 0) : last / length;
    way.back() = tip - direction * std::min(kHeadLength - 1, length);
    const QPointF start = way.front();
    for (Way& piece : gap ? withoutBox(way, *gap) : std::vector<Way>{way}) {
        if (piece.size() >= 2) {
            builder.add(Part::line, Shape{.outline = Polyline{std::move(piece), kCornerRadius},
                                          .stroke = look.colour,
                                          .strokeWidth = look.width,
                                          .dash = look.dash});
        }
    }
    addHead(builder, tip, direction, look);
    if (look.isSync) { // the caller waits here for the answer
        builder.add(Part::mark, Shape{.outline = Arc{start, 3.5, 0, 360}, .fill = look.colour});
    }
}

/// Notes that touch are joined by a small wedge on their common edge.
void addJoint(ThingBuilder& builder, const QRectF& from, const QRectF& to, const Look& look,
              const BoardColours& board) {
    const QPointF gap = to.center() - from.center();
    const bool isSideways =
        std::abs(gap.x()) * (from.height() + to.height()) >= std::abs(gap.y()) * (from.width() + to.width());
    QPointF at;
    QPointF direction;
    if (isSideways) {
        direction = QPointF(gap.x() >= 0 ? 1 : -1, 0);
        const double x = gap.x() >= 0 ? (from.right() + to.left()) / 2 : (from.left() + to.right()) / 2;
        at = {x, (std::max(from.top(), to.top()) + std::min(from.bottom(), to.bottom())) / 2};
    } else {
        direction = QPointF(0, gap.y() >= 0 ? 1 : -1);
        const double y = gap.y() >= 0 ? (from.bottom() + to.top()) / 2 : (from.top() + to.bottom()) / 2;
        at = {(std::max(from.left(), to.left()) + std::min(from.right(), to.right())) / 2, y};
    }
    const QPointF across(-direction.y(), direction.x());
    builder.add(Part::line,
                Shape{.outline = Arc{at, 8, 0, 360}, .fill = board.face, .stroke = look.colour, .strokeWidth = 1.2});
    builder.add(Part::head, Shape{.outline = Polygon{{at + direction * 4.5, at - direction * 3 + across * 4,
                                                      at - direction * 3 - across * 4},
                                                     0.5},
                                  .fill = look.colour});
}

struct LabelPlace {
    QRectF box;
    bool isOnLine = true;
};

/// The best of: on the line (which it interrupts) or beside it, at three places of each straight part.
LabelPlace placeLabel(const Way& way, const QSizeF& size, const Surroundings& around) {
    LabelPlace best;
    double bestCost = std::numeric_limits<double>::max();
    const auto consider = [&](const QPointF& centre, bool isOnLine, double cost) {
        const QRectF box(centre.x() - size.width() / 2, centre.y() - size.height() / 2, size.width(), size.height());
        const double total = cost + around.costOf(box);
        if (total < bestCost) {
            bestCost = total;
            best = {box, isOnLine};
        }
    };
    const QPointF middle = labelPointOf(way).at;
    for (std::size_t i = 1; i < way.size(); ++i) {
        const QPointF part = way[i] - way[i - 1];
        const double length = std::hypot(part.x(), part.y());
        const bool level = std::abs(part.x()) >= std::abs(part.y());
        const double needed = (level ? size.width() : size.height()) + 22; // some line shows on both sides
        for (const double along : {0.5, 0.3, 0.7}) {
            const QPointF at = way[i - 1] + part * along;
            if (std::max(std::abs(at.x() - middle.x()), std::abs(at.y() - middle.y())) > kFarthestLabel) {
                continue;
            }
            const double distance = std::hypot(at.x() - middle.x(), at.y() - middle.y()) / 8 + (along == 0.5 ? 0 : 6);
            const double squeezed = length < needed ? 120 : 0;
            consider(at, true, distance + squeezed);
            const QPointF aside = level ? QPointF(0, size.height() / 2 + 2) : QPointF(size.width() / 2 + 3, 0);
            consider(at - aside, false, distance + 25 + squeezed / 6);
            consider(at + aside, false, distance + 28 + squeezed / 6);
        }
    }
    return best;
}

struct Label {
    std::vector<TextLine> lines;
    LabelPlace place;
};

std::optional<Label> labelFor(const QString& text, const Way& way, const QColor& colour, const Surroundings& around) {
    constexpr double kWidest = 130;
    constexpr double kHighest = 48;
    FittedText fitted = fitText({.text = text,
                                 .area = QRectF(0, 0, kWidest, kHighest),
                                 .colour = colour,
                                 .largest = 11,
                                 .smallest = 10,
                                 .weight = 600});
    if (fitted.lines.empty()) {
        return std::nullopt;
    }
    double width = 0;
    for (const TextLine& line : fitted.lines) {
        width = std::max(width, line.advance);
    }
    const double height = lineHeight(fitted.style) * static_cast<double>(fitted.lines.size());
    Label label{.lines = {}, .place = placeLabel(way, QSizeF(width + 8, height + 2), around)};
    const QPointF delta = label.place.box.center() - QPointF(kWidest / 2, kHighest / 2);
    for (TextLine& line : fitted.lines) {
        label.lines.push_back(movedBy(std::move(line), delta));
    }
    return label;
}

void addOddMark(ThingBuilder& builder, const Way& way, const Look& look, const BoardColours& board) {
    const QPointF at = labelPointOf(way).at;
    builder.add(Part::mark,
                Shape{.outline = Arc{at, 8, 0, 360}, .fill = board.face, .stroke = look.colour, .strokeWidth = 1.4});
    TextLine sign = oneLine(QStringLiteral("?"), {}, {11, 600}, look.colour);
    builder.add(Part::mark, centredAt(std::move(sign), at + QPointF(0, 4)));
}

} // namespace

Thing flowThing(const Scene& scene, const Flow& flow, std::span<const Way> ways, const Surroundings& around) {
    const Look look = lookOf(scene, flow);
    const BoardColours& board = boardColours(scene.style);
    ThingBuilder builder(flow.id, ways.empty() ? Layer::figure : Layer::flow);
    builder.setTitle(titleOf(scene.board, flow));
    if (ways.empty()) {
        addJoint(builder, scene.places.anchorOf(flow.from), scene.places.anchorOf(flow.to), look, board);
        return builder.take();
    }
    const std::optional<Label> label = labelFor(flowText(scene.board, flow), ways.front(), look.colour, around);
    for (const Way& way : ways) {
        const bool isCut = label && label->place.isOnLine && &way == &ways.front();
        addLine(builder, way, look, isCut ? std::optional(label->place.box) : std::nullopt);
    }
    if (look.isOdd) {
        addOddMark(builder, ways.back(), look, board);
    }
    return builder.take();
}

std::optional<Thing> flowLabelThing(const Scene& scene, const Flow& flow, std::span<const Way> ways,
                                    const Surroundings& around) {
    const Look look = lookOf(scene, flow);
    const BoardColours& board = boardColours(scene.style);
    std::optional<Label> label;
    if (!ways.empty()) {
        label = labelFor(flowText(scene.board, flow), ways.front(), look.isOdd ? board.warning : board.text, around);
    }
    if (!label) {
        return std::nullopt;
    }
    ThingBuilder builder(flow.id, Layer::figure);
    builder.setTitle(titleOf(scene.board, flow));
    const auto isCovered = [&label](const QRectF& body) { return body.intersects(label->place.box); };
    if (std::ranges::any_of(around.bodies, isCovered)) { // no free ground: at least it stays readable
        builder.add(Part::flowLabel, Shape{.outline = RoundedRect{label->place.box, 5}, .fill = board.face});
    }
    builder.addAll(Part::flowLabel, std::move(label->lines));
    return builder.take();
}

} // namespace stormglass::app::drawing
