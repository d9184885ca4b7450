// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/console.hpp"
#include "app/cli/input.hpp"
#include "model/behaviour/overrides.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace stormglass::cli {

/// Every --set as an override, each tried on the board. Nothing, and one line on standard error, for the first that is
/// wrong.
[[nodiscard]] std::optional<std::vector<model::Override>>
readSets(std::span<const std::string> arguments, const Input& input, const std::optional<std::string>& scenario,
         const model::Catalogue& catalogue, const Console& console);

} // namespace stormglass::cli
