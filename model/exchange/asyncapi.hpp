// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/value.hpp"
#include "model/board/board.hpp"

#include <string>
#include <vector>

namespace stormglass::model {

/// AsyncAPI 3.1.0 (asyncapi/spec, spec/asyncapi.md): what a board says of messages, channels and who sends and receives
/// them. An application is a service, a handler without one, or an actor or external that sends. A channel is a queue
/// or topic of the board; what goes directly has a channel of the message's own name. Simulation parameters stand
/// under `x-stormglass-sim`. Order is the document's; nothing depends on time or machine.

/// Everything in one document; every channel appears once, operations are grouped by application.
[[nodiscard]] Value asyncApiOverview(const Board& board);

/// The document of one deployable, from its own point of view.
struct ServiceDocument {
    std::string id; ///< of the service, or of the handler that runs in none; good as a file name
    Value document;
};

/// One document for each service and for each handler of ours without one; actors and external systems have none.
[[nodiscard]] std::vector<ServiceDocument> asyncApiPerService(const Board& board);

} // namespace stormglass::model
