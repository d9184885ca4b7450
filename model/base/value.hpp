// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

namespace stormglass::model {

/// The value of a parameter as it stands in the text form: null, truth, number, text, list or record. Records keep the
/// order of their keys; what the reader and the change gate let in is in the catalogue's canonical order, so that ==
/// means equal.
using Value = nlohmann::ordered_json;

} // namespace stormglass::model
