// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/tools/tool_host.hpp"
#include "model/notation/grammar.hpp"

namespace stormglass::app::tools {

/// The distance at which a new note is put beside another, in board units.
inline constexpr double kNoteGap = 40;

/// The first free place for a body of this size beside `from`: straight on, then to the sides of that, further and
/// further away.
[[nodiscard]] QRectF freeGroundBeside(const Scene& scene, const QRectF& from, model::BoardSize size, Side side);

/// A note of this kind beside another, joined to it as the grammar allows: onward if it can, else the arrow comes from
/// the new note; without an arrow if neither may be an end.
[[nodiscard]] NewNote noteBeside(const model::Board& board, const Scene& scene, const model::ElementId& from,
                                 model::ElementKind kind, Side side);

/// The kind that most likely comes next: the first the grammar allows, else the same again.
[[nodiscard]] model::ElementKind likelyNext(model::ElementKind from, model::Level level);

/// The note as an edit: element, its frames, its arrow. `label` names it.
[[nodiscard]] std::vector<model::Change> changesOf(const model::Board& board, const Scene& scene, const NewNote& note,
                                                   const std::string& label, model::ElementId* made = nullptr);

} // namespace stormglass::app::tools
