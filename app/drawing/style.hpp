// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/board/element_kind.hpp"

#include <QColor>

#include <cstdint>

namespace stormglass::app::drawing {

/// Which colours the kinds have. Type is stored, never guessed from colour, so any of them may be chosen at any time.
enum class Palette : std::uint8_t {
    standard,    ///< the community's colours
    colourBlind, ///< told apart with any of the common colour deficiencies
    print,       ///< tells kinds by shape and grey alone
};

struct Style {
    bool isDark = false;
    Palette palette = Palette::standard;

    friend bool operator==(const Style&, const Style&) = default;
};

/// Paper and ink of a note of one kind. Ink on paper keeps 4.5:1 in every style (tests/app/drawing/style_test.cpp).
struct NoteColours {
    QColor paper; ///< invalid: none (free text)
    QColor ink;   ///< label
    QColor glyph;
    QColor edge; ///< invalid: none
};

[[nodiscard]] NoteColours noteColours(model::ElementKind kind, const Style& style);

/// What is on the board besides the notes' own colours. The same tokens as the window around it (app/workspace/theme).
struct BoardColours {
    QColor board; ///< the empty board
    QColor frame; ///< inside a context
    QColor frameEdge;
    QColor face; ///< channels, pills and badges
    QColor faceEdge;
    QColor track; ///< the empty part of a ring or bar
    QColor line;  ///< arrows
    QColor text;
    QColor muted;
    QColor accent;
    QColor good;
    QColor warning;
    QColor bad;
    QColor shadow; ///< translucent
};

[[nodiscard]] const BoardColours& boardColours(const Style& style);

} // namespace stormglass::app::drawing
