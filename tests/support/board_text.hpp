// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/exchange/text_form.hpp"
#include "tests/support/catch.hpp"

#include <string>
#include <string_view>

namespace stormglass::tests {

/// A board from the text form; a fault in the text fails the test.
inline model::Board boardOf(std::string_view text, const model::Catalogue& catalogue) {
    const model::Result<model::Board, model::TextFault> board = model::readText(text, catalogue);
    if (!board) {
        INFO(board.error().path << ": expected " << board.error().expected << ", found " << board.error().found);
        REQUIRE(board.ok());
    }
    return board.value();
}

/// A document of these elements and flows, each the inside of a JSON list, and of further keys (", \"journeys\": ...").
inline std::string documentOf(std::string_view elements, std::string_view flows, std::string_view more = {}) {
    return R"({"stormglass": 1, "name": "Test", "elements": [)" + std::string(elements) + R"(], "flows": [)" +
           std::string(flows) + "]" + std::string(more) + "}";
}

} // namespace stormglass::tests
