// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/inspector/form_value.hpp"

#include <string>
#include <vector>

namespace stormglass::app {

/// What a parameter begins with when somebody adds it: a legal, plausible value to be altered at once. `messages` are
/// those that come to the handler it is added to, for what waits for messages.
[[nodiscard]] model::Value starterFor(const model::Parameter& parameter, const std::vector<std::string>& messages = {});

/// A legal value of a type: the least of what it asks for.
[[nodiscard]] model::Value starterOf(const model::ParameterType& type);

} // namespace stormglass::app
