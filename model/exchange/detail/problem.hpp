// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/exchange/text_form.hpp"

#include <string>
#include <string_view>

namespace stormglass::model::detail {

/// A fault before its place in the text is known: a JSON pointer from the document's root says where.
struct Problem {
    TextFault::Reason reason = TextFault::Reason::notJson;
    std::string pointer;
    std::string expected = {};
    std::string found = {};
    bool isAboutKey = false; ///< the place is the key, not its value
};

/// The step to a key or index as it stands in a JSON pointer (RFC 6901), with the slash.
[[nodiscard]] inline std::string pointerStep(std::string_view key) {
    std::string step = "/";
    for (const char c : key) {
        if (c == '~' || c == '/') {
            step += c == '~' ? "~0" : "~1";
        } else {
            step += c;
        }
    }
    return step;
}

/// The pointer to a record: "/elements/3".
[[nodiscard]] inline std::string pointerTo(std::string_view section, std::size_t index) {
    return pointerStep(section) + "/" + std::to_string(index);
}

} // namespace stormglass::model::detail
