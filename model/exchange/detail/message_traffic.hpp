// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/notation/topology.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace stormglass::model::detail {

/// What talks to others: a service, a handler that runs in none, an actor or external that sends.
struct Application {
    std::string id;
    const Element* element = nullptr;    ///< the service, or the lone handler or source itself
    std::vector<const Element*> members; ///< its handlers and sources, in document order

    /// Ours to deploy, and so worth a document: not an actor, not a system of somebody else.
    [[nodiscard]] bool isDeployable() const noexcept;
};

enum class Direction : std::uint8_t { send, receive };

/// One message that an application sends or receives over a channel (an element; null: directly).
struct Transfer {
    std::size_t application = 0;
    Direction direction = Direction::send;
    const Element* channel = nullptr;
    const Element* message = nullptr;

    friend bool operator==(const Transfer&, const Transfer&) = default;
};

/// Who sends and receives what, over what.
struct Traffic {
    std::vector<Application> applications; ///< in document order of their first member
    std::vector<Transfer> transfers;       ///< by application, sends first; none twice
};

[[nodiscard]] Traffic trafficOf(const Topology& topology);

} // namespace stormglass::model::detail
