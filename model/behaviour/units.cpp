// SPDX-License-Identifier: Apache-2.0
#include "model/behaviour/units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <span>

namespace stormglass::model {

namespace {

struct NamedScale {
    std::string_view name;
    double scale; ///< in the base unit
};

/// Times [s]; the first name of a scale is the one written.
constexpr std::array kTimes{NamedScale{"ns", 1e-9},
                            NamedScale{"us", 1e-6},
                            NamedScale{"\xc2\xb5s", 1e-6},
                            NamedScale{"\xce\xbcs", 1e-6},
                            NamedScale{"ms", 1e-3},
                            NamedScale{"msec", 1e-3},
                            NamedScale{"s", 1},
                            NamedScale{"sec", 1},
                            NamedScale{"secs", 1},
                            NamedScale{"second", 1},
                            NamedScale{"seconds", 1},
                            NamedScale{"m", 60},
                            NamedScale{"min", 60},
                            NamedScale{"mins", 60},
                            NamedScale{"minute", 60},
                            NamedScale{"minutes", 60},
                            NamedScale{"h", 3600},
                            NamedScale{"hr", 3600},
                            NamedScale{"hour", 3600},
                            NamedScale{"hours", 3600},
                            NamedScale{"d", 86400},
                            NamedScale{"day", 86400},
                            NamedScale{"days", 86400},
                            NamedScale{"week", 604800},
                            NamedScale{"weeks", 604800}};

constexpr std::array kMultiples{NamedScale{"k", 1e3}, NamedScale{"K", 1e3}, NamedScale{"M", 1e6}, NamedScale{"G", 1e9}};

constexpr std::array kShares{NamedScale{"%", 0.01}, NamedScale{"percent", 0.01}, NamedScale{"\xe2\x80\xb0", 0.001}};

std::optional<double> scaleOf(std::span<const NamedScale> scales, std::string_view name) {
    const auto found = std::ranges::find(scales, name, &NamedScale::name);
    return found == scales.end() ? std::nullopt : std::optional(found->scale);
}

/// Walks a text from number to word to number; every take leaves the blanks behind it.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : m_rest(text) { skipBlanks(); }

    [[nodiscard]] bool isAtEnd() const { return m_rest.empty(); }

    std::optional<double> number() {
        std::size_t length = 0;
        while (length < m_rest.size() && isPartOfNumber(length)) {
            ++length;
        }
        std::string digits(m_rest.substr(0, length));
        std::ranges::replace(digits, ',', '.');
        const std::size_t sign = digits.starts_with('+') ? 1 : 0;
        double value = 0;
        const char* end = digits.data() + digits.size();
        const auto [at, error] = std::from_chars(digits.data() + sign, end, value);
        if (error != std::errc{} || at != end || !std::isfinite(value)) {
            return std::nullopt;
        }
        m_rest.remove_prefix(length);
        skipBlanks();
        return value;
    }

    /// Letters, signs and bytes beyond ASCII up to the next blank, digit or slash.
    std::string_view word() {
        std::size_t length = 0;
        while (length < m_rest.size() && isPartOfWord(m_rest[length])) {
            ++length;
        }
        const std::string_view taken = m_rest.substr(0, length);
        m_rest.remove_prefix(length);
        skipBlanks();
        return taken;
    }

    bool take(std::string_view what) {
        if (!m_rest.starts_with(what)) {
            return false;
        }
        m_rest.remove_prefix(what.size());
        skipBlanks();
        return true;
    }

  private:
    [[nodiscard]] bool isPartOfNumber(std::size_t at) const {
        const char c = m_rest[at];
        if ((c >= '0' && c <= '9') || c == '.' || c == ',') {
            return true;
        }
        if (c == '-' || c == '+') {
            return at == 0 || m_rest[at - 1] == 'e' || m_rest[at - 1] == 'E';
        }
        // "1e-3" is a number, "1 e" is not: an exponent needs its digits
        const bool isExponent = (c == 'e' || c == 'E') && at > 0 && at + 1 < m_rest.size();
        return isExponent && std::string_view("0123456789+-").find(m_rest[at + 1]) != std::string_view::npos;
    }

    static bool isPartOfWord(char c) { return c != ' ' && c != '\t' && c != '/' && !(c >= '0' && c <= '9'); }

    void skipBlanks() {
        while (!m_rest.empty() && (m_rest.front() == ' ' || m_rest.front() == '\t')) {
            m_rest.remove_prefix(1);
        }
    }

    std::string_view m_rest;
};

std::optional<double> parseTime(Scanner scan) {
    double total = 0;
    bool isFirst = true;
    while (isFirst || !scan.isAtEnd()) {
        const std::optional<double> number = scan.number();
        if (!number) {
            return std::nullopt;
        }
        const std::string_view word = scan.word();
        const bool isPlainNumber = word.empty() && isFirst && scan.isAtEnd();
        const std::optional<double> scale = isPlainNumber ? std::optional(1.0) : scaleOf(kTimes, word);
        if (!scale) {
            return std::nullopt;
        }
        total += *number * *scale;
        isFirst = false;
    }
    return total;
}

std::optional<double> parseCount(Scanner& scan) {
    const std::optional<double> number = scan.number();
    if (!number) {
        return std::nullopt;
    }
    for (const NamedScale& multiple : kMultiples) {
        if (scan.take(multiple.name)) {
            return *number * multiple.scale;
        }
    }
    return number;
}

std::optional<double> parseRate(Scanner scan) {
    const std::optional<double> count = parseCount(scan);
    if (!count || scan.isAtEnd()) {
        return count; // a bare number is per second
    }
    if (!scan.take("/") && !scan.take("per")) {
        return std::nullopt;
    }
    const std::optional<double> time = scaleOf(kTimes, scan.word());
    return time && scan.isAtEnd() ? std::optional(*count / *time) : std::nullopt;
}

std::optional<double> parseShare(Scanner scan) {
    const std::optional<double> number = scan.number();
    if (!number || scan.isAtEnd()) {
        return number;
    }
    if (scan.take("in")) {
        const std::optional<double> of = scan.number();
        return of && *of > 0 && scan.isAtEnd() ? std::optional(*number / *of) : std::nullopt;
    }
    const std::optional<double> scale = scaleOf(kShares, scan.word());
    return scale && scan.isAtEnd() ? std::optional(*number * *scale) : std::nullopt;
}

/// At most `digits` significant digits, no exponent, no idle zeros.
std::string trimmedNumber(double value, int digits) {
    const double magnitude = value == 0 ? 0 : std::floor(std::log10(std::abs(value)));
    const int decimals = std::max(0, digits - 1 - static_cast<int>(magnitude));
    std::string text = fmt::format("{:.{}f}", value, std::min(decimals, 12));
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.ends_with('.')) {
            text.pop_back();
        }
    }
    return text == "-0" ? "0" : text;
}

std::string formatTime(double seconds, int digits) {
    constexpr std::array kWritten{NamedScale{"d", 86400}, NamedScale{"h", 3600},  NamedScale{"min", 60},
                                  NamedScale{"s", 1},     NamedScale{"ms", 1e-3}, NamedScale{"\xc2\xb5s", 1e-6},
                                  NamedScale{"ns", 1e-9}};
    const double size = std::abs(seconds);
    if (size == 0) {
        return "0 s";
    }
    for (const NamedScale& unit : kWritten) {
        // Seconds are kept up to two minutes: "90 s" reads better than "1.5 min".
        const double from = unit.name == "min" ? 120 : unit.scale;
        if (size >= from * (1 - 1e-12)) {
            return fmt::format("{} {}", trimmedNumber(seconds / unit.scale, digits), unit.name);
        }
    }
    return fmt::format("{} ns", trimmedNumber(seconds / 1e-9, digits));
}

std::string formatRate(double perSecond, int digits) {
    const double size = std::abs(perSecond);
    if (size >= 1e6) {
        return fmt::format("{}M/s", trimmedNumber(perSecond / 1e6, digits));
    }
    if (size >= 1e4) {
        return fmt::format("{}k/s", trimmedNumber(perSecond / 1e3, digits));
    }
    if (size >= 0.1 || size == 0) {
        return fmt::format("{}/s", trimmedNumber(perSecond, digits));
    }
    return size * 60 >= 0.1 ? fmt::format("{}/min", trimmedNumber(perSecond * 60, digits))
                            : fmt::format("{}/h", trimmedNumber(perSecond * 3600, digits));
}

} // namespace

std::optional<double> parseQuantity(std::string_view text, Unit unit) {
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
        text.remove_suffix(1);
    }
    Scanner scan(text);
    switch (unit) {
    case Unit::seconds:
        return parseTime(scan);
    case Unit::perSecond:
        return parseRate(scan);
    case Unit::probability:
        return parseShare(scan);
    case Unit::none:
    case Unit::messages:
    case Unit::workers:
    case Unit::moneyPerHour:
    case Unit::boardUnits: {
        const std::optional<double> count = parseCount(scan);
        return scan.isAtEnd() ? count : std::nullopt;
    }
    }
    return std::nullopt;
}

std::string formatQuantity(double value, Unit unit, int digits) {
    switch (unit) {
    case Unit::seconds:
        return formatTime(value, digits);
    case Unit::perSecond:
        return formatRate(value, digits);
    case Unit::probability:
        return fmt::format("{} %", trimmedNumber(value * 100, digits));
    case Unit::none:
    case Unit::messages:
    case Unit::workers:
    case Unit::moneyPerHour:
    case Unit::boardUnits:
        return trimmedNumber(value, std::max(digits, 6));
    }
    return {};
}

} // namespace stormglass::model
