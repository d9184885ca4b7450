// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace stormglass::ui {

/// What to open and how.
struct WindowRequest {
    std::string file;    ///< a .storm or .storm.json; empty: what was open last is offered, else an empty board
    bool isOnce = false; ///< close after the first frame and print {"firstFrameMs": t} to standard output
};

/// Opens the window and runs until it closes. Exit codes as DESIGN section 8: 0 done, 2 no display answers (said on
/// standard error, naming the verbs), 3 the file cannot be read.
[[nodiscard]] int openWindow(int& argc, char** argv, const WindowRequest& request);

} // namespace stormglass::ui
