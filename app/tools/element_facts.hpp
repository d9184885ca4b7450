// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/board/board.hpp"

#include <QRectF>

#include <optional>
#include <string>
#include <vector>

namespace stormglass::app::tools {

/// @name What tools ask about an element
/// @{
[[nodiscard]] bool isLocked(const model::Element& element);
/// The group it belongs to; empty: none.
[[nodiscard]] std::string groupOf(const model::Element& element);
[[nodiscard]] std::optional<model::ElementId> pinnedTo(const model::Element& element);
/// A context or lane: holds members, is grabbed by title or border.
[[nodiscard]] bool isFrame(model::ElementKind kind) noexcept;
/// Drawn with a body of its own. A service is the pill of its handlers.
[[nodiscard]] bool hasBody(model::ElementKind kind) noexcept;
/// May be the end of an arrow.
[[nodiscard]] bool canBeEnd(model::ElementKind kind);
/// Its sides may be pulled.
[[nodiscard]] bool isResizable(model::ElementKind kind) noexcept;
/// @}

/// The ids with everything of their groups, each once, in the order given.
[[nodiscard]] std::vector<model::ElementId> withGroups(const model::Board& board,
                                                       const std::vector<model::ElementId>& ids);

/// What moves when these are moved by hand: with them the members of frames, what is pinned to them; locked ones stay.
[[nodiscard]] std::vector<model::ElementId> movedWith(const model::Board& board,
                                                      const std::vector<model::ElementId>& ids);

struct PlacedElement {
    model::ElementId id;
    QRectF body;
};

/// As one reads them: row by row from the top, each from the left. Bodies less than half a note apart are one row.
[[nodiscard]] std::vector<model::ElementId> inReadingOrder(std::vector<PlacedElement> placed);

} // namespace stormglass::app::tools
