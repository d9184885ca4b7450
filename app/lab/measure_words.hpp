// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/behaviour/units.hpp"

#include <QString>

#include <string>

namespace stormglass::app {

/// The unit of the figure a measure names ("busy", "waiting.p99", "staleness.staleAnswers"; CONTRACT section 2).
[[nodiscard]] model::Unit unitOfMeasure(const std::string& measure);

/// The measure as people say it behind the name of its place: "p99", "staleness p99", "busy", "dead letters".
[[nodiscard]] QString wordsOfMeasure(const std::string& measure);

/// A part of a journey's time at its place: "waiting at Payment gateway".
[[nodiscard]] QString wordsOfPart(const std::string& part, const QString& place);

} // namespace stormglass::app
