// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command_line.hpp"

#include "app/cli/arguments.hpp"
#include "app/cli/verbs.hpp"
#include "app/wording/naming.hpp"
#include "app/wording/nearest.hpp"

#include <exception>
#include <filesystem>
#include <fmt/format.h>
#include <new>
#include <ostream>

namespace stormglass::cli {

namespace {

int runVerb(const Request& request, const Console& console) {
    try {
        return std::visit([&console](const auto& each) { return run(each, console); }, request);
    } catch (const std::bad_alloc&) {
        console.complain("", "Memory ran out. Use a smaller model or fewer threads.");
    } catch (const std::exception& error) { // the standard library's: ours are results
        console.complain("", fmt::format("The system refused: {}.", error.what()));
    }
    return asInt(ExitCode::badOutput);
}

int answer(const Answer& answer, const Console& console) {
    (answer.isWrongUsage ? console.err : console.out) << answer.text;
    return asInt(answer.isWrongUsage ? ExitCode::wrongUsage : ExitCode::done);
}

/// A result that did not reach standard output is no result.
int flushed(int code, const Console& console) {
    console.out.flush();
    if (!console.out) {
        console.complain("standard output", "The result could not be written there. Is the disk full?");
        return asInt(ExitCode::badOutput);
    }
    return code;
}

int wrongUsage(std::string_view place, const std::string& sentence, const Console& console) {
    console.complain(place, sentence);
    return asInt(ExitCode::wrongUsage);
}

/// stormglass [--once] [FILE], or what was meant by something else.
std::variant<int, OpenWindow> windowOrComplaint(std::span<const std::string> arguments, const Console& console) {
    OpenWindow window;
    for (const std::string& argument : arguments) {
        if (argument == "--once") {
            window.isOnce = true;
        } else if (argument.starts_with('-')) {
            return wrongUsage(argument, "There is no such option. See: stormglass --help", console);
        } else if (!window.file.empty()) {
            return wrongUsage(window.file,
                              fmt::format("There is no such verb.{} See: stormglass --help",
                                          wording::suggestion(window.file, verbs())),
                              console);
        } else {
            window.file = argument;
        }
    }
    std::error_code none;
    const bool isFile =
        window.file.find_first_of("./") != std::string::npos || std::filesystem::exists(window.file, none);
    if (!isFile && wording::nearest(window.file, verbs())) {
        return wrongUsage(window.file,
                          fmt::format("There is no such verb or file.{} See: stormglass --help",
                                      wording::suggestion(window.file, verbs())),
                          console);
    }
    return window;
}

} // namespace

std::variant<int, OpenWindow> runCommandLine(std::span<const std::string> arguments, const Console& console) {
    const std::string first = arguments.empty() ? std::string{} : arguments.front();
    const bool isForHelp = first == "--help" || first == "-h" || first == "--version";
    if (!isForHelp && !isVerb(first)) {
        return windowOrComplaint(arguments, console);
    }
    const std::variant<Request, Answer> read = readArguments(arguments);
    if (const auto* text = std::get_if<Answer>(&read)) {
        return flushed(answer(*text, console), console);
    }
    return flushed(runVerb(std::get<Request>(read), console), console);
}

} // namespace stormglass::cli
