// SPDX-License-Identifier: Apache-2.0
#include "model/exchange/content.hpp"

namespace stormglass::model {

Content recognise(std::string_view head) noexcept {
    constexpr std::string_view kSqlite("SQLite format 3\0", 16); // sqlite.org/fileformat.html, section 1.3
    if (head.empty()) {
        return Content::empty;
    }
    if (head.starts_with(kSqlite)) {
        return Content::storedDocument;
    }
    if (head.starts_with("\xEF\xBB\xBF")) {
        head.remove_prefix(3);
    }
    const std::size_t first = head.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && head[first] == '{' ? Content::json : Content::other;
}

} // namespace stormglass::model
