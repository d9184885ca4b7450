// SPDX-License-Identifier: Apache-2.0
#include "app/cli/console.hpp"

#include <fmt/format.h>
#include <ostream>

namespace stormglass::cli {

namespace {

std::string line(std::string_view kind, std::string_view place, std::string_view sentence) {
    const std::string before = place.empty() ? std::string{} : fmt::format("{}: ", place);
    return fmt::format("stormglass: {}{}{}\n", kind, before, sentence);
}

} // namespace

void Console::complain(std::string_view place, std::string_view sentence) const {
    err << line("", place, sentence);
}

void Console::warn(std::string_view place, std::string_view sentence) const {
    err << line("warning: ", place, sentence);
}

void Console::note(std::string_view sentence) const {
    err << line("", "", sentence);
}

} // namespace stormglass::cli
