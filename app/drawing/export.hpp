// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/drawing/figures.hpp"
#include "app/drawing/style.hpp"
#include "model/board/board.hpp"

#include <QByteArray>
#include <QSizeF>

#include <vector>

namespace stormglass::app::drawing {

/// What goes into a picture. It needs a QGuiApplication (ensureGuiApplication makes one without a display).
struct ExportOptions {
    Style style = {};
    double scale = 1;                        ///< PNG: device pixels per board unit
    double margin = 24;                      ///< board units around everything
    bool isTransparent = false;              ///< no background
    std::vector<model::ElementId> only = {}; ///< just these and the arrows between them; empty: all
    Figures figures = {};
    QByteArray source = {}; ///< the model as text, carried inside the picture; empty: not
};

/// The board as a picture. The SVG's bytes depend on board and options alone. A board without anything to draw gives a
/// small empty picture. PNG: the scale is lowered so that no side exceeds kLargestPngSide.
[[nodiscard]] QByteArray toSvg(const model::Board& board, const ExportOptions& options = {});
[[nodiscard]] QByteArray toPng(const model::Board& board, const ExportOptions& options = {});
[[nodiscard]] QByteArray toPdf(const model::Board& board, const ExportOptions& options = {});

inline constexpr int kLargestPngSide = 30000;

} // namespace stormglass::app::drawing
