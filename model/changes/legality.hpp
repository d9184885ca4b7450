// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/behaviour/catalogue.hpp"
#include "model/changes/change.hpp"

#include <optional>
#include <span>
#include <string>

namespace stormglass::model {

/// The first record whose properties the catalogue does not admit, as "RECORD.POINTER"; nothing if all are legal. Keys
/// the catalogue does not name for a kind are let be: they are left over from a kind the element had before.
[[nodiscard]] std::optional<std::string> firstIllegal(const Catalogue& catalogue, std::span<const Change> changes);

} // namespace stormglass::model
