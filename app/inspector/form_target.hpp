// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/behaviour/catalogue.hpp"
#include "model/board/board.hpp"
#include "model/changes/change.hpp"

#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace stormglass::app {

/// What a form edits: the selected elements (as originals) or arrows, one scenario or journey, or the board itself. It
/// holds ids and reads the board it is given.
struct FormTarget {
    enum class Kind : std::uint8_t { elements, flows, scenario, journey, board };

    Kind kind = Kind::board;
    std::vector<model::ElementId> elements{};
    std::vector<model::FlowId> flows{};
    std::string id{}; ///< of the scenario or journey

    /// How rows' keys begin.
    [[nodiscard]] QString name() const;
    /// How results and overrides begin a path to it; empty for the board or several at once.
    [[nodiscard]] std::string path(const model::Board& board) const;

    /// The records' properties; empty if something is gone.
    [[nodiscard]] std::vector<const model::Value*> properties(const model::Board& board) const;
    /// What the records may carry; of several elements what the first may.
    [[nodiscard]] const model::Parameters& parameters(const model::Board& board,
                                                      const model::Catalogue& catalogue) const;
    /// Those of `parameters` that not all of the elements have.
    [[nodiscard]] std::vector<std::string_view> uncommonKeys(const model::Board& board,
                                                             const model::Catalogue& catalogue) const;
    /// The changes that give each record its new properties, in the order of `properties`.
    [[nodiscard]] std::vector<model::Change> changesTo(const model::Board& board,
                                                       std::vector<model::Value> properties) const;
};

} // namespace stormglass::app
