// SPDX-License-Identifier: Apache-2.0
#include "simulator/compile/detail/compilation.hpp"

#include <charconv>
#include <cmath>
#include <fstream>
#include <string>
#include <string_view>

namespace stormglass::sim::compiling {

namespace {

/// Before the first line, as spreadsheets write it.
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// The first column of a line of CSV, if it is a time.
std::optional<double> timeOn(const std::string& line) {
    const char* text = line.c_str();
    while (*text == ' ' || *text == '"' || *text == '\t') {
        ++text;
    }
    double value = 0;
    const char* const end = line.c_str() + line.size();
    const auto [stop, error] = std::from_chars(text, end, value);
    const bool isTime = error == std::errc{} && std::isfinite(value) && value >= 0;
    const bool ends =
        stop == end || *stop == ',' || *stop == ';' || *stop == '"' || *stop == ' ' || *stop == '\t' || *stop == '\r';
    return isTime && ends ? std::optional(value) : std::nullopt;
}

} // namespace

std::optional<std::vector<double>> readTrace(const std::filesystem::path& file) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error)) {
        return std::nullopt;
    }
    std::ifstream stream(file);
    if (!stream) {
        return std::nullopt;
    }
    std::vector<double> times;
    bool isFirst = true;
    for (std::string line; std::getline(stream, line); isFirst = false) {
        if (isFirst && line.starts_with(kByteOrderMark)) {
            line.erase(0, kByteOrderMark.size());
        }
        if (const std::optional<double> time = timeOn(line)) {
            times.push_back(*time);
        }
    }
    return stream.bad() ? std::nullopt : std::optional(std::move(times));
}

} // namespace stormglass::sim::compiling
