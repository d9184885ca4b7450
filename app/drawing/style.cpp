// SPDX-License-Identifier: Apache-2.0
#include "app/drawing/style.hpp"

#include <cmath>

namespace stormglass::app::drawing {

namespace {

using model::ElementKind;

const QColor kInk(0x1d2126);
const QColor kGlyph(0x1d, 0x21, 0x26, 200);

QColor standardPaper(ElementKind kind) {
    switch (kind) {
    case ElementKind::event:
        return QColor(0xffb25c);
    case ElementKind::command:
        return QColor(0x76b6f5);
    case ElementKind::query:
        return QColor(0xdff4e1);
    case ElementKind::actor:
        return QColor(0xfff3b0);
    case ElementKind::aggregate:
        return QColor(0xffdd57);
    case ElementKind::policy:
        return QColor(0xd9aef0);
    case ElementKind::readModel:
        return QColor(0x90d699);
    case ElementKind::external:
        return QColor(0xf79ec4);
    case ElementKind::hotspot:
        return QColor(0xfa787f);
    case ElementKind::opportunity:
        return QColor(0xb5ea6b);
    case ElementKind::screen:
        return QColor(0xffffff);
    case ElementKind::text:
    case ElementKind::context:
    case ElementKind::lane:
    case ElementKind::pivot:
    case ElementKind::service:
    case ElementKind::queue:
    case ElementKind::topic:
    case ElementKind::stage:
        return {};
    }
    return {};
}

/// Built on the colours of Okabe and Ito (2002), lightened where dark ink needs it.
QColor colourBlindPaper(ElementKind kind) {
    switch (kind) {
    case ElementKind::event:
        return QColor(0xe69f00);
    case ElementKind::command:
        return QColor(0x56b4e9);
    case ElementKind::query:
        return QColor(0xd5efe6);
    case ElementKind::actor:
        return QColor(0xfaf6c8);
    case ElementKind::aggregate:
        return QColor(0xf0e442);
    case ElementKind::policy:
        return QColor(0xb9a3e3);
    case ElementKind::readModel:
        return QColor(0x3fbf95);
    case ElementKind::external:
        return QColor(0xdf9bc4);
    case ElementKind::hotspot:
        return QColor(0xf58a5e);
    case ElementKind::opportunity:
        return QColor(0xb8e0f7);
    case ElementKind::screen:
        return QColor(0xffffff);
    case ElementKind::text:
    case ElementKind::context:
    case ElementKind::lane:
    case ElementKind::pivot:
    case ElementKind::service:
    case ElementKind::queue:
    case ElementKind::topic:
    case ElementKind::stage:
        return {};
    }
    return {};
}

QColor printPaper(ElementKind kind) {
    switch (kind) {
    case ElementKind::event:
    case ElementKind::policy:
        return QColor(0xe2e2e2);
    case ElementKind::aggregate:
    case ElementKind::hotspot:
        return QColor(0xcacaca);
    case ElementKind::command:
    case ElementKind::query:
    case ElementKind::actor:
    case ElementKind::readModel:
    case ElementKind::external:
    case ElementKind::opportunity:
    case ElementKind::screen:
        return QColor(0xffffff);
    case ElementKind::text:
    case ElementKind::context:
    case ElementKind::lane:
    case ElementKind::pivot:
    case ElementKind::service:
    case ElementKind::queue:
    case ElementKind::topic:
    case ElementKind::stage:
        return {};
    }
    return {};
}

QColor paperOf(ElementKind kind, Palette palette) {
    switch (palette) {
    case Palette::standard:
        return standardPaper(kind);
    case Palette::colourBlind:
        return colourBlindPaper(kind);
    case Palette::print:
        return printPaper(kind);
    }
    return {};
}

/// Paper of the night: about 15 % darker, so that a wall of notes does not glare.
QColor darkened(const QColor& paper) {
    constexpr double kLeft = 0.86;
    const auto part = [](int channel) { return static_cast<int>(std::lround(channel * kLeft)); };
    return {part(paper.red()), part(paper.green()), part(paper.blue())};
}

bool hasEdge(ElementKind kind, Palette palette) {
    return palette == Palette::print || kind == ElementKind::query || kind == ElementKind::screen;
}

} // namespace

NoteColours noteColours(model::ElementKind kind, const Style& style) {
    QColor paper = paperOf(kind, style.palette);
    if (!paper.isValid()) {
        const BoardColours& board = boardColours(style);
        return {.paper = {}, .ink = board.text, .glyph = board.muted, .edge = {}};
    }
    if (style.isDark && style.palette != Palette::print) {
        paper = darkened(paper);
    }
    const QColor edge =
        kind == ElementKind::query && style.palette != Palette::print ? QColor(0x2f7d4b) : QColor(0x5c6068);
    return {.paper = paper, .ink = kInk, .glyph = kGlyph, .edge = hasEdge(kind, style.palette) ? edge : QColor()};
}

const BoardColours& boardColours(const Style& style) {
    static const BoardColours light{.board = QColor(0xf7f6f2),
                                    .frame = QColor(0xefeeeb),
                                    .frameEdge = QColor(0x8a857a),
                                    .face = QColor(0xffffff),
                                    .faceEdge = QColor(0x8a857a),
                                    .track = QColor(0xe4e0d8),
                                    .line = QColor(0x5c6068),
                                    .text = QColor(0x1d2126),
                                    .muted = QColor(0x555a63),
                                    .accent = QColor(0x4f4cc9),
                                    .good = QColor(0x1a7049),
                                    .warning = QColor(0x945800),
                                    .bad = QColor(0xc0302c),
                                    .shadow = QColor(0x1d, 0x21, 0x26, 14)};
    static const BoardColours night{.board = QColor(0x16181c),
                                    .frame = QColor(0x1c1e26),
                                    .frameEdge = QColor(0x858b96),
                                    .face = QColor(0x2a2e34),
                                    .faceEdge = QColor(0x858b96),
                                    .track = QColor(0x454b55),
                                    .line = QColor(0xa4aab4),
                                    .text = QColor(0xe7e9ed),
                                    .muted = QColor(0xadb2bb),
                                    .accent = QColor(0x9c9af5),
                                    .good = QColor(0x4cc38a),
                                    .warning = QColor(0xf5b547),
                                    .bad = QColor(0xff7a70),
                                    .shadow = QColor(0, 0, 0, 60)};
    static const BoardColours paper = [] {
        BoardColours colours = light;
        colours.board = QColor(0xffffff);
        colours.frame = QColor(0xffffff);
        return colours;
    }();
    if (style.palette == Palette::print) {
        return paper;
    }
    return style.isDark ? night : light;
}

} // namespace stormglass::app::drawing
