// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace stormglass::model {

/// A place on the board, in board units (1 unit = 1 px at 100 %), x to the right, y down.
struct BoardPoint {
    double x = 0;
    double y = 0;
    friend bool operator==(const BoardPoint&, const BoardPoint&) = default;
};

/// An extent on the board, in board units; both sides positive.
struct BoardSize {
    double width = 0;
    double height = 0;
    friend bool operator==(const BoardSize&, const BoardSize&) = default;
};

} // namespace stormglass::model
