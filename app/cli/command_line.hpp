// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/console.hpp"

#include <optional>
#include <span>
#include <string>
#include <variant>

namespace stormglass::cli {

/// The window is asked for.
struct OpenWindow {
    std::string file; ///< empty: none was named
    bool isOnce = false;
};

/// Runs the verb the arguments name (without the program's own name) and returns the program's exit code, or says that
/// a window is wanted. Never throws; independent of the locale.
[[nodiscard]] std::variant<int, OpenWindow> runCommandLine(std::span<const std::string> arguments,
                                                           const Console& console);

} // namespace stormglass::cli
