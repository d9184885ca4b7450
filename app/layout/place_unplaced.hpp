// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/board/board.hpp"

#include <optional>
#include <vector>

namespace stormglass::app::layout {

/// A place for something that has none. `size` is set where the layout chose one (a frame around its members).
struct Placement {
    model::ElementId id;
    model::BoardPoint at;
    std::optional<model::BoardSize> size;

    friend bool operator==(const Placement&, const Placement&) = default;
};

/// A place for every element that is drawn and has no `at`, in document order: left to right by the longest way from a
/// beginning, beside its neighbours, contexts kept together, on free ground. What has a place is never moved. The
/// same board always gives the same places. Services and stages have no body and get none.
[[nodiscard]] std::vector<Placement> placeUnplaced(const model::Board& board);

} // namespace stormglass::app::layout
