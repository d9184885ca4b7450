// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace stormglass::cli {

/// Columns of text for people, aligned whatever the script; the first to the left, figures to the right.
class Table {
  public:
    explicit Table(std::vector<std::string> headings) : m_rows{std::move(headings)} {}

    void add(std::vector<std::string> row) { m_rows.push_back(std::move(row)); }

    [[nodiscard]] bool empty() const noexcept { return m_rows.size() < 2; }

    /// Columns without a figure are left out.
    void print(std::ostream& out) const;

  private:
    std::vector<std::vector<std::string>> m_rows; ///< the headings first
};

/// Columns the text takes on a terminal.
[[nodiscard]] std::size_t widthOf(const std::string& text) noexcept;

} // namespace stormglass::cli
