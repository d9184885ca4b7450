// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/board/board.hpp"

#include <QString>

namespace stormglass::app {

/// What people call the thing that results name by this id: the label of an element (an occurrence's is its
/// original's), journey or scenario, "A → B" for a flow, else the id itself.
[[nodiscard]] QString nameOf(const model::Board& board, const std::string& id);

/// A journey by its two ends: "Order placed → Stock reserved". Also for journeys found by themselves ("FROM>TO").
[[nodiscard]] QString journeyEnds(const model::Board& board, const std::string& id);

/// What to call a place that is short of workers: the one handler of a service rather than the service.
[[nodiscard]] QString placeName(const model::Board& board, const std::string& id);

/// The handlers of a service, originals only, in document order.
[[nodiscard]] std::vector<const model::Element*> handlersOf(const model::Board& board, const model::ElementId& service);

} // namespace stormglass::app
