// SPDX-License-Identifier: Apache-2.0
#include "app/drawing/detail/body_builders.hpp"

#include "app/drawing/detail/thing_builder.hpp"
#include "app/drawing/glyphs.hpp"
#include "app/drawing/words.hpp"

#include <algorithm>
#include <cmath>

namespace stormglass::app::drawing::detail {

namespace {

using model::Element;
using model::ElementKind;

constexpr double kTitleHeight = 26;
constexpr double kFootHeight = 18;
constexpr int kMostBars = 12; ///< more partitions than this share bars

int partitionsOf(const Element& element) {
    const auto found = element.properties.find("partitions");
    return found != element.properties.end() && found->is_number() ? std::max(1, found->get<int>()) : 1;
}

const ChannelFigures* figuresOf(const Scene& scene, const Element& element) {
    const auto found = scene.figures.channels.find(element.same.value_or(element.id));
    return found == scene.figures.channels.end() ? nullptr : &found->second;
}

QColor fillColour(const BoardColours& board, double share) {
    return share >= 0.85 ? board.bad : (share >= 0.6 ? board.warning : board.good);
}

/// How full the i-th bar is when `bars` of them show all partitions: the fullest of those it stands for.
double shareOfBar(const std::vector<double>& partitions, int bar, int bars) {
    const auto count = static_cast<double>(partitions.size());
    const auto first = static_cast<std::size_t>(std::floor(count * bar / bars));
    const auto last = std::max(first + 1, static_cast<std::size_t>(std::floor(count * (bar + 1) / bars)));
    double most = 0;
    for (std::size_t i = first; i < std::min(last, partitions.size()); ++i) {
        most = std::max(most, partitions[i]);
    }
    return std::clamp(most, 0.0, 1.0);
}

void addBar(ThingBuilder& builder, const QRectF& bar, double share, bool isUpright, const BoardColours& board) {
    const double radius = std::min(bar.width(), bar.height()) / 2;
    builder.add(Part::partition, Shape{.outline = RoundedRect{bar, radius}, .fill = board.track});
    if (share > 0) {
        QRectF full = bar;
        if (isUpright) {
            full.setTop(bar.bottom() - std::max(bar.height() * share, 2 * radius));
        } else {
            full.setWidth(std::max(bar.width() * share, 2 * radius));
        }
        builder.add(Part::partition, Shape{.outline = RoundedRect{full, radius}, .fill = fillColour(board, share)});
    }
}

/// A topic is a stack of logs, one bar for each partition; a queue is one row of slots.
void addBars(ThingBuilder& builder, const Scene& scene, const Element& element, const QRectF& body) {
    const BoardColours& board = boardColours(scene.style);
    const ChannelFigures* figures = figuresOf(scene, element);
    const QRectF area = body.adjusted(9, kTitleHeight, -9, -kFootHeight);
    const bool isQueue = element.kind == ElementKind::queue && partitionsOf(element) == 1;
    const int bars = isQueue ? 5 : std::min(partitionsOf(element), kMostBars);
    for (int i = 0; i < bars; ++i) {
        double share = 0;
        if (figures != nullptr && !figures->partitions.empty()) {
            share = isQueue ? std::clamp(figures->partitions.front() * bars - (bars - 1 - i), 0.0, 1.0)
                            : shareOfBar(figures->partitions, i, bars);
        }
        if (isQueue) {
            const double step = area.width() / bars;
            const QRectF slot(area.left() + i * step + 1.5, area.top() + 2, step - 3, area.height() - 6);
            addBar(builder, slot, share, true, board);
        } else {
            const double step = area.height() / bars;
            const double height = std::min(step - 1.5, 7.0);
            addBar(builder, QRectF(area.left(), area.top() + i * step + (step - height) / 2, area.width(), height),
                   share, false, board);
        }
    }
}

FitRequest titleRequest(const Scene& scene, const Element& element, const QRectF& body) {
    return {.text = QString::fromStdString(element.label),
            .area = QRectF(body.left() + 6, body.top() + 5, body.width() - 12, kTitleHeight - 7),
            .colour = boardColours(scene.style).text,
            .largest = 12,
            .weight = 600};
}

} // namespace

Thing channelThing(const Scene& scene, const Element& element, const QRectF& body) {
    const Element* definition = scene.board.definitionOf(element.id);
    const Element& named = definition == nullptr ? element : *definition;
    const BoardColours& board = boardColours(scene.style);
    ThingBuilder builder(element.id, Layer::channel);
    for (const double depth : {2.0, 1.0}) {
        builder.add(Part::shadow,
                    Shape{.outline = silhouetteOf(element.kind, body.translated(0, depth)), .fill = board.shadow});
    }
    builder.add(Part::body, Shape{.outline = silhouetteOf(element.kind, body),
                                  .fill = board.face,
                                  .stroke = board.faceEdge,
                                  .strokeWidth = 1.5});
    builder.addAll(Part::title, fitText(titleRequest(scene, named, body)).lines);
    addBars(builder, scene, named, body);
    const ChannelFigures* figures = figuresOf(scene, element);
    const QString foot = figures != nullptr && !figures->note.isEmpty() ? figures->note : channelText(named);
    TextLine line = oneLine(foot, {}, {10, 500}, board.muted, body.width() - 8);
    builder.add(Part::title, centredAt(std::move(line), QPointF(body.center().x(), body.bottom() - 7)));
    builder.setTitle(titleOf(scene.board, element));
    return builder.take();
}

LabelSpot channelLabelSpot(const Scene& scene, const Element& element, const QRectF& body) {
    const FitRequest request = titleRequest(scene, element, body);
    const BoardColours& board = boardColours(scene.style);
    return {.area = request.area, .style = {request.largest, request.weight}, .text = board.text, .paper = board.face};
}

} // namespace stormglass::app::drawing::detail
