// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/board/board.hpp"
#include "model/changes/gate.hpp"

#include <set>
#include <string>

namespace stormglass::model {

/// What a record refers to is there and of the right nature; an occurrence keeps the rules of `same` (DESIGN section
/// 3).
[[nodiscard]] Result<void, Refusal> checkReferencesOf(const Board& board, const Element& element);
[[nodiscard]] Result<void, Refusal> checkReferencesOf(const Board& board, const Flow& flow);
[[nodiscard]] Result<void, Refusal> checkReferencesOf(const Board& board, const Journey& journey);
/// What a scenario names is judged by the checks, which know its paths; a scenario may name what is gone.
[[nodiscard]] Result<void, Refusal> checkReferencesOf(const Board& board, const Scenario& scenario);
[[nodiscard]] Result<void, Refusal> checkReferencesOf(const Board& board, const BoardSettings& settings);

/// The record without any mention of the elements in `gone` that it can do without.
[[nodiscard]] Element withoutReferencesTo(Element element, const std::set<ElementId>& gone);
[[nodiscard]] Flow withoutReferencesTo(Flow flow, const std::set<ElementId>& gone);
/// The scenario without overrides, faults, objectives, measures, backlogs and replays of anything of these names.
[[nodiscard]] Scenario withoutMentionsOf(Scenario scenario, const std::set<std::string>& gone);

} // namespace stormglass::model
