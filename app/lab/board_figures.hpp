// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/drawing/figures.hpp"
#include "model/behaviour/catalogue.hpp"
#include "model/board/board.hpp"
#include "simulator/forecast/forecast.hpp"
#include "simulator/run/report.hpp"

namespace stormglass::app {

/// What a forecast puts on the notes: ≈ times, busy rings, what waits, the bottleneck, and which times are assumed.
[[nodiscard]] drawing::Figures figuresOf(const sim::ForecastReport& report, const model::Board& board,
                                         const model::Catalogue& catalogue);

/// What a run puts on the notes: times with ±, busy rings, what waits, partitions. Dimmed once `isOutdated`.
[[nodiscard]] drawing::Figures figuresOf(const sim::RunReport& report, const model::Board& board, bool isOutdated);

/// The handler that stands for a place: itself, or the one of a service that takes the largest part of its workers.
[[nodiscard]] std::string handlerFor(const sim::ForecastReport& report, const model::Board& board,
                                     const std::string& place);

/// The busiest place of a run (a service, or a handler without one) and its share; empty if nothing is limited.
struct BusiestPlace {
    std::string id{};
    sim::Estimate busy{};
};

[[nodiscard]] std::vector<BusiestPlace> busiestPlaces(const sim::RunReport& report, const model::Board& board);

} // namespace stormglass::app
