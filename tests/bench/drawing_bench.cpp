// SPDX-License-Identifier: Apache-2.0
// How long a board of 10,000 notes takes to open, to follow an edit and to be painted in software at 1600 × 1000.
// Milliseconds are of processor time.
#include "app/drawing/paint.hpp"
#include "model/changes/edits.hpp"
#include "tests/support/gui.hpp"

#include <QImage>
#include <QPainter>

#include <cstdio>
#include <ctime>

using namespace stormglass;
using namespace stormglass::app::drawing;

namespace {

/// Time of the processor, so that a busy machine does not count.
struct Time {
    static std::clock_t now() { return std::clock(); }
};

double millisecondsSince(std::clock_t start) {
    return 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

/// A wall of rows: command, aggregate, event, policy and again, each note flowing into the next.
model::Board wall(int notes) {
    using model::ElementKind;
    constexpr ElementKind kKinds[] = {ElementKind::command, ElementKind::aggregate, ElementKind::event,
                                      ElementKind::policy};
    model::Board board;
    constexpr int kPerRow = 100;
    for (int i = 0; i < notes; ++i) {
        model::Element element;
        element.kind = kKinds[i % 4];
        element.id = model::ElementId("note-" + std::to_string(i));
        element.label = "Something happens " + std::to_string(i);
        element.at = model::BoardPoint{(i % kPerRow) * 170.0, (i / kPerRow) * 130.0};
        element.rank = i;
        board.put(element);
    }
    for (int i = 0; i + 1 < notes; ++i) {
        model::Flow flow;
        flow.id = board.nextFlowId();
        flow.from = model::ElementId("note-" + std::to_string(i));
        flow.to = model::ElementId("note-" + std::to_string(i + 1));
        flow.rank = i;
        board.put(flow);
    }
    return board;
}

void measurePaint(const BoardDrawing& drawing, double scale) {
    QImage image(1600, 1000, QImage::Format_ARGB32_Premultiplied);
    double first = 0;
    double rest = 0;
    constexpr int kFrames = 20;
    for (int i = 0; i <= kFrames; ++i) {
        const QPointF corner(300.0 + 7 * i, 200.0 + 3 * i);
        const auto start = Time::now();
        QPainter painter(&image);
        painter.fillRect(image.rect(), Qt::white);
        painter.scale(scale, scale);
        painter.translate(-corner);
        paint(painter, drawing, {.area = QRectF(corner, QSizeF(1600, 1000) / scale), .scale = scale});
        painter.end();
        (i == 0 ? first : rest) += millisecondsSince(start);
    }
    std::printf("{\"bench\": \"drawing.paint\", \"scale\": %.2f, \"firstMs\": %.1f, \"panningMs\": %.1f}\n", scale,
                first, rest / kFrames);
}

} // namespace

int main() {
    tests::needGui();
    constexpr int kNotes = 10000;
    const model::SystemClock clock;
    model::Document document(wall(kNotes), clock);
    auto start = Time::now();
    BoardDrawing drawing(document.board());
    std::printf("{\"bench\": \"drawing.open\", \"notes\": %d, \"arrows\": %zu, \"ms\": %.0f}\n", kNotes,
                document.board().flows().size(), millisecondsSince(start));
    for (const double scale : {1.0, 0.5, 0.3, 0.29, 0.1, 0.05}) {
        measurePaint(drawing, scale);
    }
    const model::Placement place{model::ElementId("note-5050"), {8000, 6600}};
    const auto applied = document.edit({.label = "move"}, model::moveElements(document.board(), std::span(&place, 1)));
    start = Time::now();
    const std::size_t dirty = drawing.apply(*applied).size();
    std::printf("{\"bench\": \"drawing.follow\", \"ms\": %.2f, \"rectangles\": %zu}\n", millisecondsSince(start),
                dirty);
    start = Time::now();
    const bool isHit = drawing.hit({8045, 6645}, 4).has_value();
    std::printf("{\"bench\": \"drawing.hit\", \"ms\": %.3f, \"found\": %s}\n", millisecondsSince(start),
                isHit ? "true" : "false");
    start = Time::now();
    const std::size_t count = drawing.things().size();
    std::printf("{\"bench\": \"drawing.layOut\", \"things\": %zu, \"ms\": %.0f}\n", count, millisecondsSince(start));
    for (const double scale : {0.3, 0.1, 0.05}) {
        measurePaint(drawing, scale);
    }
    return 0;
}
