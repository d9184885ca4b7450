// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/changes/edits.hpp"

#include <QPointF>

#include <vector>

namespace stormglass::app::tools {

/// Odd arrows may be drawn and are reported; frames, texts, services ... are never an end.
[[nodiscard]] bool mayEnd(const model::Element& element);

/// @name Edits of one arrow. Empty if it is not on the board.
/// @{
/// Another start or end. Bends were made for the old way and go; so does being a joint.
[[nodiscard]] std::vector<model::Change> rerouted(const model::Board& board, const model::FlowId& id, bool isStart,
                                                  const model::ElementId& to);
[[nodiscard]] std::vector<model::Change> flipped(const model::Board& board, const model::FlowId& id);
[[nodiscard]] std::vector<model::Change> bent(const model::Board& board, const model::FlowId& id,
                                              const std::vector<QPointF>& bends);
/// Joints among the arrows become arrows, bare or not.
[[nodiscard]] std::vector<model::Change> jointsShownAsArrows(const model::Board& board,
                                                             const std::vector<model::FlowId>& ids);
/// @}

} // namespace stormglass::app::tools
