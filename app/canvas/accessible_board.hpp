// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace stormglass::app::canvas {

class BoardItem;

/// Lets screen readers walk over the notes of a board item as its children, in reading order, by name and kind. Once is
/// enough; more does nothing.
void installAccessibleBoard();

/// Tells screen readers which note has the focus now.
void tellAccessibleFocus(BoardItem& item);

} // namespace stormglass::app::canvas
