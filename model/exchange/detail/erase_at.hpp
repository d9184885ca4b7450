// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/value.hpp"

#include <string_view>

namespace stormglass::model::detail {

/// Takes away what a JSON pointer names, with as much around it as cannot stand without it: the item of a list of
/// records (a fault without its target), the list or record left empty. False if the pointer leads nowhere.
bool eraseAt(Value& properties, std::string_view pointer);

} // namespace stormglass::model::detail
