// SPDX-License-Identifier: Apache-2.0
#include "app/drawing/style.hpp"
#include "tests/support/catch.hpp"

#include <cmath>

using namespace stormglass;
using namespace stormglass::app::drawing;

namespace {

double luminance(const QColor& c) {
    const auto linear = [](double v) { return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF());
}

/// A translucent colour as it looks on its ground.
QColor over(const QColor& top, const QColor& ground) {
    const double a = top.alphaF();
    const auto mix = [a](double t, double g) { return static_cast<float>(t * a + g * (1 - a)); };
    return QColor::fromRgbF(mix(top.redF(), ground.redF()), mix(top.greenF(), ground.greenF()),
                            mix(top.blueF(), ground.blueF()));
}

/// WCAG 2.
double contrast(const QColor& ink, const QColor& ground) {
    const double a = luminance(over(ink, ground));
    const double b = luminance(ground);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

std::vector<Style> allStyles() {
    std::vector<Style> styles;
    for (const bool isDark : {false, true}) {
        for (const Palette palette : {Palette::standard, Palette::colourBlind, Palette::print}) {
            styles.push_back({isDark, palette});
        }
    }
    return styles;
}

} // namespace

TEST_CASE("what is written on a note can be read in every style", "[drawing][style]") {
    for (const Style& style : allStyles()) {
        for (const model::ElementKind kind : model::allElementKinds()) {
            const NoteColours note = noteColours(kind, style);
            INFO(model::nameOf(kind) << (style.isDark ? " dark" : " light"));
            const QColor ground = note.paper.isValid() ? note.paper : boardColours(style).board;
            CHECK(contrast(note.ink, ground) >= 4.5);
            CHECK(contrast(note.glyph, ground) >= 3);
            if (note.edge.isValid()) {
                CHECK(contrast(note.edge, ground) >= 3);
            }
        }
    }
}

TEST_CASE("lines, texts and figures stand out from the board", "[drawing][style]") {
    for (const Style& style : allStyles()) {
        const BoardColours& colours = boardColours(style);
        INFO((style.isDark ? "dark" : "light"));
        for (const QColor& ground : {colours.board, colours.frame, colours.face}) {
            for (const QColor& text : {colours.text, colours.muted, colours.warning, colours.bad}) {
                CHECK(contrast(text, ground) >= 4.5);
            }
            for (const QColor& line : {colours.line, colours.accent, colours.good, colours.frameEdge}) {
                CHECK(contrast(line, ground) >= 3);
            }
        }
        CHECK(contrast(colours.faceEdge, colours.face) >= 3);
        for (const QColor& full : {colours.good, colours.warning, colours.bad}) {
            CHECK(contrast(full, colours.track) >= 3);
        }
    }
}

TEST_CASE("notes of the night are darker, not of another colour", "[drawing][style]") {
    for (const model::ElementKind kind : model::allElementKinds()) {
        const QColor day = noteColours(kind, {}).paper;
        const QColor night = noteColours(kind, {.isDark = true}).paper;
        if (day.isValid()) {
            CHECK(night.value() < day.value());
            CHECK(std::abs(night.hue() - day.hue()) <= 2);
        }
    }
}
