// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/behaviour/catalogue.hpp"

// The catalogue's chapters, one source file each; only catalogue.cpp puts them together.
namespace stormglass::model::chapters {

[[nodiscard]] Parameters noteParameters();    ///< any note: description, locked, group ...
[[nodiscard]] Parameters payloadParameters(); ///< messages
[[nodiscard]] Parameters hotspotParameters();
[[nodiscard]] Parameters loadParameters(); ///< sources: arrivals, keys, classes, profile (CONTRACT section 3)
/// Handlers (CONTRACT section 5); `meanSeconds` is the default mean of the exponential handling time (section 8).
[[nodiscard]] Parameters handlingParameters(double meanSeconds);
[[nodiscard]] Parameters serviceParameters(); ///< CONTRACT section 6
[[nodiscard]] Parameters channelParameters();
[[nodiscard]] Parameters flowParameters();     ///< CONTRACT section 4
[[nodiscard]] Parameters journeyParameters();  ///< CONTRACT section 2
[[nodiscard]] Parameters scenarioParameters(); ///< CONTRACT sections 1, 2 and 7
[[nodiscard]] ParameterType profileType();

} // namespace stormglass::model::chapters
