// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/board/board.hpp"
#include "model/changes/gate.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stormglass::model::detail {

/// The format of a journal row's payload. A row of an older format is rewritten by a migration, never guessed at.
inline constexpr int kChangeFormat = 1;

/// Changes as compact JSON: a list of {"element": ID, "before": {...}, "after": {...}} with only the keys that differ;
/// a record that was added has no before, one that was removed no after. Flows go by number, settings by true.
[[nodiscard]] std::string encodeChanges(std::span<const Change> changes);

enum class Direction : std::uint8_t { forward, backward };

/// Full changes again, from payloads and the board they meet: going forward the board right before the first payload,
/// going backward the board right after the last; payloads in the order they were written in both cases. Fails with
/// damagedHistory where a payload does not fit the board.
[[nodiscard]] Result<std::vector<Change>, Refusal>
decodeChanges(const Board& board, std::span<const std::string> payloads, Direction direction);

/// JSON text as a value; nothing if it is none.
[[nodiscard]] std::optional<Value> parsed(std::string_view text);

} // namespace stormglass::model::detail
