// SPDX-License-Identifier: Apache-2.0
// The program: a verb is done on the command line, without Qt unless it draws; anything else opens the window.
#include "app/cli/command_line.hpp"
#include "app/cli/templates.hpp"
#include "app/draw_picture.hpp"
#include "qml/open_window.hpp"

#include <iostream>
#include <string>
#include <unistd.h>
#include <variant>
#include <vector>

int main(int argc, char** argv) {
    using namespace stormglass;
    std::ios::sync_with_stdio(false);
    const cli::Console console{
        std::cin, std::cout, std::cerr, ::isatty(STDOUT_FILENO) == 1, ::isatty(STDERR_FILENO) == 1, app::drawPicture};
    const std::vector<std::string> arguments(argv + (argc > 0 ? 1 : 0), argv + argc);
    const std::variant<int, cli::OpenWindow> asked = cli::runCommandLine(arguments, console);
    if (const int* code = std::get_if<int>(&asked)) {
        return *code;
    }
    const auto& window = std::get<cli::OpenWindow>(asked);
    ui::WindowRequest request{window.file, window.isOnce};
    for (const cli::Template& example : cli::templates()) {
        request.examples.push_back({example.name, example.text});
    }
    return ui::openWindow(argc, argv, request);
}
