// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/drawing/figures.hpp"
#include "app/drawing/style.hpp"
#include "model/board/board.hpp"

#include <QByteArray>
#include <QGuiApplication>

#include <memory>
#include <vector>

namespace stormglass::app::drawing {

/// What goes into a picture.
struct ExportOptions {
    Style style = {};
    double scale = 1;                        ///< PNG: device pixels per board unit
    double margin = 24;                      ///< board units around everything
    bool isTransparent = false;              ///< no background
    std::vector<model::ElementId> only = {}; ///< just these and the arrows between them; empty: all
    Figures figures = {};
    QByteArray source = {}; ///< the model as text, carried inside the picture; empty: not
};

/// The board as a picture; needs a QGuiApplication (guiForExport). The SVG's bytes depend on board, options and the
/// installed font alone. A board without anything to draw gives a small empty picture. PNG: the scale is lowered where
/// a picture would exceed kMostPngPixels or kLargestPngSide; empty if there is no memory for it.
[[nodiscard]] QByteArray toSvg(const model::Board& board, const ExportOptions& options = {});
[[nodiscard]] QByteArray toPng(const model::Board& board, const ExportOptions& options = {});
[[nodiscard]] QByteArray toPdf(const model::Board& board, const ExportOptions& options = {});

inline constexpr int kLargestPngSide = 30000;
inline constexpr double kMostPngPixels = 120e6;

/// What fonts and painters need, without a display; null if the program has an application already. Keep it while
/// exporting. `argc` and `argv` must outlive it.
[[nodiscard]] std::unique_ptr<QGuiApplication> guiForExport(int& argc, char** argv);

} // namespace stormglass::app::drawing
