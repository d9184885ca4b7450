// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/changes/edits.hpp"

namespace stormglass::app::tools {

/// A service made for handlers, and the edit that does it.
struct NewService {
    model::ElementId id;
    std::vector<model::Change> changes;
};

/// A new service, named after the first handler, that runs these.
[[nodiscard]] NewService newService(const model::Board& board, const std::vector<model::ElementId>& handlers);

/// The handlers (and their occurrences) a service runs, in document order.
[[nodiscard]] std::vector<model::ElementId> handlersOf(const model::Board& board, const model::ElementId& service);

} // namespace stormglass::app::tools
