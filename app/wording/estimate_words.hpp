// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/behaviour/parameter_type.hpp"
#include "simulator/statistics/estimate.hpp"

#include <string>
#include <string_view>

namespace stormglass::wording {

/// "0.84 ± 0.03 s": value and half the 95 % interval in one unit, with no more digits than the interval bears; "0.84 s"
/// where no spread can be told; "not yet: needs a duration of 3 h" for a withheld figure.
[[nodiscard]] std::string estimateWords(const sim::Estimate& estimate, model::Unit unit);

/// The same for notes and lists, where room is short: one digit of the interval, two if the first is a 1.
[[nodiscard]] std::string shortEstimateWords(const sim::Estimate& estimate, model::Unit unit);

/// What a measure of a place or journey counts: "waiting.p99" seconds, "busy" a share, "arrivals" per second.
[[nodiscard]] model::Unit unitOfMeasure(std::string_view measure) noexcept;

} // namespace stormglass::wording
