// SPDX-License-Identifier: Apache-2.0
#include "app/cli/table.hpp"

#include <algorithm>
#include <cstdint>
#include <ostream>

namespace stormglass::cli {

namespace {

/// The code point that begins at `at`, which moves behind it. The text is UTF-8 (the board holds no other).
std::uint32_t nextCodePoint(const std::string& text, std::size_t& at) noexcept {
    const auto first = static_cast<unsigned char>(text[at++]);
    std::uint32_t point = first < 0x80   ? first
                          : first < 0xE0 ? first & 0x1FU
                          : first < 0xF0 ? first & 0x0FU
                                         : first & 7U;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80) {
        point = (point << 6U) | (static_cast<unsigned char>(text[at++]) & 0x3FU);
    }
    return point;
}

/// East Asian wide and emoji take two columns (Unicode TR 11, coarsely).
bool isWide(std::uint32_t point) noexcept {
    return (point >= 0x1100 && point <= 0x115F) || (point >= 0x2E80 && point <= 0xA4CF) ||
           (point >= 0xAC00 && point <= 0xD7A3) || (point >= 0xF900 && point <= 0xFAFF) ||
           (point >= 0xFE30 && point <= 0xFE6F) || (point >= 0xFF00 && point <= 0xFF60) ||
           (point >= 0x1F300 && point <= 0x1FAFF) || (point >= 0x20000 && point <= 0x3FFFD);
}

} // namespace

std::size_t widthOf(const std::string& text) noexcept {
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size();) {
        width += isWide(nextCodePoint(text, at)) ? 2 : 1;
    }
    return width;
}

void Table::print(std::ostream& out) const {
    const std::size_t columns = m_rows.front().size();
    std::vector<std::size_t> widths(columns, 0);
    for (std::size_t c = 0; c < columns; ++c) {
        const bool hasFigures =
            std::any_of(m_rows.begin() + 1, m_rows.end(), [c](const auto& row) { return !row[c].empty(); });
        for (const auto& row : m_rows) {
            widths[c] = hasFigures ? std::max(widths[c], widthOf(row[c])) : 0;
        }
    }
    for (const auto& row : m_rows) {
        std::string line;
        for (std::size_t c = 0; c < columns; ++c) {
            if (widths[c] == 0) {
                continue;
            }
            const std::string gap(widths[c] - std::min(widths[c], widthOf(row[c])), ' ');
            line += c == 0 ? "  " + row[c] + gap : "   " + gap + row[c];
        }
        line.erase(line.find_last_not_of(' ') + 1);
        out << line << '\n';
    }
}

} // namespace stormglass::cli
