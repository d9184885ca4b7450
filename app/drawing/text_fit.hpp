// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/drawing/drawing_list.hpp"

#include <QFont>

#include <vector>

namespace stormglass::app::drawing {

/// Text broken into lines and placed; nobody measures after this.
struct FittedText {
    std::vector<TextLine> lines;
    TextStyle style;
    bool isElided = false; ///< not all of it could be shown
};

enum class Align : std::uint8_t { centre, topLeft };

struct FitRequest {
    QString text;
    QRectF area;
    QColor colour;
    double largest = 13;
    double smallest = 9;
    int weight = 600;
    Align align = Align::centre;
    std::optional<double> centreY = {}; ///< lines are centred here as far as the area allows; absent: its middle
    bool mayGrowDown = false;           ///< free text: shown whole, however far down it goes
};

/// Sets the text as large as it fits, from `largest` down to `smallest`; at the smallest, words too long for a line are
/// broken, and what still finds no room ends with an ellipsis.
[[nodiscard]] FittedText fitText(const FitRequest& request);

/// One line whose baseline starts at the given point, cut short with an ellipsis beyond `widest`.
[[nodiscard]] TextLine oneLine(const QString& text, const QPointF& baseline, const TextStyle& style,
                               const QColor& colour, double widest = 1e9);

/// The same line elsewhere.
[[nodiscard]] TextLine movedBy(TextLine line, const QPointF& delta);

/// The same line with the middle of its baseline at the given point.
[[nodiscard]] TextLine centredAt(TextLine line, const QPointF& middle);

[[nodiscard]] QFont fontOf(const TextStyle& style);

/// Distance between baselines.
[[nodiscard]] double lineHeight(const TextStyle& style) noexcept;

} // namespace stormglass::app::drawing
