// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/board/records.hpp"

#include <QString>

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace stormglass::app::drawing {

/// Where a figure comes from; each has its own look.
enum class FigureLook : std::uint8_t {
    forecast,  ///< an approximation: texts begin with ≈
    simulated, ///< an estimate: texts say ±
    outdated,  ///< simulated before the last edit: dimmed
};

/// What is shown at a handler. Texts are ready to be read ("≈ 9 ms", "9.1 ± 0.2 ms"): drawing formats nothing but the
/// share in the ring.
struct HandlerFigures {
    std::optional<double> busy;    ///< 0..1; above 1 when more arrives than can be handled
    std::optional<double> waiting; ///< messages waiting, mean
    QString time;                  ///< empty: no badge
    bool isTimeAssumed = false;    ///< the time is a default nobody wrote
    bool isBottleneck = false;
    friend bool operator==(const HandlerFigures&, const HandlerFigures&) = default;
};

struct ChannelFigures {
    std::vector<double> partitions; ///< how full each bar is, 0..1; empty: as at rest
    QString note;                   ///< e.g. "lag 1.2k"; empty: none
    friend bool operator==(const ChannelFigures&, const ChannelFigures&) = default;
};

/// What a forecast or a run puts on the board. Keys are originals; occurrences show the same.
struct Figures {
    FigureLook look = FigureLook::forecast;
    std::unordered_map<model::ElementId, HandlerFigures> handlers;
    std::unordered_map<model::ElementId, ChannelFigures> channels;

    friend bool operator==(const Figures&, const Figures&) = default;
};

} // namespace stormglass::app::drawing
