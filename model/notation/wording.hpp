// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/board/element_kind.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace stormglass::model {

/// What an English label reads like. Labels in other languages come out as unknown, never as wrong.
enum class Wording : std::uint8_t { unknown, pastTense, imperative, whenever, question };

[[nodiscard]] Wording wordingOf(std::string_view label);

/// A line somebody typed or pasted, with the kind it most likely is ("Order placed" an event, "Place order" a command,
/// "whenever ..." a policy, "...?" a hotspot) or says it is ("event: ...").
struct TypedLine {
    ElementKind kind = ElementKind::event;
    std::string label;

    friend bool operator==(const TypedLine&, const TypedLine&) = default;
};

[[nodiscard]] TypedLine typedLine(std::string_view line);

} // namespace stormglass::model
