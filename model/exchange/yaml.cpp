// SPDX-License-Identifier: Apache-2.0
#include "model/exchange/yaml.hpp"

#include <yaml-cpp/emitter.h>
#include <yaml-cpp/emittermanip.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace stormglass::model {

namespace {

bool isLetter(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Words that YAML 1.1 or 1.2 readers take for a truth or nothing, in small letters.
bool isReserved(std::string_view text) {
    static constexpr std::array<std::string_view, 10> kWords{"true", "false", "yes", "no", "on",
                                                             "off",  "null",  "y",   "n",  "nan"};
    std::string small(text);
    std::ranges::transform(small, small.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return std::ranges::find(kWords, small) != kWords.end();
}

/// Plain only where no reader could see anything but text in it.
bool isPlain(std::string_view text) {
    const auto isHarmless = [](char c) {
        return isLetter(c) || (c >= '0' && c <= '9') || std::string_view(" ._/()-").find(c) != std::string_view::npos;
    };
    return !text.empty() && isLetter(text.front()) && text.back() != ' ' && std::ranges::all_of(text, isHarmless) &&
           !isReserved(text);
}

void emit(YAML::Emitter& out, const std::string& text) {
    if (!isPlain(text)) {
        out << YAML::DoubleQuoted;
    }
    out << text;
}

void emit(YAML::Emitter& out, const Value& value) {
    if (value.is_object()) {
        if (value.empty()) {
            out << YAML::Flow;
        }
        out << YAML::BeginMap;
        for (const auto& [key, item] : value.items()) {
            out << YAML::Key;
            emit(out, key);
            out << YAML::Value;
            emit(out, item);
        }
        out << YAML::EndMap;
    } else if (value.is_array()) {
        if (value.empty()) {
            out << YAML::Flow;
        }
        out << YAML::BeginSeq;
        for (const Value& item : value) {
            emit(out, item);
        }
        out << YAML::EndSeq;
    } else if (value.is_string()) {
        emit(out, value.get_ref<const std::string&>());
    } else if (value.is_null()) {
        out << YAML::Null;
    } else {
        out << value.dump(); // JSON's numbers and truths are YAML's
    }
}

} // namespace

std::string writeYaml(const Value& value) {
    YAML::Emitter out;
    emit(out, value);
    return std::string(out.c_str()) + "\n";
}

} // namespace stormglass::model
