// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/engine/network.hpp"

#include <optional>
#include <string_view>

namespace stormglass::sim::compiling {

/// @name The words of the text form; an unknown or absent one means the default, which is the first of each list.
/// @{
[[nodiscard]] Discipline disciplineOf(std::string_view word) noexcept;
[[nodiscard]] Overflow overflowOf(std::string_view word) noexcept;
[[nodiscard]] Balancing balancingOf(std::string_view word) noexcept;
[[nodiscard]] AutoscaleMetric autoscaleMetricOf(std::string_view word) noexcept; ///< busy by default
[[nodiscard]] Interrupted interruptedOf(std::string_view word) noexcept;
[[nodiscard]] Comparison comparisonOf(std::string_view word) noexcept;
[[nodiscard]] AskedWhat askedWhatOf(std::string_view word) noexcept;
/// @}

/// Nothing for a word that is no outcome ("emission" is none).
[[nodiscard]] std::optional<Outcome> outcomeOf(std::string_view word) noexcept;

/// p50 .. p999 as a number between 0 and 1; nothing for another word.
[[nodiscard]] std::optional<double> quantileOf(std::string_view word) noexcept;

} // namespace stormglass::sim::compiling
