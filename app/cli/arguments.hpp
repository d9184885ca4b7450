// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/requests.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stormglass::cli {

/// The arguments ask for text only (help, version), or are wrong.
struct Answer {
    std::string text;
    bool isWrongUsage = false;
};

[[nodiscard]] bool isVerb(std::string_view word);
[[nodiscard]] const std::vector<std::string>& verbs();

/// Reads what stands on the command line; the first argument is the verb, or --help or --version.
[[nodiscard]] std::variant<Request, Answer> readArguments(std::span<const std::string> arguments);

} // namespace stormglass::cli
