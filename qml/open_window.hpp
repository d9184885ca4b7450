// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stormglass::ui {

/// A board the program brings along, in text form.
struct ExampleText {
    std::string_view name;
    std::string_view text;
};

/// What to open and how.
struct WindowRequest {
    std::string file;    ///< a .storm or .storm.json; empty: what was open last is offered, else an empty board
    bool isOnce = false; ///< close after the first frame and print {"firstFrameMs": t} to standard output
    std::vector<ExampleText> examples = {};
};

/// Opens the window and runs until it closes. Exit codes as DESIGN section 8: 0 done, 2 no display answers (said on
/// standard error, naming the verbs), 3 the file cannot be read.
[[nodiscard]] int openWindow(int& argc, char** argv, const WindowRequest& request);

} // namespace stormglass::ui
