// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/result.hpp"
#include "model/behaviour/overrides.hpp"

#include <span>
#include <string>
#include <vector>

namespace stormglass::cli {

/// Reads --set PATH=VALUE. The value is JSON, or what people write for the parameter of that path: "8ms", "3k/min",
/// "5%", a bare word; a time where a distribution belongs keeps its shape and moves its mean. Fails with a sentence.
[[nodiscard]] model::Result<model::Override, std::string>
readSet(const std::string& argument, const model::Board& board, const model::Catalogue& catalogue);

} // namespace stormglass::cli
