// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <string>

namespace stormglass::app {

/// The measure as people say it behind the name of its place: "p99", "staleness p99", "busy", "dead letters".
[[nodiscard]] QString wordsOfMeasure(const std::string& measure);

/// A part of a journey's time at its place: "waiting at Payment gateway".
[[nodiscard]] QString wordsOfPart(const std::string& part, const QString& place);

} // namespace stormglass::app
