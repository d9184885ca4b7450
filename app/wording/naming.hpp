// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/board/board.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace stormglass::wording {

/// How sentences name things: “Order placed”; what has no label goes by its id.
[[nodiscard]] std::string inQuotes(std::string_view text);
[[nodiscard]] std::string calledOn(const model::Board& board, const model::ElementId& id);
/// The same for whatever results stand under: an element, a journey, or one found by itself ("FROM>TO").
[[nodiscard]] std::string placeOn(const model::Board& board, const std::string& id);

/// The kind as people say it: "read model", "external system".
[[nodiscard]] std::string_view spokenKind(model::ElementKind kind) noexcept;
/// With its article: "a read model", "an event".
[[nodiscard]] std::string aKind(model::ElementKind kind);

/// "a", "a and b", "a, b and c"; or with another last word.
[[nodiscard]] std::string enumerated(const std::vector<std::string>& things, std::string_view lastWord = "and");

/// "1 warning", "2 warnings".
[[nodiscard]] std::string counted(std::size_t count, std::string_view one, std::string_view many);

} // namespace stormglass::wording
