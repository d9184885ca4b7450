// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/value.hpp"
#include "simulator/run/report.hpp"

#include <optional>
#include <string>

namespace stormglass::sim {

/// The report as `simulate --json` prints it. Two runs of one seed give the same bytes but for `timing`.
[[nodiscard]] model::Value reportJson(const RunReport& report);

[[nodiscard]] model::Value estimateJson(const Estimate& estimate);
[[nodiscard]] model::Value placeJson(const PlaceReport& place);
[[nodiscard]] model::Value journeyJson(const JourneyReport& journey);

/// The figure at a path in the results of a thing ("busy", "waiting.p99", "partitions.0.lag"; bare "mean" to "p999" and
/// "max" of a place mean its `time`). `of` is the id of a journey, element, service or channel, looked for in that
/// order. Nothing when there is no such figure.
[[nodiscard]] std::optional<Estimate> figureOf(const RunReport& report, const std::string& of,
                                               const std::string& measure);

/// The figure at a whole path: "elements.order.waiting.mean", "journeys.ordering.p99", "cost".
[[nodiscard]] std::optional<Estimate> figureAt(const RunReport& report, const std::string& path);

} // namespace stormglass::sim
