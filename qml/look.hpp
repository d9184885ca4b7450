// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace stormglass::ui {

/// Sets the controls' style and the font every text of the window begins with. Called once, after the application is
/// made and before the first window.
void applyLook();

} // namespace stormglass::ui
