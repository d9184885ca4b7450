// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace stormglass::ui {

/// Empty if a window can be opened, else why not, for standard error. Qt ends the program where the display does not
/// answer, so this asks first (within two seconds), by the libraries Qt itself would use. Call it before any thread is
/// started. Where only Wayland answers, it tells Qt so through QT_QPA_PLATFORM.
[[nodiscard]] std::string whyNoDisplay();

} // namespace stormglass::ui
