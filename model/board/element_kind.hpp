// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace stormglass::model {

/// What can stand on a board (DESIGN section 3). Notes first, then structure.
enum class ElementKind : std::uint8_t {
    event,
    command,
    query,
    actor,
    aggregate,
    policy,
    readModel,
    external,
    hotspot,
    opportunity,
    screen,
    text,
    context,
    lane,
    pivot,
    service,
    queue,
    topic,
    stage,
};

inline constexpr std::size_t kElementKindCount = 19;

/// All kinds in the order of the enumeration.
[[nodiscard]] const std::array<ElementKind, kElementKindCount>& allElementKinds() noexcept;

/// The text form's word for the kind, e.g. "readModel".
[[nodiscard]] std::string_view nameOf(ElementKind kind) noexcept;
[[nodiscard]] std::optional<ElementKind> elementKindFromName(std::string_view name) noexcept;

/// A message: event, command or query. Passing it takes no time.
[[nodiscard]] bool isMessage(ElementKind kind) noexcept;
/// A handler: aggregate, policy, read model or external. Messages wait there and are handled.
[[nodiscard]] bool isHandler(ElementKind kind) noexcept;
/// May carry `arrivals`: actor, external, policy.
[[nodiscard]] bool canBeSource(ElementKind kind) noexcept;
/// A channel: queue or topic.
[[nodiscard]] bool isChannel(ElementKind kind) noexcept;
/// A note of the storm, as opposed to structure.
[[nodiscard]] bool isNote(ElementKind kind) noexcept;

} // namespace stormglass::model
