// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/board/element_kind.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace stormglass::model {

/// The three levels of a workshop (DESIGN section 3). They decide what is offered and asked for, never what is allowed.
enum class Level : std::uint8_t { bigPicture, process, design };

/// What an arrow between two kinds is.
enum class FlowVerdict : std::uint8_t {
    legal,
    succession, ///< event after event: a hint below the design level, nothing in a simulation
    odd,        ///< can be drawn, is reported with a reason and a fix, and is not simulated
};

/// Why an arrow is odd: the reason tells what is missing or turned round.
enum class OddReason : std::uint8_t {
    none,
    needsPolicy,         ///< an event does not ask for anything by itself: a policy decides
    needsHandler,        ///< a command does not become an event by itself: something handles it
    needsCommand,        ///< asking a handler takes a message between
    needsEvent,          ///< a handler's result is an event, not another handler
    turnedRound,         ///< the arrow would be legal the other way
    notAnEnd,            ///< frames, hotspots, texts ... are never the end of an arrow
    serviceIsMembership, ///< a handler runs in a service: that is told by its `service`, not by an arrow
    notInNotation,       ///< the notation gives it no meaning
};

/// The arrow's verdict, the reason if it is odd, and the kind whose insertion between would mend it.
struct FlowRule {
    FlowVerdict verdict = FlowVerdict::odd;
    OddReason reason = OddReason::none;
    std::vector<ElementKind> insertBetween; ///< kinds that make it legal when put between, best first; may be empty

    friend bool operator==(const FlowRule&, const FlowRule&) = default;
};

/// The notation's grammar (DESIGN section 3, after Brandolini; notation.md A2): may `from` flow into `to`?
[[nodiscard]] FlowRule ruleFor(ElementKind from, ElementKind to);

[[nodiscard]] bool isLegalFlow(ElementKind from, ElementKind to);

/// What may come next, most usual first: after a command an aggregate, then an external system ... (canvas.md 24).
[[nodiscard]] std::vector<ElementKind> legalNextKinds(ElementKind from, Level level);

/// The level from which the toolbox offers a kind. What is on the board already is shown on every level.
[[nodiscard]] Level firstLevelOf(ElementKind kind) noexcept;

} // namespace stormglass::model
