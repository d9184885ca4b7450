// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "simulator/compile/compile.hpp"
#include "tests/support/board_text.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stormglass::tests {

inline sim::Compiled compiledOf(const std::string& document, const std::vector<model::Override>& overrides = {},
                                const std::filesystem::path& folder = {}) {
    const model::Catalogue catalogue;
    const auto prepared = sim::prepare(boardOf(document, catalogue), catalogue, std::nullopt, overrides);
    REQUIRE(prepared.ok());
    auto compiled = sim::compile(prepared.value(), catalogue, folder);
    REQUIRE(compiled.ok());
    return std::move(compiled).value();
}

/// Row of the thing with this id in one of the lists of names.
inline sim::Index rowOf(const std::vector<std::string>& names, std::string_view id) {
    const auto found = std::ranges::find(names, id);
    return found == names.end() ? sim::kNone : static_cast<sim::Index>(found - names.begin());
}

template <class Row> std::span<const Row> rowsOf(const std::vector<Row>& table, sim::Range range) {
    return std::span(table).subspan(range.first, range.count);
}

} // namespace stormglass::tests
