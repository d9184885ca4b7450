// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/board/element_kind.hpp"

#include <QString>

#include <string_view>

namespace stormglass::app {

/// What people call a parameter; its key read as words where nothing better is known ("maxBackoff" → "Max backoff").
[[nodiscard]] QString labelOfParameter(std::string_view key);

/// What people call one of a parameter's words ("roundRobin" → "Round robin", "fifo" → "First in, first out").
[[nodiscard]] QString labelOfWord(std::string_view word);

/// "event", "read model" ...
[[nodiscard]] QString labelOfKind(model::ElementKind kind);

} // namespace stormglass::app
