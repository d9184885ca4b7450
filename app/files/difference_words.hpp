// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/changes/change.hpp"

#include <QStringList>

#include <span>

namespace stormglass::app {

/// One line for each record that changes, as people read it: "Changed: “Order placed” (label, place)". At most `atMost`
/// lines; a last one says how many there are beside.
[[nodiscard]] QStringList differenceWords(std::span<const model::Change> changes, int atMost = 200);

} // namespace stormglass::app
