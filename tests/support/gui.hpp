// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/drawing/export.hpp"

namespace stormglass::tests {

/// Fonts and painters need an application object. Made once, without a display, and never taken down: Qt would be gone
/// before it at the program's end.
inline void needGui() {
    static int argc = 1;
    static char name[] = "test";
    static char* argv[] = {name, nullptr};
    static QGuiApplication* const gui = app::drawing::guiForExport(argc, argv).release();
    (void)gui;
}

} // namespace stormglass::tests
