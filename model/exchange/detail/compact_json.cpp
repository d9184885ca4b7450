// SPDX-License-Identifier: Apache-2.0
#include "model/exchange/detail/compact_json.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace stormglass::model::detail {

namespace {

template <class Number> void appendChars(std::string& out, Number number) {
    std::array<char, 40> buffer{};
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
    (void)error; // 40 characters hold any number
    out.append(buffer.data(), end);
}

void appendNumber(std::string& out, double number) {
    if (number == 0 && std::signbit(number)) {
        out += "-0.0"; // "-0" would be read as the integer 0
    } else {
        appendChars(out, number);
    }
}

void appendEscape(std::string& out, unsigned char c) {
    switch (c) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default: {
        constexpr std::string_view kDigits = "0123456789abcdef";
        out += "\\u00";
        out += kDigits[c >> 4U];
        out += kDigits[c & 15U];
    }
    }
}

void appendList(std::string& out, const Value& list) {
    out += '[';
    bool isFirst = true;
    for (const Value& item : list) {
        out += isFirst ? "" : ", ";
        isFirst = false;
        appendCompact(out, item);
    }
    out += ']';
}

void appendRecord(std::string& out, const Value& record) {
    out += '{';
    bool isFirst = true;
    for (const auto& [key, value] : record.get_ref<const Value::object_t&>()) {
        out += isFirst ? "" : ", ";
        isFirst = false;
        appendQuoted(out, key);
        out += ": ";
        appendCompact(out, value);
    }
    out += '}';
}

} // namespace

void appendQuoted(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || c == '"' || c == '\\') {
            appendEscape(out, byte);
        } else {
            out += c;
        }
    }
    out += '"';
}

void appendCompact(std::string& out, const Value& value) {
    switch (value.type()) {
    case Value::value_t::boolean:
        out += value.get<bool>() ? "true" : "false";
        return;
    case Value::value_t::number_integer:
        appendChars(out, value.get<std::int64_t>());
        return;
    case Value::value_t::number_unsigned:
        appendChars(out, value.get<std::uint64_t>());
        return;
    case Value::value_t::number_float:
        appendNumber(out, value.get<double>());
        return;
    case Value::value_t::string:
        appendQuoted(out, value.get_ref<const std::string&>());
        return;
    case Value::value_t::array:
        appendList(out, value);
        return;
    case Value::value_t::object:
        appendRecord(out, value);
        return;
    case Value::value_t::null:
    case Value::value_t::binary:
    case Value::value_t::discarded:
        out += "null";
        return;
    }
}

} // namespace stormglass::model::detail
