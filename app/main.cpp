// SPDX-License-Identifier: Apache-2.0
// The program: what the arguments name is handed on; without a verb the window opens.
#include "qml/open_window.hpp"

#include <cstdio>
#include <string_view>

int main(int argc, char** argv) {
    stormglass::ui::WindowRequest request;
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        if (argument == "--once") {
            request.isOnce = true;
        } else if (argument.starts_with('-') || !request.file.empty()) {
            std::fprintf(stderr, "usage: stormglass [--once] [FILE]\n");
            return 2;
        } else {
            request.file = argument;
        }
    }
    return stormglass::ui::openWindow(argc, argv, request);
}
