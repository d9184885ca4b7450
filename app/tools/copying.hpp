// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/tools/tool_host.hpp"

namespace stormglass::app::tools {

/// An edit that brings new things, and what they are.
struct Copied {
    std::vector<model::Change> changes;
    SelectedThings made;
};

/// Copies of the elements, shifted by `by`, with the arrows between them. References within the copy stay within it.
/// Services, contexts and lanes outside are shared.
[[nodiscard]] Copied duplicate(const model::Board& board, const Scene& scene, const SelectedThings& things,
                               const QPointF& by);

/// A board of its own with just these things, to be written as text: what they refer to outside is left out, but
/// services come along, and an occurrence without its original becomes a note of its own.
[[nodiscard]] model::Board fragmentOf(const model::Board& board, const Scene& scene, const SelectedThings& things);

/// The edit that adds a fragment: everything under free ids, its middle at `centre`. Services already there under the
/// same id and label are used, not added again.
[[nodiscard]] Copied pasted(const model::Board& board, const Scene& scene, const model::Board& fragment,
                            const QPointF& centre);

/// One note for each line, its kind told by a prefix or by how it reads, on a grid from `corner` on free ground. Empty
/// lines and everything after the first `kMostLines` are left out.
[[nodiscard]] Copied pastedLines(const model::Board& board, const Scene& scene, std::string_view text,
                                 const QPointF& corner);

inline constexpr std::size_t kMostLines = 1000;
inline constexpr std::size_t kLongestLine = 400; ///< bytes

} // namespace stormglass::app::tools
